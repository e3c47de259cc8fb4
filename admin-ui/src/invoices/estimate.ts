import { currencyDigits } from '@backhaul/design';
import {
  addDecimals,
  isNegative,
  multiplyDecimals,
  parseDecimal,
  roundDecimal,
  subtractDecimals,
} from '../kit/decimal.ts';

/** A line as it is being typed: every value is still text. */
export interface LineDraft {
  key: string;
  description: string;
  quantity: string;
  unitPrice: string;
  taxRateId: string;
  taxIncluded: boolean;
  discountKind: 'PERCENT' | 'FIXED';
  discountValue: string;
}

interface Estimate {
  net: string;
  tax: string;
  total: string;
}

/** Quantity times price less the discount, unrounded. */
function lineAmount(line: LineDraft): string {
  const full = multiplyDecimals(line.quantity.trim() || '1', line.unitPrice);
  if (!parseDecimal(line.discountValue)) return full;
  const off =
    line.discountKind === 'PERCENT'
      ? multiplyDecimals(multiplyDecimals(full, line.discountValue), '0.01')
      : line.discountValue;
  const rest = subtractDecimals(full, off);
  return !isNegative(full) && isNegative(rest) ? '0' : rest;
}

/** Net inside a gross amount: long division to more digits than any currency has. */
function netOf(gross: string, percent: string): string {
  const rate = parseDecimal(addDecimals(['100', percent]));
  const amount = parseDecimal(multiplyDecimals(gross, '100'));
  if (!rate || !amount || rate.units === 0n) return gross;
  const extra = 8;
  const units =
    (amount.units * 10n ** BigInt(rate.scale + extra)) / (rate.units * 10n ** BigInt(amount.scale));
  const digits = (units < 0n ? -units : units).toString().padStart(extra + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -extra)}.${digits.slice(-extra)}`;
}

/**
 * Roughly what the server will compute, while somebody types. The server decides: it knows the
 * partner's rounding rule and tax groups; so the screen calls this an estimate.
 */
export function estimate(
  lines: readonly LineDraft[],
  percentOf: (taxRateId: string) => string,
  currency: string,
): Estimate {
  const digits = currencyDigits(currency);
  const parts = lines.map((line) => {
    const amount = roundDecimal(lineAmount(line), digits);
    const percent = percentOf(line.taxRateId);
    if (!line.taxIncluded)
      return { net: amount, tax: multiplyDecimals(amount, multiplyDecimals(percent, '0.01')) };
    const net = roundDecimal(netOf(amount, percent), digits);
    return { net, tax: subtractDecimals(amount, net) };
  });
  const net = addDecimals(parts.map((part) => part.net));
  const tax = roundDecimal(addDecimals(parts.map((part) => part.tax)), digits);
  return { net, tax, total: addDecimals([net, tax]) };
}
