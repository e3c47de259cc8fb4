import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'figures:fold': { payload: z.looseObject({}), every: '* * * * *', atStart: {} },
  'figures:recount': { payload: z.looseObject({}), every: '23 2 * * *' },
  'figures:partner': { payload: z.object({ partnerId: z.uuid() }) },
  'planned:work': { payload: z.object({ partnerId: z.uuid() }), lane: 'previews' },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
