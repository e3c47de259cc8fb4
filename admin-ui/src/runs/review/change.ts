import { formatMoney } from '@backhaul/design';
import { isNegative, isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import { div, fromDecimal, fromInt, mul } from '@backhaul/domain/money/fraction';

/**
 * How far an amount is from last time: "+4.2 %", or the amount itself where last time was nothing.
 */
export function sayChange(now: string, before: string, currency: string, locale: string): string {
  const difference = subtractDecimals(now, before);
  if (!isPositive(difference) && !isNegative(difference)) return 'unchanged';
  const amount = () => formatMoney(difference, currency, locale, { sign: 'always' });
  if (!isPositive(before) && !isNegative(before)) return amount();
  const share = div(fromDecimal(difference), fromDecimal(before.replace('-', '')));
  const { n, d } = mul(share, fromInt(1000));
  const permille = n / d;
  // A change too small for a tenth of a percent is said as an amount.
  if (permille === 0n) return amount();
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay: 'always',
    maximumFractionDigits: 1,
  });
  return percent.format(Number(permille) / 1000).replace('-', '\u2212');
}
