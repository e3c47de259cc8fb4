import { COMPANY, type CompanyOverrides } from '@backhaul/domain/settings/company';
import { setAlong } from '@backhaul/domain/settings/family';
import type { Link } from '../../kit/inheritance.store.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { companyChainsBelow, loadCompanyChains } from './company.store.ts';
import { got } from '../../platform/must.ts';

// Where invoices ask for money to be sent: a change of it is told, also to partners that inherit it.

const KEYS = COMPANY.keys.filter((key) => COMPANY.settings[key].moneyPath !== undefined);

/** What decides over them: they themselves, and what they belong to. */
const DECIDING: ReadonlySet<string> = new Set(
  KEYS.flatMap((key) => [key, COMPANY.settings[key].belongsTo ?? key]),
);

type Chain = readonly Link<CompanyOverrides>[];

/** "IBAN DE02…, bank Example Bank"; null where nobody says any. */
function accountOf(chain: Chain): string | null {
  const set = setAlong(
    COMPANY,
    chain.map(({ values }) => values),
  );
  const parts = KEYS.flatMap((key) =>
    set[key] ? [`${COMPANY.settings[key].moneyPath} ${set[key]}`] : [],
  );
  return parts.length ? parts.join(', ') : null;
}

/** The account of each partner at a place of the tree and below it. */
export type Accounts = ReadonlyMap<string, string | null>;

/** The accounts that a change of these settings may move; none where it moves none. */
export async function accountsBefore(
  sql: ScopedSql,
  path: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<Accounts> {
  return Object.keys(changes).some((key) => DECIDING.has(key))
    ? accountsOf(await companyChainsBelow(sql, path))
    : new Map();
}

function accountsOf(chains: ReadonlyMap<string, Chain>): Accounts {
  return new Map([...chains].map(([id, chain]) => [id, accountOf(chain)]));
}

/** Says of which partners it is another one now; why: a sentence before the rest. */
export async function sayMoved(
  sql: ScopedSql,
  path: string,
  before: Accounts,
  why: string | null = null,
): Promise<void> {
  if (!before.size) return;
  const moves = new Map<string, string[]>();
  for (const [id, now] of accountsOf(await companyChainsBelow(sql, path))) {
    const was = before.get(id) ?? null;
    if (was === now) continue;
    const words = [
      ...(why ? [why] : []),
      now ? `Invoices now ask for money to ${now}.` : 'Invoices now name no bank account.',
      was ? `Until now it was ${was}.` : 'Until now they named none.',
    ].join(' ');
    moves.set(words, [...(moves.get(words) ?? []), id]);
  }
  for (const [what, partnerIds] of moves)
    sql.happened('moneyPathChanged', { partnerIds, of: 'the bank account on invoices', what });
}

/** A partner that was moved takes other details from above, unless it has its own. */
export async function tellMovedAccounts(
  sql: ScopedSql,
  moved: readonly Happenings['partnerMoved'][],
): Promise<void> {
  for (const { path, from } of moved) {
    const above = got(await loadCompanyChains(sql, [from]), from);
    const before = new Map(
      [...(await companyChainsBelow(sql, path))].map(([id, chain]) => [
        id,
        [...above, ...chain.filter((link) => link.originPath.startsWith(path))],
      ]),
    );
    await sayMoved(sql, path, accountsOf(before), 'The partner was moved in the tree.');
  }
}
