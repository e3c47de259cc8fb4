import { postsItself, type Suggestion } from '@backhaul/domain/bank/pairing';
import type { App } from '../../kit/app.ts';
import type { Clock } from '../../platform/clock.ts';
import { got } from '../../platform/must.ts';
import { Refusal } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { loadPayments } from '../settings/index.ts';
import { accountById, setProgress, type AccountRow } from './files.store.ts';
import { keepPaired, waitingOf, type ToPair } from './pairing.store.ts';
import { suggestionsFor } from './pairing.service.ts';
import { OURS } from './returned.ts';
import { rulesOf } from './rules.ts';
import { postEntry } from './post.service.ts';
import { keptSuggestion } from './suggestions.ts';
import { accountsOfFile, fittingOf, type FittingRow } from './transactions.store.ts';

/** So many entries are paired by one transaction. */
const AT_ONCE = 500;

type JobScope = Extract<Scope, { path: string }>;

/** Pairs what was read of a file, some entries at a time. */
export async function pairFile(
  app: App,
  scope: JobScope,
  fileId: string,
  stop: AbortSignal,
): Promise<void> {
  const accounts = await app.boundary.inSql(scope, (sql) => accountsOfFile(sql, fileId));
  for (const account of accounts) await pairWaiting(app, scope, account, { again: false, stop });
  await app.boundary.inSql(scope, (sql) => setProgress(sql, fileId, 0.9));
}

async function pairWaiting(
  app: App,
  scope: JobScope,
  account: AccountRow,
  { again, stop }: { again: boolean; stop: AbortSignal },
): Promise<void> {
  let after: string | null = null;
  do
    after = await app.boundary.inSql(scope, async (sql): Promise<string | null> => {
      const entries = await waitingOf(sql, account.id, { again, after, most: AT_ONCE });
      await pairThese(sql, account, entries);
      return entries.length < AT_ONCE ? null : entries[entries.length - 1].id;
    });
  while (after !== null && !stop.aborted);
}

/** Pairs entries of an account anew and keeps what was found. */
export async function pairThese(
  sql: ScopedSql,
  account: AccountRow,
  entries: readonly ToPair[],
): Promise<void> {
  if (!entries.length) return;
  const found = await suggestionsFor(sql, await rulesOf(sql, account), entries);
  await keepPaired(
    sql,
    entries.map(({ id }) => {
      const suggestions = found.get(id) ?? [];
      const [best] = suggestions;
      return {
        id,
        status: best ? 'SUGGESTED' : 'UNMATCHED',
        confidence: best?.confidence ?? 0,
        // where several come into question, a person chooses
        fits: Boolean(best?.proposed && best.fits),
        suggestions: suggestions.map(keptSuggestion),
      };
    }),
  );
  await announce(sql, { topic: 'finance', path: account.partnerPath });
}

/** Pairs again all that waits on an account. */
export async function pairAccount(
  app: App,
  { partnerId, accountId }: { partnerId: string; accountId: string },
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope || scope.kind === 'nobody') return;
  const account = await app.boundary.inSql(scope, (sql) => accountById(sql, accountId));
  if (account) await pairWaiting(app, scope, account, { again: true, stop });
}

/** Does something in a transaction of its own. */
export type Run = <T>(work: (sql: ScopedSql) => Promise<T>) => Promise<T>;

/**
 * Posts what fits and is at least so sure (null: as the account's partner set it, by itself); each in a transaction of
 * its own, so that nobody waits for long. What is refused stays for a person. Says how many.
 */
export async function postFitting(
  run: Run,
  of: { fileId: string } | { accountId: string },
  { from, today }: { from: number | null; today: Clock['today'] },
  stop: AbortSignal,
): Promise<number> {
  let posted = 0;
  let after: string | null = null;
  for (;;) {
    const page: FittingRow[] = await run((sql) => fittingOf(sql, of, after, AT_ONCE));
    for (const row of page) {
      if (stop.aborted) return posted;
      if (await postOne(run, row, from, today)) posted += 1;
    }
    if (page.length < AT_ONCE) return posted;
    after = page[page.length - 1].id;
  }
}

async function postOne(
  run: Run,
  { id, kind, accountId, confidence }: FittingRow,
  from: number | null,
  today: Clock['today'],
): Promise<boolean> {
  try {
    return await run(async (sql) => {
      // a return of what we named ourselves is posted at once, whatever is set
      const sure = kind === 'RETURN' && confidence >= OURS ? OURS : null;
      const least = from ?? (await autoPostFrom(sql, accountId)) ?? sure;
      if (least === null || confidence < least) return false;
      const unless = (best: Suggestion | undefined) => !postsItself(best, least);
      return postEntry(sql, { id, unless, automatic: from === null }, today);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

async function autoPostFrom(sql: ScopedSql, accountId: string): Promise<number | null> {
  const account = await accountById(sql, accountId);
  if (!account) return null;
  const { partnerId } = account;
  return got(await loadPayments(sql, [partnerId]), partnerId).autoPostFrom;
}
