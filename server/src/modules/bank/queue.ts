import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'bank:read': { payload: z.object({ partnerId: z.uuid(), fileId: z.uuid() }) },
  'bank:pair': { payload: z.object({ partnerId: z.uuid(), accountId: z.uuid() }) },
  'bank:reopen': { payload: z.object({ partnerId: z.uuid(), paymentId: z.uuid() }) },
  'bank:recover': { payload: z.looseObject({}), every: '* * * * *', atStart: {} },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
