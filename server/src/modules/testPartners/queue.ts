import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'clock:days': { payload: z.object({ partnerId: z.uuid() }) },
  // also at the start: days that a killed process left go on at once
  'clock:recover': { payload: z.looseObject({}), every: '* * * * *', atStart: {} },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
