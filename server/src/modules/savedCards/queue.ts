import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  // a charge whose process was killed, or whose provider did not answer
  'charges:send': {
    payload: z.object({ partnerId: z.uuid(), checkoutId: z.uuid(), tries: z.int().default(0) }),
  },
  // a card that was removed here is forgotten at its provider
  'cards:forget': { payload: z.object({ partnerId: z.uuid(), methodId: z.uuid() }) },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
