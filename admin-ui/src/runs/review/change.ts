import { formatMoney } from '@backhaul/design';
import { parseDecimal, subtractDecimals } from '../../kit/decimal.ts';

/** How far an amount is from last time: "+4.2 %", or the amount itself where last time was nothing. */
export function sayChange(now: string, before: string, currency: string, locale: string): string {
  const difference = subtractDecimals(now, before);
  const exact = parseDecimal(difference);
  const base = parseDecimal(before);
  if (!exact || exact.units === 0n) return 'unchanged';
  if (!base || base.units === 0n)
    return formatMoney(difference, currency, locale, { sign: 'always' });
  const scale = Math.max(exact.scale, base.scale);
  const at = (value: { units: bigint; scale: number }) =>
    value.units * 10n ** BigInt(scale - value.scale);
  const magnitude = at(base) < 0n ? -at(base) : at(base);
  const permille = (at(exact) * 1000n) / magnitude;
  // A change too small for a tenth of a percent is said as an amount.
  if (permille === 0n) return formatMoney(difference, currency, locale, { sign: 'always' });
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay: 'always',
    maximumFractionDigits: 1,
  });
  return percent.format(Number(permille) / 1000).replace('-', '\u2212');
}
