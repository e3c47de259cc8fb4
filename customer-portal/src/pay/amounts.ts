import { compareDecimals, currencyDigits } from '@backhaul/design';

const decimals = (text: string): number => text.split('.')[1]?.length ?? 0;

/** a − b of decimal strings, exactly. */
export function subtract(a: string, b: string): string {
  const digits = Math.max(decimals(a), decimals(b));
  const scaled = (text: string) => BigInt(text.replace('.', '') + '0'.repeat(digits - decimals(text)));
  const difference = scaled(a) - scaled(b);
  const sign = difference < 0n ? '-' : '';
  const figures = (difference < 0n ? -difference : difference).toString().padStart(digits + 1, '0');
  return sign + (digits === 0 ? figures : `${figures.slice(0, -digits)}.${figures.slice(-digits)}`);
}

export const isPositive = (amount: string): boolean => compareDecimals(amount, '0') > 0;

export type TypedAmount = { ok: true; amount: string } | { ok: false; why: 'unreadable' | 'digits' };

/**
 * Reads an amount as people of the locale type it: with or without thousands marks, the decimal sign of the locale, or the other
 * one where it can't be a thousands mark. What could mean two amounts is not guessed.
 */
export function readAmount(typed: string, currency: string, locale: string): TypedAmount {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(12345678.9);
  const decimal = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  const figures = typed.trim().replace(/[\s\u00a0\u202f'’]/g, '');
  const other = decimal === '.' ? ',' : '.';
  const digits = currencyDigits(currency);

  let plain: string | null = null;
  if (/^\d+$/.test(figures)) plain = figures;
  else if (new RegExp(`^(\\d{1,3}(\\${other}\\d{3})+|\\d+)(\\${decimal}\\d+)?$`).test(figures)) plain = figures.replaceAll(other, '').replace(decimal, '.');
  else if (new RegExp(`^\\d+\\${other}\\d+$`).test(figures)) plain = figures.replace(other, '.');
  if (plain === null || !isPositive(plain)) return { ok: false, why: 'unreadable' };
  if (decimals(plain) > digits) return { ok: false, why: 'digits' };
  return { ok: true, amount: decimals(plain) === digits ? plain : `${plain}${decimals(plain) === 0 && digits > 0 ? '.' : ''}${'0'.repeat(digits - decimals(plain))}` };
}
