import type { LocalDate } from '../time/calendar.ts';
import { toDayNumber } from '../time/dayNumber.ts';
import { fromDecimal, roundToMinor } from '../money/fraction.ts';
import { currencyDigits } from '../money/money.ts';
import { dueDateFor, nextBillingDate } from '../schedule/schedule.ts';
import { billedBefore } from './coverage.ts';
import { taxFieldsOf, withTaxes, type DraftLine } from './draftLine.ts';
import type { CustomerFacts, ServiceFacts } from './facts.ts';
import { afterCharge } from './afterCharge.ts';
import type { ChargePlan, LeftOut } from './plan.ts';
import { chargeService } from './pricing.ts';
import { whyTooMuch } from './tooMuch.ts';

/** The days of one service that are charged apart from any run. */
export interface DaysToCharge {
  serviceId: string;
  /** Exclusive. */
  before: LocalDate;
  /** What comes with them: a fee without tax, taxed as the service. */
  fee: { description: string; net: string } | null;
}

/**
 * What charging some days of one service would do: what planCharge does for a customer, for these
 * days alone. Its other services and what waits for an invoice stay where they are.
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
      billingDay: settings.billingDay,
      digits,
    });
  if (!service || !charged)
    return { leftOut: 'NOTHING_TO_CHARGE', reason: 'No day of the service is to be charged.' };
  const drafts = days.fee ? [...charged.lines, feeLine(service, days.fee, digits)] : charged.lines;
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
    itemIds: [],
    waiting: [],
  };
  return { plan: { ...plan, nextBillingDate: nextBillingDate(afterCharge(customer, plan)) } };
}

/** A fee in minor units with the tax of a service. */
export function taxedFee(service: ServiceFacts, net: string, digits: number): bigint {
  const [line] = withTaxes([feeLine(service, { description: '', net }, digits)], 'PER_LINE');
  return line.total;
}

function feeLine(
  service: ServiceFacts,
  { description, net }: { description: string; net: string },
  digits: number,
): DraftLine {
  return {
    kind: 'ITEM',
    serviceId: null,
    itemId: null,
    description,
    quantity: '1',
    unitPrice: net,
    periodFrom: null,
    periodTo: null,
    ...taxFieldsOf(service),
    taxIncluded: false,
    category: 'Service',
    amount: roundToMinor(fromDecimal(net), digits),
  };
}
