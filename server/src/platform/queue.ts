import type { z } from 'zod';
import type { ScopedSql } from '../tenancy/boundary.ts';

/**
 * Which jobs run side by side. Sending waits for other people's servers: it must not keep billing
 * waiting, nor a crowd of messages the one that somebody sits and waits for; nor must thousands of
 * documents. What is confirmed waits for no preview.
 */
export type Lane = 'work' | 'previews' | 'mail' | 'urgent' | 'documents';

/** A background task: what its payload must be, parsed again when the job runs. */
export interface Task<P extends z.ZodType = z.ZodType> {
  payload: P;
  /** `work` unless it says otherwise. */
  lane?: Lane;
  /** Starts by the clock, as crontab writes it; one at a time. */
  every?: string;
  /** Runs once more when a worker starts, so that what a killed process left goes on at once. */
  atStart?: Readonly<Record<string, unknown>>;
}

/** The names of all tasks with their payloads: each module adds its own from its table. */
export interface TaskPayloads {}
/** What a module's table adds to TaskPayloads. */
export type PayloadsOf<T extends Readonly<Record<string, Task>>> = {
  [N in keyof T]: z.infer<T[N]['payload']>;
};
export type TaskName = keyof TaskPayloads;

const SQL = 'select enqueue($1, $2::json, $3, $4::timestamptz)';

/**
 * Adds a job in the caller's transaction: it exists when, and only when, that commits. A key keeps
 * one job per cause.
 */
export async function enqueue<T extends TaskName>(
  sql: ScopedSql,
  task: T,
  payload: TaskPayloads[T],
  options: { key?: string; at?: Date } = {},
): Promise<void> {
  await sql.rows(SQL, [task, JSON.stringify(payload), options.key ?? null, options.at ?? null]);
}

/** The same for a job that takes its turn among others of its kind: one that waits already keeps its place. */
export async function enqueueTurn<T extends TaskName>(
  sql: ScopedSql,
  task: T,
  payload: TaskPayloads[T],
  options: { key: string; at?: Date },
): Promise<void> {
  await sql.rows('select enqueue_turn($1, $2::json, $3, $4::timestamptz)', [
    task,
    JSON.stringify(payload),
    options.key,
    options.at ?? null,
  ]);
}
