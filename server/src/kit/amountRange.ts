import { currenciesByDigits, currencyDigits, parseMinor } from '@backhaul/domain/money/money';
import { badInput } from '../platform/refusal.ts';
import { decimalInput } from './input.ts';

/** As many as any currency has. */
const DECIMALS = 4;

/** A range in minor units of currencies with the same number of decimals. */
export interface AmountRange {
  currency: { in: string[] } | { notIn: string[] };
  minor: { gte?: bigint; lte?: bigint };
}

interface Ends {
  from?: string | null | undefined;
  to?: string | null | undefined;
}

/**
 * Amounts between two, both included, whatever their currency: a condition per number of decimals
 * that currencies have, any of which fits. Refuses by field what is no amount, and a first one that
 * is more than the last; none where neither is given.
 */
export function amountRange(
  ends: Ends,
  names: { from: string; to: string },
  currency: string | null,
): AmountRange[] {
  const [from, to] = (['from', 'to'] as const).map((end) => {
    const text = ends[end];
    if (text == null || text === '') return null;
    return parseMinor(decimalInput(text, names[end], { decimals: DECIMALS, min: 0 }), DECIMALS);
  });
  if (from == null && to == null) return [];
  if (from != null && to != null && from > to)
    throw badInput({ [names.from]: 'is more than what it goes up to' });
  return groups(currency).map(({ digits, ...of }) => {
    const unit = 10n ** BigInt(DECIMALS - digits);
    return {
      ...of,
      minor: {
        ...(from == null ? {} : { gte: (from + unit - 1n) / unit }),
        ...(to == null ? {} : { lte: to / unit }),
      },
    };
  });
}

const USUAL = 2;

function groups(currency: string | null): { digits: number; currency: AmountRange['currency'] }[] {
  if (currency !== null)
    return [{ digits: currencyDigits(currency), currency: { in: [currency] } }];
  const unusual = [...currenciesByDigits()].filter(([digits]) => digits !== USUAL);
  return [
    { digits: USUAL, currency: { notIn: unusual.flatMap(([, currencies]) => currencies) } },
    ...unusual.map(([digits, currencies]) => ({ digits, currency: { in: currencies } })),
  ];
}
