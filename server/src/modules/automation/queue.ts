import { z } from 'zod';
import type { PayloadsOf, Task } from '../../platform/queue.ts';

/** The background tasks of this module. */
export const TASKS = {
  // also at the start: a server that slept over an hour goes on at once
  'automation:look': { payload: z.looseObject({}), every: '* * * * *', atStart: {} },
  'automation:partner': { payload: z.object({ partnerId: z.uuid() }) },
  'automation:proformas': { payload: z.object({ partnerId: z.uuid() }) },
} as const satisfies Readonly<Record<string, Task>>;
declare module '../../platform/queue.ts' {
  interface TaskPayloads extends PayloadsOf<typeof TASKS> {}
}
