import type { LocalDate } from '../time/calendar.ts';
import { toDayNumber } from '../time/dayNumber.ts';
import { countedBy } from '../time/periods.ts';
import { currencyDigits } from '../money/money.ts';
import { dueDateFor, nextBillingDate } from '../schedule/schedule.ts';
import { billedBefore } from './coverage.ts';
import { itemLine, withTaxes } from './draftLine.ts';
import type { CustomerFacts, ItemFacts } from './facts.ts';
import { afterCharge } from './afterCharge.ts';
import type { ChargePlan, LeftOut } from './plan.ts';
import { chargeService } from './pricing.ts';
import { whyTooMuch } from './tooMuch.ts';

/** The days of one service that are charged apart from any run. */
export interface DaysToCharge {
  serviceId: string;
  /** Exclusive. */
  before: LocalDate;
  /** An item that comes with them. */
  fee: ItemFacts | null;
}

/**
 * What charging some days of one service would do: what planCharge does for a customer, for these
 * days and, where wished, one item. Its other services and what else waits stay where they are.
 */
export function planDays(
  customer: CustomerFacts,
  days: DaysToCharge,
  on: LocalDate,
  options: { issueDate: LocalDate; balance: bigint },
): { plan: ChargePlan } | LeftOut {
  const { settings, currency } = customer;
  const digits = currencyDigits(currency);
  const service = customer.services.find(({ id }) => id === days.serviceId);
  const charged =
    service &&
    chargeService(service, {
      coverageEnd: Math.min(toDayNumber(days.before), billedBefore(customer)),
      billingDay: countedBy(settings),
      digits,
      language: settings.documentLanguage,
    });
  if (!service || !charged)
    return { leftOut: 'NOTHING_TO_CHARGE', reason: 'No day of the service is to be charged.' };
  const drafts = days.fee ? [...charged.lines, itemLine(days.fee, digits)] : charged.lines;
  const lines = withTaxes(drafts, settings.taxRounding);
  const sum = (key: 'net' | 'tax' | 'total') => lines.reduce((all, line) => all + line[key], 0n);
  const sums = { net: sum('net'), tax: sum('tax'), total: sum('total') };
  const tooMuch = whyTooMuch({ lines, currency, digits, ...sums }, options.balance);
  if (tooMuch) return { leftOut: 'TOO_MUCH', reason: tooMuch };
  const documentDate = settings.documentDate === 'ISSUE_DATE' ? options.issueDate : on;
  const plan: ChargePlan = {
    lines,
    ...sums,
    currency,
    digits,
    createsInvoice: settings.autoCreateInvoices,
    documentDate,
    dueDate: dueDateFor(documentDate, settings.paymentDueDays),
    nextBillingDate: null,
    services: [charged.advance],
    itemIds: days.fee ? [days.fee.id] : [],
    usage: null,
    waiting: [],
  };
  return { plan: { ...plan, nextBillingDate: nextBillingDate(afterCharge(customer, plan)) } };
}

/** What an item comes to by itself, in minor units, tax included. */
export function itemTotal(item: ItemFacts, digits: number): bigint {
  const [line] = withTaxes([itemLine(item, digits)], 'PER_LINE');
  return line.total;
}
