import { countOf } from '../text/plural.ts';
import { addDays, shortDate, weekday } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { BillingType, CustomerStatus } from '../charging/facts.ts';
import { compare, fraction, fromDecimal, pow10, roundToMinor } from '../money/fraction.ts';
import { formatMinor } from '../money/money.ts';
import type { BillingSettings } from '../settings/finance.ts';

/** A charge as it decides about blocking: its dates are those it was issued with, never worked out again. */
export interface IssuedCharge {
  documentDate: LocalDate;
  /** The last day to pay: printed on the invoice, or what an invoice would have said. */
  dueDate: LocalDate;
  /** Due with 0 days: the document date itself is not given to pay. */
  dueAtOnce: boolean;
}

/** The settings that decide about blocking. */
export type BlockingSettings = Pick<
  BillingSettings,
  | 'blockingEnabled'
  | 'blockingPeriodDays'
  | 'deactivationEnabled'
  | 'deactivationDays'
  | 'minimumBalance'
  | 'blockOnWeekends'
  | 'holidays'
>;

export interface DunningFacts {
  status: CustomerStatus;
  /** Absent: RECURRING. Others are never blocked by these rules. */
  billingType?: BillingType;
  /** Minor units of `digits` decimals. */
  balance: bigint;
  digits: number;
  currency: string;
  settings: BlockingSettings;
  /** See blockDate. */
  blockDate: LocalDate | null;
  /** Since when the customer is blocked (or was, before it became inactive); null when these rules never blocked it. */
  blockedOn: LocalDate | null;
  /** The last day of a promise to pay; null or absent without one. */
  promisedUntil?: LocalDate | null;
  /** The day looked at, in the partner's time zone. */
  on: LocalDate;
}

export interface StatusChange {
  to: CustomerStatus;
  /** In words, for the history: "balance -60.00 is below the minimum -50.00 since 16 Apr". */
  reason: string;
  /** True when an inactive customer comes back: its services are billed again from this day. */
  restart?: boolean;
}

/** A promise to pay further ahead than this is a mistake. */
export const PROMISE_MAX_DAYS = 366;

// Beyond this many days off in a row a holiday list is a mistake, and blocking must not be lost in it.
const DAYS_OFF_MAX = 366;

/**
 * The day from which a customer below its minimum balance is blocked: the day after the due date of
 * the oldest unpaid charge (when all are paid, of the latest; the document date itself where it was
 * due at once) + blockingPeriodDays, moved to the next working day as the settings say. null when
 * blocking is off or there was no charge. Source: billing rules, Blocking.
 */
export function blockDate(input: {
  oldestUnpaid: IssuedCharge | null;
  latest: IssuedCharge | null;
  settings: Pick<
    BlockingSettings,
    'blockingEnabled' | 'blockingPeriodDays' | 'blockOnWeekends' | 'holidays'
  >;
}): LocalDate | null {
  const { settings } = input;
  const charge = input.oldestUnpaid ?? input.latest;
  if (!settings.blockingEnabled || charge === null) return null;
  const late = charge.dueAtOnce ? charge.documentDate : addDays(charge.dueDate, 1);
  let day = addDays(late, settings.blockingPeriodDays);
  for (let moved = 0; moved < DAYS_OFF_MAX && isDayOff(day, settings); moved += 1)
    day = addDays(day, 1);
  return day;
}

/**
 * How a customer's status changes on a day, with the reason in words; null when it stays.
 * NEW and ACTIVE become BLOCKED on or after the block date, though never on a day off, while the
 * balance is below the minimum; BLOCKED becomes INACTIVE `deactivationDays` later, and ACTIVE as
 * soon as the balance reaches the minimum. An INACTIVE customer these rules deactivated
 * (`blockedOn` is known) comes back likewise, with `restart`; one that somebody switched off does
 * not. While a promise to pay holds nobody is blocked or deactivated. Source: billing rules,
 * Blocking.
 */
