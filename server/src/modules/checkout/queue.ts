import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  // asked after in case nothing is heard; n: how often it was before
  'checkout:ask': {
    payload: z.object({ partnerId: z.uuid(), checkoutId: z.uuid(), n: z.number().int() }),
  },
  'checkout:refund': {
    payload: z.object({ partnerId: z.uuid(), refundId: z.uuid(), n: z.number().int() }),
  },
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
