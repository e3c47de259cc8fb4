import { currencyDigits } from '@backhaul/design';
import {
  compare,
  fraction,
  fromDecimal,
  mul,
  neg,
  pow10,
  sub,
} from '@backhaul/domain/money/fraction';
import { addDays, addMonths, daysBetween } from '@backhaul/domain/time/calendar';

interface ReasonedLine {
  kind: string;
  quantity: string;
  unitPrice: string;
  periodFrom: string | null;
  periodTo: string | null;
  net: string;
  total: string;
  taxIncluded: boolean;
  daysCharged: number | null;
  daysInPeriod: number | null;
}

/**
 * How a language says why a line costs what it costs, for the usual cases; prices come formatted,
 * with the quantity where there are several.
 */
export interface ReasonWords {
  once: (price: string) => string;
  setup: (price: string) => string;
  used: (price: string) => string;
  off: (amount: string, period: string | null) => string;
  part: (charged: number, of: number, period: string, price: string) => string;
  whole: (period: string, price: string) => string;
  days: (count: number, period: string, price: string) => string;
}

interface Formats {
  price: string;
  amount: string;
  period: string | null;
}

/**
 * Whether a line costs its price once, as a whole month does; what was charged in parts or paused
 * costs something else.
 */
function isWhole(
  { quantity, unitPrice, net, total, taxIncluded }: ReasonedLine,
  currency: string,
): boolean {
  const once = mul(fromDecimal(unitPrice), fromDecimal(quantity));
  const apart = sub(once, fromDecimal(taxIncluded ? total : net));
  const half = fraction(1n, 2n * pow10(currencyDigits(currency)));
  return compare(apart, half) <= 0 && compare(neg(apart), half) <= 0;
}

/** How many days a line is of, both ends included; null where they are whole months. */
function daysOf({ periodFrom, periodTo }: ReasonedLine): number | null {
  if (periodFrom === null || periodTo === null) return null;
  const end = addDays(periodTo, 1);
  const days = daysBetween(periodFrom, end);
  for (let months = 1; addMonths(periodFrom, months) <= end; months += 1)
    if (addMonths(periodFrom, months) === end) return null;
  return days;
}

/**
 * Why a line costs what it costs, in the reader's language; null for what only the server can tell,
 * such as several periods at once.
 */
export function reasonOf(
  line: ReasonedLine,
  currency: string,
  words: ReasonWords,
  { price, amount, period }: Formats,
): string | null {
  if (line.kind === 'DISCOUNT') return words.off(amount, period);
  if (line.kind === 'SETUP') return words.setup(price);
  if (line.kind === 'USAGE') return words.used(price);
  if (period === null) return words.once(price);
  if (line.daysCharged !== null && line.daysInPeriod !== null)
    return words.part(line.daysCharged, line.daysInPeriod, period, price);
  if (!isWhole(line, currency)) return null;
  const days = daysOf(line);
  return days === null ? words.whole(period, price) : words.days(days, period, price);
}
