import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'documents:bulk': {
    payload: z.object({ partnerId: z.uuid(), jobId: z.uuid() }),
    lane: 'documents',
  },
  'documents:sweep': { payload: z.looseObject({}), every: '* * * * *', atStart: {} },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
