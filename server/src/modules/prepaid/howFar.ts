import { carry } from '@backhaul/domain/charging/prepaid';
import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { addDays, daysBetween, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Clock } from '../../platform/clock.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billableCustomers } from '../runs/index.ts';

/** Further ahead nobody plans. */
const DAYS_AHEAD = 366;
/** So long a top-up should last of who is charged by days: nobody pays a day at a time. */
const DAYS_BOUGHT = 30;
/** More than any days cost, in minor units. */
const PLENTY = 10n ** 15n;

/** How far a balance carries: see PrepaidType. */
export interface HowFar {
  until: LocalDate | null;
  daysLeft: number | null;
  missing: string | null;
  topUp: string | null;
  currency: string;
}

/**
 * How far the balance of a customer who pays ahead carries from today on, by the path that charges
 * it; null outside the scope. Who is blocked begins anew today.
 */
export async function howFar(
  sql: ScopedSql,
  customerId: string,
  todayIn: Clock['today'],
): Promise<HowFar | null> {
  const [customer] = await billableCustomers(sql, [customerId]);
  if (!customer) return null;
  const { facts, balance, clock } = customer;
  const today = todayIn(clock);
  const resumes = facts.status === 'BLOCKED' ? today : null;
  const { uncovered, balance: left } = carry(facts, balance, {
    through: addDays(today, DAYS_AHEAD),
    resumes,
    today,
  });
  const { currency, settings } = facts;
  if (!uncovered) return { until: null, daysLeft: null, missing: null, topUp: null, currency };
  const digits = currencyDigits(currency);
  const minimum = roundToMinor(fromDecimal(settings.minimumBalance), digits);
  const missing = uncovered.total + minimum - left;
  const { balance: over } = carry(facts, balance + PLENTY, {
    through: addDays(uncovered.on, DAYS_BOUGHT - 1),
    resumes,
    today,
  });
  const month = minimum + PLENTY - over;
  return {
    until: uncovered.on,
    daysLeft: Math.max(daysBetween(today, uncovered.on), 0),
    missing: formatMinor(missing, digits),
    topUp: formatMinor(facts.billingType === 'PREPAID_DAILY' ? month : missing, digits),
    currency,
  };
}
