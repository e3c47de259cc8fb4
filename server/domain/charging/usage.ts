import { addDays, maxDate, minDate, type LocalDate } from '../time/calendar.ts';
import { fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import { periodSpan } from '../time/periods.ts';
import {
  add,
  compare,
  formatDecimal,
  fromDecimal,
  fromInt,
  mul,
  reduce,
  roundToMinor,
  type Fraction,
} from '../money/fraction.ts';
import { taxKey } from '../money/taxTerms.ts';
import { taxOn } from '../money/taxRate.ts';
import { formatMinor } from '../money/money.ts';
import { addedTo, taxFieldsOf, type DraftLine } from './draftLine.ts';
import type { BillingType, UsageFacts } from './facts.ts';
import type { PlannedLine } from './plan.ts';

/** So many lines a service has at most: one for each price of what was used, else one for each kind, else one. */
const LINES_MAX = 12;

/** What a document's line has room for. */
const QUANTITY_MAX = fromDecimal('9999999999.9999');

/** The usage of days before a day. Source: billing rules, Usage. */
export function usageBefore(usage: readonly UsageFacts[], day: LocalDate): UsageFacts[] {
  return usage.filter(({ lastDay }) => lastDay < day);
}

/** The usage that a charge of all before a day leaves. */
export function usageFrom(usage: readonly UsageFacts[], day: LocalDate): UsageFacts[] {
  return usage.filter(({ lastDay }) => lastDay >= day);
}

/** What a charge takes of it: the days before which it does, and how many records; null for none. */
export function usageTaken(
  usage: readonly UsageFacts[],
  until: LocalDate,
): { until: LocalDate; records: number } | null {
  const records = usageBefore(usage, until).reduce((sum, each) => sum + each.records, 0);
  return records ? { until, records } : null;
}

/** The first day of usage that is not charged; null without any. */
export function firstUsageDay(usage: readonly UsageFacts[]): LocalDate | null {
  return usage.reduce<LocalDate | null>(
    (first, { firstDay }) => (first === null || firstDay < first ? firstDay : first),
    null,
  );
}

/**
 * The lines that usage makes: per service, kind and unit price, with the days that it is of; the
 * exact sum of quantity times price is rounded once a line. Where a service would have too many, one
 * for each kind, or one for all. Each day takes the tax of that day.
 */
export function usageLines(usage: readonly UsageFacts[], digits: number): DraftLine[] {
  return inLines(usage).map((each) => lineOf(each, digits));
}

/**
 * The lines of usage that is charged day by day: each rounded, with its tax, on the running total of what was used of
 * the same in that month, so that a month's add up to what it would cost at once. Source: billing
 * rules, Prepaid (daily).
 */
export function usageDayLines(usage: readonly UsageFacts[], digits: number): PlannedLine[] {
  return inLines(usage).map((each) => {
    const { amount: _whole, ...line } = lineOf(each, digits);
    const before = earlierOf(each);
    const exact = add(before, costOf(each));
    return {
      ...line,
      ...addedTo({ ...line, amount: 0n }, [
        roundToMinor(before, digits),
        roundToMinor(exact, digits),
      ]),
    };
  });
}

/** What was charged before of the same kinds, at the same prices, in the same months. */
function earlierOf(usage: readonly UsageFacts[]): Fraction {
  const once = groups(usage, (each) =>
    JSON.stringify([spelled(each.kind), priceKey(each), each.firstDay.slice(0, 7)]),
  );
  return sumOf(once, ([{ earlier = '0', unitPrice }]) =>
    mul(fromDecimal(earlier), fromDecimal(unitPrice)),
  );
}

/** Which usage comes into one line. */
function inLines(usage: readonly UsageFacts[]): UsageFacts[][] {
  const services = groups(usage, ({ serviceId }) => serviceId);
  return services.flatMap((ofService) => {
    const byPrice = groups(ofService, (each) => JSON.stringify([kindKey(each), priceKey(each)]));
    if (byPrice.length <= LINES_MAX) return byPrice;
    const byKind = groups(ofService, kindKey);
    return byKind.length <= LINES_MAX ? byKind : groups(ofService, taxOf);
  });
}

/** What decides of a customer by which days its usage is summed up. */
export interface SummedBy {
  billingType: BillingType;
  billingDay: number;
  cycleWeeks: number | null;
}

/** Where weeks are counted from is not known here, and who pays ahead renews on any day. */
const byDays = ({ billingType, cycleWeeks }: Pick<SummedBy, 'billingType' | 'cycleWeeks'>) =>
  billingType !== 'RECURRING' || cycleWeeks !== null;

/**
 * Whether usage of some days lies in one period of billing and under one tax, as no charge takes a
 * part of such a period.
 */
export function isWhole(
  { firstDay, lastDay, taxVersions }: Pick<UsageFacts, 'firstDay' | 'lastDay' | 'taxVersions'>,
  { billingDay, ...how }: SummedBy,
): boolean {
  if (firstDay === lastDay) return true;
  if (byDays(how)) return false;
  const within = toDayNumber(lastDay) < periodSpan(toDayNumber(firstDay), billingDay).to;
  return within && !taxVersions?.some(({ from }) => from && from > firstDay && from <= lastDay);
}

/** The first day of what usage of a day is summed up with: its billing period's, or its own. */
export function summedFrom(day: LocalDate, { billingDay, ...how }: SummedBy): LocalDate {
  return byDays(how) ? day : fromDayNumber(periodSpan(toDayNumber(day), billingDay).from);
}

/** The exact price of one record. */
export function usageAmount(quantity: string, unitPrice: string): string {
  return formatDecimal(mul(fromDecimal(quantity), fromDecimal(unitPrice)), 8);
}

const taxOf = (each: UsageFacts): string => taxKey(taxOn(each, each.firstDay));
/** What two spellings of a kind have in common: "calls" are "Calls". */
const spelled = (kind: string): string => kind.toLowerCase();
const kindKey = (each: UsageFacts): string => JSON.stringify([spelled(each.kind), taxOf(each)]);
const priceKey = ({ unitPrice }: UsageFacts): string => formatDecimal(fromDecimal(unitPrice), 4);

function groups<T>(all: readonly T[], keyOf: (each: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = found.get(key);
    if (group) group.push(each);
    else found.set(key, [each]);
  }
  return [...found.values()];
}

/** In lowest terms: thousands of fractions that only grow would be worked on for seconds. */
function sumOf<T>(all: readonly T[], of: (each: T) => Fraction): Fraction {
  return all.reduce((sum, each) => reduce(add(sum, of(each))), fromInt(0));
}

const costOf = (usage: readonly UsageFacts[]): Fraction =>
  sumOf(usage, (each) => mul(fromDecimal(each.quantity), fromDecimal(each.unitPrice)));

function lineOf(usage: readonly UsageFacts[], digits: number): DraftLine {
  const [first] = usage;
  const quantity = sumOf(usage, (each) => fromDecimal(each.quantity));
  const amount = roundToMinor(costOf(usage), digits);
  const onePrice = usage.every((each) => priceKey(each) === priceKey(first));
  const oneKind = usage.every((each) => spelled(each.kind) === spelled(first.kind));
  const countable = oneKind && onePrice && compare(quantity, QUANTITY_MAX) <= 0;
  const last = usage.map(({ lastDay }) => lastDay).reduce(maxDate);
  return {
    kind: 'USAGE',
    serviceId: first.serviceId,
    itemId: null,
    description: oneKind ? `${first.service}: ${first.kind}` : first.service,
    ...(countable
      ? {
          quantity: formatDecimal(quantity, 4),
          unitPrice: formatDecimal(fromDecimal(first.unitPrice), 4),
        }
      : { quantity: '1', unitPrice: formatMinor(amount, digits) }),
    periodFrom: usage.map(({ firstDay }) => firstDay).reduce(minDate),
    periodTo: addDays(last, 1),
    ...taxFieldsOf({ ...first, ...taxOn(first, first.firstDay) }),
    category: 'Usage',
    amount,
  };
}
