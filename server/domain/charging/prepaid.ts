// Those who pay ahead: what is due on which day, and whether the balance covers it. Pure: every day is given.
import {
  addDays,
  addMonths,
  daysBetween,
  maxDate,
  minDate,
  shortDate,
  type LocalDate,
} from '../time/calendar.ts';
import { fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import {
  compare,
  fraction,
  fromDecimal,
  fromInt,
  pow10,
  type Fraction,
} from '../money/fraction.ts';
import { currencyDigits, formatMinor } from '../money/money.ts';
import { dueDateFor } from '../schedule/schedule.ts';
import { billedBefore, firstUnchargedDay } from './coverage.ts';
import { withTaxes, type DraftLine } from './draftLine.ts';
import type { CustomerFacts, ServiceFacts } from './facts.ts';
import { afterCharge } from './afterCharge.ts';
import type { ChargePlan, PlannedLine, ServiceAdvance } from './plan.ts';
import { dayLine } from './prepaidDay.ts';
import { usageDueAhead } from './prepaidUsage.ts';
import { advanceOf, chargePriced, setupLines } from './pricing.ts';
import { whyTooMuch } from './tooMuch.ts';
import { usageBefore, usageDayLines, usageLines, usageTaken } from './usage.ts';

/** What one day charges. */
export interface PrepaidCharge {
  on: LocalDate;
  plan: ChargePlan;
}

/** What the balance does not cover: from that day on there is no service. */
export interface Uncovered {
  on: LocalDate;
  /** Minor units, tax included. */
  total: bigint;
  /** In words, for the history. */
  reason: string;
}

/** How far a balance carries. */
export interface Carried {
  charges: PrepaidCharge[];
  /** Minor units, when all of them are made. */
  balance: bigint;
  uncovered: Uncovered | null;
}

/** Days that are caught up at once: a server that slept longer goes on with the next night. */
const CHARGES_MAX = 400;

/** Which days a balance is to carry. */
export interface CarriedDays {
  through: LocalDate;
  /** Services that stood still go on with that day; the days before it are not charged. */
  resumes?: LocalDate | null;
  /** From which day on what was used is charged by itself; else the last one. */
  today?: LocalDate;
}

/**
 * What is charged through a day of somebody who pays ahead, charge by charge as the days come: each
 * where the balance covers everything that is due that day and stays at the minimum or above. The
 * first that it does not cover ends it; what was used comes with it, and by itself stops nothing.
 * Amounts in minor units. Source: billing rules, Prepaid; Usage.
 */
export function carry(
  customer: CustomerFacts,
  balance: bigint,
  { through, resumes = null, today = through }: CarriedDays,
): Carried {
  const carried: Carried = { charges: [], balance, uncovered: null };
  let facts = customer;
  let usageWaits = false;
  while (carried.charges.length < CHARGES_MAX) {
    const renewal = firstDue(facts);
    const due = usageWaits ? renewal : firstOf(renewal, usageDue(facts, renewal, today));
    const on = due && resumes ? maxDate(due, resumes) : due;
    if (on === null || on > through) break;
    const plan = planOn(facts, on);
    if (!plan) break;
    const refusal = whyUncovered(facts, plan, carried.balance, on);
    if (refusal && !plan.services.length) {
      usageWaits = true;
      continue;
    }
    if (refusal) {
      carried.uncovered = { on, total: plan.total, reason: refusal };
      break;
    }
    carried.charges.push({ on, plan });
    carried.balance -= plan.total;
    facts = afterCharge(facts, plan);
  }
  return carried;
}

const isCharged = ({ billingType, settings }: CustomerFacts): boolean =>
  billingType !== 'RECURRING' && settings.billingEnabled;

const firstOf = (a: LocalDate | null, b: LocalDate | null): LocalDate | null =>
  a === null || b === null ? (a ?? b) : minDate(a, b);

const usageDue = (customer: CustomerFacts, renewal: LocalDate | null, today: LocalDate) =>
  isCharged(customer) ? usageDueAhead(customer, renewal, today) : null;

/** The first day of a service that is to be charged and was not; null where none is ever. */
function firstDue(customer: CustomerFacts): LocalDate | null {
  if (!isCharged(customer)) return null;
  const before = billedBefore(customer);
  const days = customer.services.flatMap((each) => firstUnchargedDay(each, before) ?? []);
  return days.length ? fromDayNumber(Math.min(...days)) : null;
}

/** What everything that is due on a day comes to, as one charge; null where nothing is. */
function planOn(customer: CustomerFacts, on: LocalDate): ChargePlan | null {
  const { settings, currency, services, usage = [] } = customer;
  const digits = currencyDigits(currency);
  const days: PlannedLine[] = [];
  const drafts: DraftLine[] = [];
  const advances: ServiceAdvance[] = [];
  for (const service of services) {
    if (firstUnchargedDay(service, toDayNumber(on) + 1) === null) continue;
    const charged = chargeOn(customer, service, on, digits);
    days.push(...charged.days);
    drafts.push(...charged.drafts);
    advances.push(charged.advance);
  }
  // in arrears: of the days before this one
  const used = usageBefore(usage, on);
  const daily = customer.billingType === 'PREPAID_DAILY';
  if (daily) days.push(...usageDayLines(used, digits));
  else drafts.push(...usageLines(used, digits));
  const lines = [...days, ...withTaxes(drafts, settings.taxRounding)];
  if (!lines.length && !advances.length) return null;
  const sum = (key: 'net' | 'tax' | 'total') => lines.reduce((all, line) => all + line[key], 0n);
  return {
    lines,
    net: sum('net'),
    tax: sum('tax'),
    total: sum('total'),
    currency,
    digits,
    createsInvoice: !daily && settings.autoCreateInvoices && !settings.prepaidInvoiceAfterPayment,
    documentDate: on,
    dueDate: dueDateFor(on, 0),
    nextBillingDate: null,
    services: advances,
    itemIds: [],
    usage: usageTaken(usage, on),
    waiting: [],
  };
}

/** What of a service is due on a day: days with their tax already, else lines that get it together. */
function chargeOn(
  { billingType, settings }: CustomerFacts,
  service: ServiceFacts,
  on: LocalDate,
  digits: number,
): { days: PlannedLine[]; drafts: DraftLine[]; advance: ServiceAdvance } {
  const frame = { digits, language: settings.documentLanguage };
  if (billingType === 'PREPAID_DAILY' && service.kind !== 'ONE_TIME')
    return {
      days: [dayLine(service, on, digits)],
      drafts: setupLines(service, frame),
      advance: advanceOf(service, addDays(on, 1)),
    };
  const { part, ...period } = periodOf(service, on);
  const until = period.periodTo ?? addDays(on, 1);
  const { lines, advance } = chargePriced(service, { day: on, part, ...period }, until, frame);
  return { days: [], drafts: lines, advance };
}

const ONE = fromInt(1);

/** A month or the tariff's days from a day on, cut at the service's end with its price. */
function periodOf(
  service: ServiceFacts,
  on: LocalDate,
): { periodFrom: LocalDate | null; periodTo: LocalDate | null; part: Fraction } {
  if (service.kind === 'ONE_TIME') return { periodFrom: null, periodTo: null, part: ONE };
  const whole = service.periodDays ? addDays(on, service.periodDays) : addMonths(on, 1);
  const end = service.endDate === null ? whole : addDays(service.endDate, 1);
  if (end >= whole) return { periodFrom: on, periodTo: whole, part: ONE };
  const part = fraction(BigInt(daysBetween(on, end)), BigInt(daysBetween(on, whole)));
  return { periodFrom: on, periodTo: end, part };
}

function whyUncovered(
  { settings, currency }: CustomerFacts,
  plan: ChargePlan,
  balance: bigint,
  on: LocalDate,
): string | null {
  const tooMuch = whyTooMuch(plan, balance);
  if (tooMuch) return tooMuch;
  const minimum = fromDecimal(settings.minimumBalance);
  const left = fraction(balance - plan.total, pow10(plan.digits));
  if (plan.total <= 0n || compare(left, minimum) >= 0) return null;
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  const kept = minimum.n === 0n ? '' : ` and the minimum ${settings.minimumBalance}`;
  return `balance ${money(balance)} does not cover ${money(plan.total)}${kept} from ${shortDate(on)} on`;
}

/** What a status becomes by what a balance carries. */
export interface PrepaidStatus {
  to: 'ACTIVE' | 'BLOCKED';
  reason: string;
}

/**
 * How the status of somebody who pays ahead changes; null when it stays. Blocked from the day on
 * that the balance does not cover, active again with what covers it. stopped: blocked by these
 * rules before. Nobody is blocked where the settings say so. Source: billing rules, Prepaid.
 */
export function prepaidStatus(
  { status, settings, currency }: CustomerFacts,
  { uncovered, charges, balance }: Carried,
  stopped: boolean,
): PrepaidStatus | null {
  if (uncovered)
    return (status === 'NEW' || status === 'ACTIVE') && settings.blockingEnabled
      ? { to: 'BLOCKED', reason: uncovered.reason }
      : null;
  if (status !== 'BLOCKED' || !stopped) return null;
  const covered = charges.reduce((sum, { plan }) => sum + plan.total, balance);
  return {
    to: 'ACTIVE',
    reason: charges.length
      ? `balance ${formatMinor(covered, currencyDigits(currency))} covers what is due`
      : 'nothing is due',
  };
}
