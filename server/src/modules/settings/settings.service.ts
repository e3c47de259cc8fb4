import { changeSettings } from '../../kit/inheritance.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { FINANCE_HOME } from './settings.store.ts';

/**
 * Changes what a partner sets itself; a key given as null inherits again. Reaches every customer below at once.
 * Refuses a partner outside the scope (NOT_FOUND) and wrong values, each by its name.
 */
export async function updateFinanceSettings(
  sql: ScopedSql,
  partnerId: string,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const changed = await changeSettings(sql, FINANCE_HOME, partnerId, input);
  if (changed) sql.happened('partnerTermsChanged', { path: changed.partner.path });
}
