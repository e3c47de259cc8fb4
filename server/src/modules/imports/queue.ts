import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'imports:turn': { payload: z.object({ partnerId: z.uuid(), turn: z.number().int() }) },
  'imports:purge': { payload: z.looseObject({}), every: '43 3 * * *' },
  'imports:recover': { payload: z.looseObject({}), every: '* * * * *', atStart: {} },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
