import { currencyDigits } from '@backhaul/design';
import { decimalsOf, isPositive, roundDecimal } from '@backhaul/domain/money/decimals';
import { readFigures } from '../words/figures.ts';

export type TypedAmount =
  | { ok: true; amount: string }
  | { ok: false; why: 'unreadable' | 'digits' };

/** An amount as people of the locale type it. */
export function typedAmount(amount: string, locale: string): string {
  const sign = new Intl.NumberFormat(locale)
    .formatToParts(1.1)
    .find(({ type }) => type === 'decimal')?.value;
  return amount.replace('.', sign ?? '.');
}

/** Reads an amount as people of the locale type it; what could mean two amounts is not guessed. */
export function readAmount(typed: string, currency: string, locale: string): TypedAmount {
  const digits = currencyDigits(currency);
  const plain = readFigures(typed, locale);
  if (plain === null || !isPositive(plain)) return { ok: false, why: 'unreadable' };
  if (decimalsOf(plain) > digits) return { ok: false, why: 'digits' };
  return { ok: true, amount: roundDecimal(plain, digits) };
}
