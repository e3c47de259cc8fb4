import { Refusal, TakenElsewhere, violatedConstraint } from '../platform/refusal.ts';
import type { ScopedSql } from '../tenancy/boundary.ts';

const LIMIT = 30;
const FIRST_MS = 100;
const LONGEST_MS = 5000;

/**
 * Runs a write of a value that no two records of all tenants may share: the only place where
 * TakenElsewhere is thrown. Refusals of that kind are counted by who writes and come slower each
 * time; after 30 in 15 minutes nothing is tried any more (RATE_LIMITED), so that of a value that is
 * free nobody learns either. Counted before it is tried: many at once are no more.
 */
export async function writingUnique<T>(
  sql: ScopedSql,
  taken: { constraint: string; field: string; problem: string },
  work: () => Promise<T>,
): Promise<T> {
  const counted = countedBy(sql);
  const here = counted ? await count(sql, counted) : 0;
  if (counted && here > LIMIT) {
    await giveBack(sql, counted);
    throw new Refusal(
      'RATE_LIMITED',
      'Too many values were refused. Wait 15 minutes, then try again.',
    );
  }
  try {
    const done = await work();
    if (counted) await giveBack(sql, counted);
    return done;
  } catch (error) {
    if (violatedConstraint(error) === taken.constraint)
      throw new TakenElsewhere(
        taken.field,
        taken.problem,
        here && Math.min(LONGEST_MS, FIRST_MS * 2 ** (here - 1)),
      );
    if (counted) await giveBack(sql, counted);
    throw error;
  }
}

/** Nothing is elsewhere for the operator, and background work has nobody to learn from it. */
function countedBy({ scope }: ScopedSql): string | null {
  return scope.kind === 'partner' || scope.kind === 'customer' ? `taken:${scope.actor.id}` : null;
}

async function count(sql: ScopedSql, key: string): Promise<number> {
  const [{ here }] = await sql.aside<{ here: number }>(
    `select here from count_attempt($1, '', null)`,
    [key],
  );
  return here;
}

async function giveBack(sql: ScopedSql, key: string): Promise<void> {
  await sql.aside(`select give_back_attempt($1, '')`, [key]);
}
