import type { Clock } from '../../platform/clock.ts';
import { taxFrom } from '@backhaul/domain/money/taxRate';
import { idInput, textInput } from '../../kit/input.ts';
import { badInput, notFound, violatedConstraint } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { pathOfPartner } from '../partners/index.ts';
import { taxedInput } from './taxRates.input.ts';
import { insertTaxRate, lockTaxRate, storeTaxRate } from './taxRates.store.ts';
import type { TaxRateInput } from './taxRates.types.ts';

/**
 * Makes a tax rate, usable by its partner and everything below it. Refuses a partner outside the
 * scope (NOT_FOUND), and by field what taxedInput() refuses and a name that the partner already
 * has. Returns the id.
 */
export async function createTaxRate(
  sql: ScopedSql,
  partnerId: string,
  input: TaxRateInput,
): Promise<string> {
  const partnerPath = await pathOfPartner(sql, partnerId);
  if (partnerPath === undefined) throw notFound();
  const name = textInput(input.name, 'name', { max: 100 });
  const taxed = taxedInput(input);
  return refusingName(async () => {
    const version = { from: input.validFrom ?? null, ...taxed };
    const id = await insertTaxRate(sql, { partnerId, partnerPath, name, versions: [version] });
    await audit(sql, {
      action: 'create',
      entity: 'tax-rate',
      entityId: id,
      after: { name, ...version },
      partner: { id: partnerId, path: partnerPath },
    });
    return id;
  });
}

/**
 * A rate takes something else from a day on, today where none is said; what is charged keeps what it
 * was charged with. A change that was planned for later goes. Refuses NOT_FOUND outside the scope, a
 * rate of a partner above, and what createTaxRate() refuses.
 */
export async function updateTaxRate(
  sql: ScopedSql,
  id: string,
  input: TaxRateInput,
  todayIn: Clock['today'],
): Promise<void> {
  const name = textInput(input.name, 'name', { max: 100 });
  const taxed = taxedInput(input);
  const partnerId = input.partnerId != null ? idInput(input.partnerId, 'partnerId') : null;
  const rate = await lockTaxRate(sql, id);
  if (!rate) throw notFound();
  if (partnerId !== null && partnerId !== rate.partnerId) {
    if ((await pathOfPartner(sql, partnerId)) === undefined) throw notFound();
    throw badInput({ partnerId: 'of a rate stays; make another rate for another partner' });
  }
  const from = input.validFrom ?? todayIn(rate.clock);
  const versions = taxFrom(rate.versions, from, taxed);
  await refusingName(async () => {
    await storeTaxRate(sql, id, name, versions);
    await audit(sql, {
      action: 'update',
      entity: 'tax-rate',
      entityId: id,
      before: { name: rate.name, versions: rate.versions },
      after: { name, versions },
      partner: { id: rate.partnerId, path: rate.partnerPath },
    });
  });
}

async function refusingName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (violatedConstraint(error) === 'tax_rate_partner_id_name_key')
      throw badInput({ name: 'is already the name of a tax rate' });
    throw error;
  }
}
