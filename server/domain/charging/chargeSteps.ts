import { daysBetween } from '../time/calendar.ts';
import { toDayNumber } from '../time/dayNumber.ts';
import {
  add,
  compare,
  div,
  formatDecimal,
  fraction,
  fromDecimal,
  fromInt,
  mul,
  roundHalfAway,
  roundToMinor,
} from '../money/fraction.ts';
import type { Fraction } from '../money/fraction.ts';
import type { ComparedLine, LineChange } from './lineChange.ts';
import { monthParts, priceOfParts } from './proration.ts';

/** What one charge takes for the days of one service: its lines, one or more, and its discounts. */
export interface ServiceSide {
  lines: (ComparedLine & { periodFrom: string; periodTo: string })[];
  discounts: ComparedLine[];
}

type Step = Pick<LineChange, 'kind' | 'before' | 'now' | 'amount'>;

/** What the price of a service's days is made of. */
interface Made {
  price: Fraction;
  quantity: Fraction;
  /** Of a month, as monthParts counts them. */
  parts: number;
  /** As a part of one; 0 where the price includes it. */
  tax: Fraction;
}

interface Sum {
  made: Made;
  days: number;
  /** Minor units, tax included. */
  total: bigint;
  /** What it would be if it were one line over all its days without a pause. */
  expected: bigint;
  /** Its lines have more than one price. */
  mixed: boolean;
}

const ONE = fromInt(1);
const HUNDRED = fromInt(100);
const NO_TAX = fromInt(0);
const RESPECTS = ['PRICE', 'QUANTITY', 'PRORATED', 'TAX'] as const;
type Respect = (typeof RESPECTS)[number];

/**
 * How the price of a service's days, without its discounts, came from what it was to what it is:
 * one thing after the other is changed in "price x quantity x part of a month x tax", each step
 * rounded as a line is. The steps add up to the difference exactly: what the sum of rounded steps
 * leaves goes to the last of them, and what is too much for that to what days were paused.
 */
export function stepsBetween(
  now: ServiceSide,
  then: ServiceSide,
  { billingDay, digits }: { billingDay: number; digits: number },
): Step[] {
  const included = now.lines.some((line) => line.taxIncluded);
  const [taxNow, taxThen] = included ? [NO_TAX, NO_TAX] : percentsOf(now, then);
  const last = now.lines[now.lines.length - 1];
  const is = sumUp(now, last, taxNow, billingDay, digits);
  const was = sumUp(then, otherThan(last, then.lines), taxThen, billingDay, digits);
  const steps: Step[] = [];
  let made = was.made;
  for (const respect of RESPECTS) {
    const next = take(respect, made, is.made);
    if (!differs(respect, made, next)) continue;
    const amount = priced(next, digits) - priced(made, digits);
    steps.push({ kind: respect, ...told(respect, is, was, digits), amount });
    made = next;
  }
  const left = is.total - was.total - steps.reduce((sum, step) => sum + step.amount, 0n);
  return left === 0n ? steps : withRest(steps, left, is, was, digits);
}

/** Rounding alone leaves no more than so many minor units. */
const ROUNDED = 3n;

function withRest(steps: Step[], left: bigint, is: Sum, was: Sum, digits: number): Step[] {
  const last = steps.at(-1);
  if (left >= -ROUNDED && left <= ROUNDED) {
    if (!last) return [{ kind: 'ROUNDING', before: null, now: null, amount: left }];
    return [...steps.slice(0, -1), { ...last, amount: last.amount + left }];
  }
  const kind =
    is.mixed || was.mixed ? 'PRICE' : isPaused(is) || isPaused(was) ? 'PRORATED' : 'OTHER';
  const found = steps.find((step) => step.kind === kind);
  if (found)
    return steps.map((step) => (step === found ? { ...step, amount: step.amount + left } : step));
  const values = kind === 'OTHER' ? { before: null, now: null } : told(kind, is, was, digits);
  return [...steps, { kind, ...values, amount: left }];
}

/** Of several prices the last one that is not the price of today. */
function otherThan(now: ComparedLine, lines: ServiceSide['lines']): ComparedLine {
  const price = fromDecimal(now.unitPrice);
  return lines.findLast((line) => compare(fromDecimal(line.unitPrice), price) !== 0) ?? lines[0];
}

