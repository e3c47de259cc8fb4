import { decimalInput, idInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { TariffKind, type TariffInput } from './catalogue.types.ts';
import { partsOf, type TariffValues } from './tariffs.store.ts';

const PARTS_MAX = 50;
const MONTHS_MAX = 120;
const DAYS_MAX = 366;

type Contract = Pick<
  TariffValues,
  'bundle' | 'activationFee' | 'minimumMonths' | 'cancellationFee' | 'periodDays'
>;

/** What is no bundle and holds no time. */
export const NO_CONTRACT: Contract = {
  bundle: [],
  activationFee: null,
  minimumMonths: null,
  cancellationFee: null,
  periodDays: null,
};

/**
 * Of what a bundle consists, and what beginning and ending a service of it costs; null in the
 * input: none. Refuses by field, and NOT_FOUND a part outside the scope.
 */
export async function contractValues(
  sql: ScopedSql,
  input: TariffInput,
  kept: Contract & { currency: string },
): Promise<Contract> {
  const { minimumMonths: months, periodDays: days } = input;
  if (days != null && input.kind === TariffKind.ONE_TIME)
    throw badInput({ periodDays: 'is for what goes on; a one-time tariff has no period' });
  if (days != null && (days < 1 || days > DAYS_MAX))
    throw badInput({ periodDays: `must be between 1 and ${DAYS_MAX}` });
  if (months != null && (months < 1 || months > MONTHS_MAX))
    throw badInput({ minimumMonths: `must be between 1 and ${MONTHS_MAX}` });
  return {
    bundle: await bundleOf(sql, input, kept),
    activationFee: feeInput(input, kept, 'activationFee'),
    minimumMonths: months === undefined ? kept.minimumMonths : months,
    cancellationFee: feeInput(input, kept, 'cancellationFee'),
    periodDays: days === undefined ? kept.periodDays : days,
  };
}

function feeInput(
  input: TariffInput,
  kept: Contract,
  field: 'activationFee' | 'cancellationFee',
): string | null {
  const given = input[field];
  if (given === undefined) return kept[field];
  return given === null ? null : decimalInput(given, field, { min: 0 });
}

async function bundleOf(
  sql: ScopedSql,
  { kind, bundle, currency }: TariffInput,
  kept: Contract & { currency: string },
): Promise<readonly string[]> {
  if (bundle === undefined) return kind === TariffKind.BUNDLE ? kept.bundle : [];
  const ids = [...new Set((bundle ?? []).map((id) => idInput(id, 'bundle')))];
  if (ids.length > PARTS_MAX) throw badInput({ bundle: `may have ${PARTS_MAX} parts at most` });
  const parts = await partsOf(sql, ids);
  if (parts.length !== ids.length) throw notFound();
  if (ids.length && kind !== TariffKind.BUNDLE)
    throw badInput({ bundle: 'has parts only where the kind is BUNDLE' });
  for (const part of parts) {
    if (part.kind === TariffKind.BUNDLE) throw badInput({ bundle: 'may not hold another bundle' });
    if (part.currency !== (currency ?? kept.currency))
      throw badInput({ bundle: `may hold tariffs in ${currency ?? kept.currency} only` });
  }
  return ids;
}
