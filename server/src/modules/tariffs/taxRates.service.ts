import { decimalInput, textInput } from '../../kit/input.ts';
import { badInput, notFound, violatedConstraint } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { pathOfPartner } from '../partners/index.ts';
import { insertTaxRate } from './taxRates.store.ts';

/**
 * Makes a tax rate, usable by its partner and everything below it. Refuses a partner outside the
 * scope (NOT_FOUND), and by field a percent outside 0 to 100 and a name that the partner already
 * has. Returns the id.
 */
export async function createTaxRate(
  sql: ScopedSql,
  partnerId: string,
  input: { name: string; percent: string },
): Promise<string> {
  const partnerPath = await pathOfPartner(sql, partnerId);
  if (partnerPath === undefined) throw notFound();
  const name = textInput(input.name, 'name', { max: 100 });
  const percent = decimalInput(input.percent, 'percent', { decimals: 4, min: 0, max: 100 });
  try {
    const id = await insertTaxRate(sql, { partnerId, partnerPath, name, percent });
    await audit(sql, {
      action: 'create',
      entity: 'tax-rate',
      entityId: id,
      after: { name, percent },
      partner: { id: partnerId, path: partnerPath },
    });
    return id;
  } catch (error) {
    if (violatedConstraint(error) === 'tax_rate_partner_id_name_key')
      throw badInput({ name: 'is already the name of a tax rate' });
    throw error;
  }
}
