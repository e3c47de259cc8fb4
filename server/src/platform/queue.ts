import { z } from 'zod';
import type { ScopedSql } from '../tenancy/boundary.ts';

/** Every background task, with what its payload must be; parsed again when the job runs. */
export const TASKS = {
  'billing-run:previews': z.object({ partnerId: z.uuid(), turn: z.number().int() }),
  'billing-run:confirm': z.object({ partnerId: z.uuid(), runId: z.uuid() }),
  'billing-run:recover': z.looseObject({ everything: z.boolean().optional() }),
  'billing-date:rest': z.looseObject({}),
  'billing-date:partner': z.object({ partnerId: z.uuid() }),
  'dunning:schedule': z.looseObject({}),
  'dunning:partner': z.object({ partnerId: z.uuid() }),
  'messages:due': z.looseObject({}),
  'messages:partner': z.object({ partnerId: z.uuid() }),
  'messages:urgent': z.object({ partnerId: z.uuid() }),
  'password-reset:request': z.object({
    app: z.enum(['admin', 'portal', 'any']),
    identifier: z.string(),
    host: z.string().default(''),
  }),
  'old-address:tell': z.object({
    id: z.uuid(),
    partnerId: z.uuid(),
    userId: z.uuid().nullable(),
    customerId: z.uuid().nullable(),
    address: z.string(),
  }),
  'sign-ins:purge': z.looseObject({}),
  'documents:bulk': z.object({ partnerId: z.uuid(), jobId: z.uuid() }),
  'documents:sweep': z.looseObject({}),
  'sandbox:webhook': z.object({
    url: z.url(),
    account: z.string().optional(),
    id: z.string(),
    body: z.string(),
  }),
} as const;

export type TaskName = keyof typeof TASKS;
export type TaskPayload<T extends TaskName> = z.infer<(typeof TASKS)[T]>;

const SQL = 'select enqueue($1, $2::json, $3, $4::timestamptz)';

/**
 * Adds a job in the caller's transaction: it exists when, and only when, that commits. A key keeps
 * one job per cause.
 */
export async function enqueue<T extends TaskName>(
  sql: ScopedSql,
  task: T,
  payload: TaskPayload<T>,
  options: { key?: string; at?: Date } = {},
): Promise<void> {
  await sql.rows(SQL, [task, JSON.stringify(payload), options.key ?? null, options.at ?? null]);
}

/** The same for a job that takes its turn among others of its kind: one that waits already keeps its place. */
export async function enqueueTurn<T extends TaskName>(
  sql: ScopedSql,
  task: T,
  payload: TaskPayload<T>,
  options: { key: string; at?: Date },
): Promise<void> {
  await sql.rows('select enqueue_turn($1, $2::json, $3, $4::timestamptz)', [
    task,
    JSON.stringify(payload),
    options.key,
    options.at ?? null,
  ]);
}
