import { lineAmount } from '@backhaul/domain/money/limits';
import { isCurrency } from '@backhaul/domain/money/money';
import { decimalInput, idInput, textInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { TariffInput } from './catalogue.types.ts';
import { contractValues, NO_CONTRACT } from './contract.input.ts';
import { sellersOf, type Seller, type TariffValues } from './tariffs.store.ts';
import { pathOfTaxRate } from './taxRates.store.ts';

const PARTNERS_MAX = 5000;

/** What an update that does not say otherwise keeps. */
export type KeptValues = Omit<TariffValues, 'kind' | 'name' | 'price' | 'partnerIds'>;

/** What a tariff has that says nothing else. */
export const PLAIN = {
  taxRateId: null,
  taxIncluded: false,
  setupFee: '0',
  portalSelectable: false,
  ...NO_CONTRACT,
} as const;

/**
 * A tariff as it will be stored, checked by itself and against its partners and tax rate. `kept` holds what an update
 * that does not say otherwise keeps. Refuses by field, and with NOT_FOUND a partner or tax rate outside the scope.
 */
export async function tariffValues(
  sql: ScopedSql,
  input: TariffInput,
  kept: KeptValues,
): Promise<{ values: TariffValues; offered: Seller[] }> {
  const partnerIds = partnersNamed(input.partnerIds, 'partnerIds');
  if (!partnerIds.length)
    throw badInput({ partnerIds: 'name at least one partner that offers it' });
  const values: TariffValues = {
    kind: input.kind,
    name: textInput(input.name, 'name'),
    price: decimalInput(input.price, 'price', { min: 0 }),
    currency: input.currency ?? kept.currency,
    taxRateId:
      input.taxRateId === undefined
        ? kept.taxRateId
        : input.taxRateId === null
          ? null
          : idInput(input.taxRateId, 'taxRateId'),
    taxIncluded: input.taxIncluded ?? kept.taxIncluded,
    setupFee:
      input.setupFee != null ? decimalInput(input.setupFee, 'setupFee', { min: 0 }) : kept.setupFee,
    portalSelectable: input.portalSelectable ?? kept.portalSelectable,
    ...(await contractValues(sql, input, kept)),
    partnerIds,
  };
  if (!isCurrency(values.currency))
    throw badInput({ currency: 'is not a currency code of ISO 4217 such as EUR' });
  for (const field of ['price', 'setupFee', 'activationFee', 'cancellationFee'] as const)
    if (lineAmount(values[field] ?? '0', '1', values.currency) === null)
      throw badInput({ [field]: 'is more than a line may be' });
  const offered = await knownSellers(sql, partnerIds);
  if (offered.some((partner) => partner.currency !== values.currency))
    throw badInput({ partnerIds: `every partner must bill in ${values.currency}` });
  if (values.taxRateId) await checkTaxRate(sql, values.taxRateId, offered);
  return { values, offered };
}

/** The ids of partners, each once. Refuses by the field's name what is no id, and too many. */
export function partnersNamed(ids: readonly string[], field: string): string[] {
  if (ids.length > PARTNERS_MAX)
    throw badInput({ [field]: `may name ${PARTNERS_MAX} partners at most` });
  return [...new Set(ids.map((id) => idInput(id, field)))];
}

/** The partners of these ids; NOT_FOUND when one is outside the scope. */
export async function knownSellers(sql: ScopedSql, ids: readonly string[]): Promise<Seller[]> {
  const sellers = await sellersOf(sql, ids);
  if (sellers.length !== ids.length) throw notFound();
  return sellers;
}

/** A tax rate is usable by its partner and below: so by all who offer the tariff, or it is refused. */
async function checkTaxRate(sql: ScopedSql, taxRateId: string, offered: Seller[]): Promise<void> {
  const path = await pathOfTaxRate(sql, taxRateId);
  if (path === undefined) throw notFound();
  if (!offered.every((partner) => partner.path.startsWith(path)))
    throw badInput({
      taxRateId: 'must belong to a partner above all partners that offer the tariff',
    });
}
