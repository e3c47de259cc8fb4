import type { App } from './app.ts';
import { Refusal } from '../platform/refusal.ts';
import { NOBODY } from '../tenancy/scope.ts';

/**
 * What an attempt is counted by: a key with where it came from, and another key beside it, such as
 * the address alone.
 */
export interface Counted {
  key: string;
  source: string;
  beside: string | null;
}
/** Failures in the last 15 minutes: of the key from this source, of the key from anywhere, of the key beside it. */
export interface Counts {
  here: number;
  anywhere: number;
  beside: number;
}

export const LIMIT_HERE = 10;
export const LIMIT_ADDRESS = 100;

export const countsQuery = 'select * from attempts_counted($1, $2, $3)';
export function countsParams({ key, source, beside }: Counted): (string | null)[] {
  return [key, source, beside];
}

/** How many failed lately. */
export function countsOf(app: App, counted: Counted): Promise<Counts> {
  return app.boundary.inSql(NOBODY, (sql) => sql.row<Counts>(countsQuery, countsParams(counted)));
}

/** Counts one more and says how many there are with it: exactly, also where many come at once, to several servers. */
export function countAttempt(app: App, { key, source, beside }: Counted): Promise<Counts> {
  return app.boundary.inSql(NOBODY, (sql) =>
    sql.row<Counts>('select * from count_attempt($1, $2, $3)', [key, source, beside]),
  );
}

export async function forgetAttempts(app: App, { key, source }: Counted): Promise<void> {
  await app.boundary.inSql(NOBODY, (sql) =>
    sql.rows('select forget_attempts($1, $2)', [key, source]),
  );
}

/**
 * Something of which so many may be done in 15 minutes, counted whether it goes well or not.
 * Refuses with RATE_LIMITED.
 */
export async function countedUse(
  app: App,
  key: string,
  limit: number,
  words: string,
): Promise<void> {
  const counted = { key, source: '', beside: null };
  if (
    (await countsOf(app, counted)).here >= limit ||
    (await countAttempt(app, counted)).here > limit
  )
    throw new Refusal('RATE_LIMITED', words);
}
