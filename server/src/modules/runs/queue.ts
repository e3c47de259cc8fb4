import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'billing-run:previews': {
    payload: z.object({ partnerId: z.uuid(), turn: z.number().int() }),
    lane: 'previews',
  },
  'billing-run:confirm': { payload: z.object({ partnerId: z.uuid(), runId: z.uuid() }) },
  'billing-run:recover': {
    payload: z.looseObject({ everything: z.boolean().optional() }),
    every: '* * * * *',
    atStart: { everything: true },
  },
  'billing-date:rest': { payload: z.looseObject({}), every: '*/5 * * * *', atStart: {} },
  'billing-date:partner': { payload: z.object({ partnerId: z.uuid() }) },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
