import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  'password-reset:request': {
    payload: z.object({
      app: z.enum(['admin', 'portal', 'any']),
      identifier: z.string(),
      host: z.string().default(''),
    }),
    lane: 'urgent',
  },
  'sign-ins:purge': { payload: z.looseObject({}), every: '17 * * * *' },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
