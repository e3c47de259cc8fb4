import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'messages:due': { payload: z.looseObject({}), every: '* * * * *' },
  'messages:partner': { payload: z.object({ partnerId: z.uuid() }), lane: 'mail' },
  'messages:urgent': { payload: z.object({ partnerId: z.uuid() }), lane: 'urgent' },
  'money-path:tell': {
    payload: z.object({
      id: z.uuid(),
      partnerIds: z.array(z.uuid()),
      of: z.string(),
      what: z.string(),
      by: z.string(),
      at: z.iso.datetime(),
    }),
  },
  'automated-run:tell': {
    payload: z.object({
      partnerId: z.uuid(),
      runId: z.uuid(),
      billingDate: z.iso.date(),
      what: z.enum(['WAITS', 'AGAIN', 'CONFIRMED', 'FAILED']),
      confirmAt: z.iso.datetime().nullable(),
      because: z.string().nullable(),
    }),
  },
  'note:tell': {
    payload: z.object({ noteId: z.uuid(), partnerId: z.uuid(), userIds: z.array(z.uuid()) }),
  },
  'old-address:tell': {
    payload: z.object({
      id: z.uuid(),
      partnerId: z.uuid(),
      userId: z.uuid().nullable(),
      customerId: z.uuid().nullable(),
      address: z.string(),
    }),
  },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