export function decideStatus(facts: DunningFacts): StatusChange | null {
  if (!followsRules(facts)) return null;
  const below = isBelowMinimum(facts);
  const spared = isPromised(facts.promisedUntil, facts.on);
  switch (facts.status) {
    case 'NEW':
    case 'ACTIVE':
      return below && !spared ? block(facts) : null;
    case 'BLOCKED':
      if (!below) return { to: 'ACTIVE', reason: reachedText(facts) };
      return spared ? null : deactivate(facts);
    case 'INACTIVE':
      return below || facts.blockedOn === null
        ? null
        : { to: 'ACTIVE', reason: reachedText(facts), restart: true };
  }
}

/** Whether a customer is blocked, reminded and charged late fees at all: those who pay in advance are not. */
export function followsRules({ billingType }: Pick<DunningFacts, 'billingType'>): boolean {
  return billingType === undefined || billingType === 'RECURRING';
}

/** Whether a promise to pay holds on a day: through its last one. */
export function isPromised(until: LocalDate | null | undefined, on: LocalDate): boolean {
  return until !== null && until !== undefined && on <= until;
}

/** What a promise to pay does to a status at once: a blocked customer is active again. */
export function promiseLifts(status: CustomerStatus, until: LocalDate): StatusChange | null {
  return status === 'BLOCKED'
    ? { to: 'ACTIVE', reason: `promised to pay by ${shortDate(until)}` }
    : null;
}

/**
 * What a payment must be at least to bring a blocked or inactive customer back at once, in minor
 * units; 0 where any payment does. null for who is neither, and where money alone brings nobody
 * back: one that somebody switched off.
 */
export function comesBackWith(facts: Omit<DunningFacts, 'blockDate'>): bigint | null {
  if (facts.status !== 'BLOCKED' && facts.status !== 'INACTIVE') return null;
  const minimum = roundToMinor(fromDecimal(facts.settings.minimumBalance), facts.digits);
  const paid = decideStatus({ ...facts, blockDate: null, balance: minimum });
  if (paid?.to !== 'ACTIVE') return null;
  return minimum > facts.balance ? minimum - facts.balance : 0n;
}

/** Whether the balance is below (not equal to) the minimum balance. */
export function isBelowMinimum(
  facts: Pick<DunningFacts, 'balance' | 'digits' | 'settings'>,
): boolean {
  const balance = fraction(facts.balance, pow10(facts.digits));
  return compare(balance, fromDecimal(facts.settings.minimumBalance)) < 0;
}

function block(facts: DunningFacts): StatusChange | null {
  const { blockDate: blockOn, settings, on } = facts;
  if (!settings.blockingEnabled || blockOn === null || on < blockOn || isDayOff(on, settings))
    return null;
  return { to: 'BLOCKED', reason: `${belowText(facts)} since ${shortDate(blockOn)}` };
}

function deactivate(facts: DunningFacts): StatusChange | null {
  const { blockedOn, settings, on } = facts;
  if (!settings.blockingEnabled || !settings.deactivationEnabled || blockedOn === null) return null;
  if (on < addDays(blockedOn, settings.deactivationDays)) return null;
  return {
    to: 'INACTIVE',
    reason: `${belowText(facts)}; blocked since ${shortDate(blockedOn)}, deactivated after ${countOf(settings.deactivationDays, 'day')}`,
  };
}

function belowText(facts: DunningFacts): string {
  return `balance ${formatMinor(facts.balance, facts.digits)} is below the minimum ${minimumText(facts)}`;
}

function reachedText(facts: DunningFacts): string {
  return `balance ${formatMinor(facts.balance, facts.digits)} reaches the minimum ${minimumText(facts)}`;
}

function minimumText(facts: DunningFacts): string {
  return formatMinor(
    roundToMinor(fromDecimal(facts.settings.minimumBalance), facts.digits),
    facts.digits,
  );
}

function isDayOff(
  day: LocalDate,
  settings: Pick<BlockingSettings, 'blockOnWeekends' | 'holidays'>,
): boolean {
  return (!settings.blockOnWeekends && weekday(day) >= 6) || settings.holidays.includes(day);
}
