import type { App } from '../../../kit/app.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { NOBODY } from '../../../tenancy/scope.ts';

interface Remembered {
  body: unknown;
  version: number;
}

async function remembered(
  sql: ScopedSql,
  account: string,
  id: string,
): Promise<Remembered | undefined> {
  const [known] = await sql.rows<Remembered>(
    'select body, version from sandbox_object_of($1::uuid, $2)',
    [account, id],
  );
  return known;
}

/** What the sandbox remembers under a name of an account's; null where nothing. */
export async function recall(app: App, account: string, id: string): Promise<unknown> {
  return (await app.boundary.inSql(NOBODY, (sql) => remembered(sql, account, id)))?.body ?? null;
}

/**
 * Changes what is remembered, in one transaction with what `also` does; whoever comes at the same moment changes what
 * the other left. change: null leaves it as it is. Says what is remembered then.
 */
export async function change<T extends object>(
  app: App,
  account: string,
  id: string,
  {
    to,
    also,
  }: { to: (known: unknown) => T | null; also?: (sql: ScopedSql, now: T) => Promise<void> },
): Promise<T | null> {
  for (;;) {
    const done = await app.boundary.inSql(NOBODY, async (sql) => {
      const known = await remembered(sql, account, id);
      const now = to(known?.body ?? null);
      if (now === null) return { now };
      const { kept } = await sql.row<{ kept: boolean }>(
        'select sandbox_remember($1::uuid, $2, $3::jsonb, $4) kept',
        [account, id, JSON.stringify(now), known?.version ?? 0],
      );
      if (kept) await also?.(sql, now);
      return kept ? { now } : null;
    });
    if (done) return done.now;
  }
}
