import { currencyDigits } from '@backhaul/design';
import {
  add,
  compare,
  div,
  formatDecimal,
  fromDecimal,
  fromInt,
  mul,
  sub,
  type Fraction,
} from '@backhaul/domain/money/fraction';
import { readDecimal } from '../kit/decimal.ts';

/** A line as it is being typed: every value is still text. */
export interface LineDraft {
  key: string;
  description: string;
  quantity: string;
  unitPrice: string;
  taxRateId: string;
  /** Somebody chose the tax; else it is the partner's usual one. */
  taxChosen?: boolean;
  taxIncluded: boolean;
  discountKind: 'PERCENT' | 'FIXED';
  discountValue: string;
  /** Words of its own for the discount, kept from a draft; null: the usual ones. */
  discountMessage?: string | null;
}

interface Estimate {
  net: string;
  tax: string;
  total: string;
}

const ZERO = fromInt(0);
const HUNDRED = fromInt(100);

/** The rates as a customer is taxed with them: nothing is taken where it owes the tax itself. */
export function ratesFor<Rate extends { percent: string }>(
  customer: { reverseCharge?: boolean } | null,
  rates: readonly Rate[],
): readonly Rate[] {
  return customer?.reverseCharge ? rates.map((rate) => ({ ...rate, percent: '0' })) : rates;
}

/** What is typed, exactly; null while it is no number. */
function typed(text: string): Fraction | null {
  const plain = readDecimal(text);
  return plain === null ? null : fromDecimal(plain);
}

/** Quantity times price less the discount, unrounded. */
function lineAmount(line: LineDraft): Fraction {
  const full = mul(typed(line.quantity.trim() || '1') ?? ZERO, typed(line.unitPrice) ?? ZERO);
  const discount = typed(line.discountValue);
  if (!discount) return full;
  const off = line.discountKind === 'PERCENT' ? div(mul(full, discount), HUNDRED) : discount;
  const rest = sub(full, off);
  return compare(full, ZERO) >= 0 && compare(rest, ZERO) < 0 ? ZERO : rest;
}

/**
 * Roughly what the server will compute, while somebody types. The server decides: it knows the
 * partner's rounding rule; so the screen calls this an estimate.
 */
export function estimate(
  lines: readonly LineDraft[],
  rates: readonly { id: string; percent: string }[],
  currency: string,
): Estimate {
  const digits = currencyDigits(currency);
  const print = (amount: Fraction) => formatDecimal(amount, digits, digits);
  const round = (amount: Fraction) => fromDecimal(print(amount));
  const parts = lines.map((line) => {
    const amount = round(lineAmount(line));
    const rate = rates.find(({ id }) => id === line.taxRateId);
    const percent = rate ? fromDecimal(rate.percent) : ZERO;
    if (!line.taxIncluded) return { net: amount, tax: div(mul(amount, percent), HUNDRED) };
    const net = round(div(mul(amount, HUNDRED), add(HUNDRED, percent)));
    return { net, tax: sub(amount, net) };
  });
  const net = parts.map((part) => part.net).reduce(add, ZERO);
  const tax = round(parts.map((part) => part.tax).reduce(add, ZERO));
  return { net: print(net), tax: print(tax), total: print(add(net, tax)) };
}