function sumUp(
  { lines }: ServiceSide,
  line: ComparedLine,
  percent: Fraction,
  billingDay: number,
  digits: number,
): Sum {
  const { total } = amountsOf(lines);
  const made: Made = {
    price: fromDecimal(line.unitPrice),
    quantity: fromDecimal(line.quantity),
    parts: lines.reduce(
      (sum, each) =>
        sum + monthParts(toDayNumber(each.periodFrom), toDayNumber(each.periodTo), billingDay),
      0,
    ),
    tax: div(percent, HUNDRED),
  };
  return {
    made,
    days: lines.reduce((sum, each) => sum + daysBetween(each.periodFrom, each.periodTo), 0),
    total,
    expected: priced(made, digits),
    mixed: lines.some((each) => compare(fromDecimal(each.unitPrice), made.price) !== 0),
  };
}

function amountsOf(lines: readonly ComparedLine[]): { net: bigint; total: bigint } {
  return {
    net: lines.reduce((sum, line) => sum + line.net, 0n),
    total: lines.reduce((sum, line) => sum + line.total, 0n),
  };
}

/** The tax of two charges in percent: the same where the percent of the greater explains the other's tax, too. */
function percentsOf(now: ServiceSide, then: ServiceSide): [now: Fraction, then: Fraction] {
  const [is, was] = [amountsOf(now.lines), amountsOf(then.lines)];
  const [greater, lesser] = is.net > was.net ? [is, was] : [was, is];
  const percent = simplestPercent(greater);
  const other = makes(percent, lesser) ? percent : simplestPercent(lesser);
  return greater === is ? [percent, other] : [other, percent];
}

/** The percent with the fewest digits that makes the tax of a net amount. */
function simplestPercent(amounts: { net: bigint; total: bigint }): Fraction {
  if (amounts.net === 0n) return NO_TAX;
  const exact = fraction((amounts.total - amounts.net) * 100n, amounts.net);
  const rounded = [0, 1, 2, 3, 4].map((decimals) => fromDecimal(formatDecimal(exact, decimals)));
  return rounded.find((percent) => makes(percent, amounts)) ?? exact;
}

/** Whether a percent makes a tax, give or take the odd minor unit that a document's rounding shares out. */
function makes(percent: Fraction, { net, total }: { net: bigint; total: bigint }): boolean {
  const off = total - net - roundHalfAway(mul(fraction(net), div(percent, HUNDRED)));
  return off >= -1n && off <= 1n;
}

function priced({ price, quantity, parts, tax }: Made, digits: number): bigint {
  return roundToMinor(mul(priceOfParts(mul(price, quantity), parts), add(ONE, tax)), digits);
}

const FIELDS = { PRICE: 'price', QUANTITY: 'quantity', PRORATED: 'parts', TAX: 'tax' } as const;

function take(respect: Respect, made: Made, is: Made): Made {
  const field = FIELDS[respect];
  return { ...made, [field]: is[field] };
}

function differs(respect: Respect, a: Made, b: Made): boolean {
  return respect === 'PRORATED'
    ? a.parts !== b.parts
    : compare(a[FIELDS[respect]] as Fraction, b[FIELDS[respect]] as Fraction) !== 0;
}

const isPaused = (sum: Sum): boolean => sum.total < sum.expected - ROUNDED;

/** Days that were charged, not counting paused ones: as many as the amount is of what all would cost. */
function daysOf(sum: Sum): string {
  if (!isPaused(sum) || sum.mixed) return String(sum.days);
  return String(roundHalfAway(fraction(BigInt(sum.days) * sum.total, sum.expected)));
}

function told(respect: Respect, is: Sum, was: Sum, digits: number): Pick<Step, 'before' | 'now'> {
  const texts = {
    PRICE: ({ made }: Sum) => formatDecimal(made.price, 4, digits),
    QUANTITY: ({ made }: Sum) => formatDecimal(made.quantity, 4),
    PRORATED: daysOf,
    TAX: ({ made }: Sum) => formatDecimal(mul(made.tax, HUNDRED), 4),
  };
  return { before: texts[respect](was), now: texts[respect](is) };
}
