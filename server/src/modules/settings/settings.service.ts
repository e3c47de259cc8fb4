import { checkFinanceOverrides } from '@backhaul/domain/settings/settingsCheck';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { amountInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Provenance } from './settings.store.ts';

type Values = Record<string, unknown>;

/** A minimum balance as it is stored; refuses more decimals than the currency has. */
export function minimumInput(text: string, currency: string): string {
  return formatMinor(
    amountInput(text, currency, 'minimumBalance', { negativeAllowed: true }),
    currencyDigits(currency),
  );
}

/** Puts the changes on top of what is set: null removes a key. */
export function merged(current: Values, changes: Values): Values {
  const all = {
    ...current,
    ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/**
 * Changes what a partner sets itself; a key given as null inherits again. Reaches every customer below at once.
 * Refuses a partner outside the scope (NOT_FOUND) and wrong values, each by its name.
 */
export async function updateFinanceSettings(
  sql: ScopedSql,
  partnerId: string,
  input: Values,
): Promise<void> {
  const [partner] = await sql.rows<{ path: string; currency: string }>(
    'select path, currency from partner where id = $1 for no key update',
    [partnerId],
  );
  if (!partner) throw notFound();
  const problems = checkFinanceOverrides(input);
  if (Object.keys(problems).length) throw badInput(problems);
  const changes = { ...input };
  if (typeof changes.minimumBalance === 'string')
    changes.minimumBalance = minimumInput(changes.minimumBalance, partner.currency);
  if (Array.isArray(changes.holidays))
    changes.holidays = [...new Set(changes.holidays as string[])].sort();

  const [stored] = await sql.rows<{ values: Values; provenance: Provenance }>(
    'select "values", provenance from finance_setting where partner_id = $1',
    [partnerId],
  );
  const before = stored?.values ?? {};
  const after = merged(before, changes);
  const touched = Object.keys(changes).filter(
    (key) =>
      changes[key] !== undefined && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (!touched.length) return;
  const at = new Date().toISOString();
  const by = sql.scope.actor.name;
  const provenance = Object.fromEntries(
    Object.keys(after).map((key) => [
      key,
      touched.includes(key) ? { by, at } : stored?.provenance[key],
    ]),
  );
  await sql.rows(
    `insert into finance_setting (partner_id, partner_path, "values", provenance) values ($1, $2, $3, $4)
    on conflict (partner_id) do update set "values" = excluded."values", provenance = excluded.provenance`,
    [partnerId, partner.path, JSON.stringify(after), JSON.stringify(provenance)],
  );
  const only = (values: Values) =>
    Object.fromEntries(touched.map((key) => [key, values[key] ?? null]));
  await audit(sql, {
    action: 'update',
    entity: 'finance-settings',
    entityId: partnerId,
    before: only(before),
    after: only(after),
    partner: { id: partnerId, path: partner.path },
  });
  sql.happened('partnerTermsChanged', { path: partner.path });
  await announce(sql, { topic: 'finance', path: partner.path });
}
