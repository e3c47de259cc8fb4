import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'sandbox:webhook': {
    payload: z.object({
      url: z.url(),
      account: z.string().optional(),
      id: z.string(),
      body: z.string(),
    }),
  },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
