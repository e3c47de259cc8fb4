import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  // each partner once in its own morning
  'autopay:schedule': { payload: z.looseObject({}), every: '*/15 * * * *' },
  'autopay:partner': { payload: z.object({ partnerId: z.uuid() }) },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
