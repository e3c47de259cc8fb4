import { compareDecimals, currencyDigits } from '@backhaul/design';
import { readFigures } from '../words/figures.ts';

const decimals = (text: string): number => text.split('.')[1]?.length ?? 0;

/** a − b of decimal strings, exactly. */
export function subtract(a: string, b: string): string {
  const digits = Math.max(decimals(a), decimals(b));
  const scaled = (text: string) =>
    BigInt(text.replace('.', '') + '0'.repeat(digits - decimals(text)));
  const difference = scaled(a) - scaled(b);
  const sign = difference < 0n ? '-' : '';
  const figures = (difference < 0n ? -difference : difference).toString().padStart(digits + 1, '0');
  return sign + (digits === 0 ? figures : `${figures.slice(0, -digits)}.${figures.slice(-digits)}`);
}

export const isPositive = (amount: string): boolean => compareDecimals(amount, '0') > 0;

export type TypedAmount =
  | { ok: true; amount: string }
  | { ok: false; why: 'unreadable' | 'digits' };

/** Reads an amount as people of the locale type it; what could mean two amounts is not guessed. */
export function readAmount(typed: string, currency: string, locale: string): TypedAmount {
  const digits = currencyDigits(currency);
  const plain = readFigures(typed, locale);
  if (plain === null || !isPositive(plain)) return { ok: false, why: 'unreadable' };
  if (decimals(plain) > digits) return { ok: false, why: 'digits' };
  return {
    ok: true,
    amount:
      decimals(plain) === digits
        ? plain
        : `${plain}${decimals(plain) === 0 && digits > 0 ? '.' : ''}${'0'.repeat(digits - decimals(plain))}`,
  };
}
