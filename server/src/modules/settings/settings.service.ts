import { changeSettings } from '../../kit/inheritance.ts';
import { got } from '../../platform/must.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { refuseTakenFormats } from '../numbers/index.ts';
import { knowsHolidaysOf } from './holidays.ts';
import { FINANCE_HOME, knowsRate, loadFinance } from './settings.store.ts';

/**
 * Changes what a partner sets itself; a key given as null inherits again. Reaches every customer below at once.
 * Refuses a partner outside the scope (NOT_FOUND), and by name wrong values, a country whose holidays nobody knows, a
 * tax rate out of reach, and number formats that would give a number which the partner's documents have already.
 */
export async function updateFinanceSettings(
  sql: ScopedSql,
  partnerId: string,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const changed = await changeSettings(sql, FINANCE_HOME, partnerId, input, async ({ changes }) => {
    await refuseUnknownCountry(changes.holidayCountry);
    await refuseUnknownRate(sql, changes.prepaidTaxRateId);
  });
  if (!changed) return;
  const finance = await loadFinance(sql, [partnerId]);
  await refuseTakenFormats(sql, partnerId, got(finance, partnerId), changed.touched);
  sql.happened('partnerTermsChanged', { path: changed.partner.path });
}

async function refuseUnknownRate(sql: ScopedSql, id: unknown): Promise<void> {
  if (typeof id === 'string' && !(await knowsRate(sql, id))) throw notFound();
}

async function refuseUnknownCountry(code: unknown): Promise<void> {
  if (typeof code === 'string' && !(await knowsHolidaysOf(code)))
    throw badInput({ holidayCountry: 'is none whose public holidays are known' });
}
