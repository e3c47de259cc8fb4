import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'reports:file': {
    payload: z.object({ partnerId: z.uuid(), fileId: z.uuid() }),
    lane: 'documents',
  },
  'reports:sweep': { payload: z.looseObject({}), every: '* * * * *', atStart: {} },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
