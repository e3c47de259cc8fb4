import type { LocalDate } from '../time/calendar.ts';
import { afterCharge } from './afterCharge.ts';
import { itemLine, withTaxes } from './draftLine.ts';
import type { DraftLine } from './draftLine.ts';
import type { CustomerFacts, ItemFacts, ServiceFacts } from './facts.ts';
import { formatDecimal, fromDecimal, mul } from '../money/fraction.ts';
import { countedBy } from '../time/periods.ts';
import { currencyDigits } from '../money/money.ts';
import type { TaxRounding } from '../settings/finance.ts';
import type { ChargePlan, LeftOut, LeftOutKind, PlannedLine, ServiceAdvance } from './plan.ts';
import { chargeService } from './pricing.ts';
import { whyTooMuch } from './tooMuch.ts';
import {
  coveredBefore,
  dueDateFor,
  nextBillingDate,
  periodStart,
  servicesDue,
} from '../schedule/schedule.ts';
import { usageBefore, usageLines, usageTaken } from './usage.ts';

export { canonicalPlan } from './plan.ts';
export type { ChargePlan, LeftOut } from './plan.ts';

export interface ChargeOptions {
  /** The real day the documents are issued; used when documentDate is ISSUE_DATE. */
  issueDate: LocalDate;
  /** A manual charge of one customer, whether or not it is due. */
  ignoreDueDate?: boolean;
  /** Of the account before the charge; zero where nothing is said. */
  balance?: bigint;
}

/**
 * What a charge at a billing date would do to one customer: its lines, amounts, dates and how its services move on;
 * or why it is left out. Preview and confirm both call this, so they cannot differ.
 * Throws RangeError for an unknown currency or a price that is no decimal.
 * Source: billing rules, Recurring billing; Billing runs.
 */
export function planCharge(
  customer: CustomerFacts,
  on: LocalDate,
  options: ChargeOptions,
): { plan: ChargePlan } | LeftOut {
  const refusal = whyNot(customer, on, options);
  if (refusal) return refusal;
  const { settings } = customer;
  const digits = currencyDigits(customer.currency);
  const charged = chargeServices(
    onlyUsageDue(customer, on, options) ? [] : customer.services,
    customer,
    on,
    digits,
  );
  const items = customer.futureItems.filter((item) => item.date <= on);
  // in arrears: what was used before the period began, also where the record of it came late
  const usage = customer.usage ?? [];
  const usedBefore = periodStart(customer, on);
  const drafts = [...charged.drafts, ...usageLines(usageBefore(usage, usedBefore), digits)];
  const nothing = whyNothing(customer, drafts.length, items);
  if (nothing) return nothing;
  const fitting = fittingItems(drafts, items, settings.taxRounding, digits);
  if ('leftOut' in fitting) return fitting;
  const { lines, sums, taken } = fitting;
  const { currency } = customer;
  const tooMuch = whyTooMuch({ lines, currency, digits, ...sums }, options.balance ?? 0n);
  if (tooMuch) return leftOut('TOO_MUCH', tooMuch);
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
    services: charged.advances,
    itemIds: taken.map((item) => item.id),
    usage: usageTaken(usage, usedBefore),
    waiting: items.filter((item) => !taken.includes(item)).map(saysWaiting),
  };
  return { plan: { ...plan, nextBillingDate: nextBillingDate(afterCharge(customer, plan)) } };
}

function whyNot(customer: CustomerFacts, on: LocalDate, options: ChargeOptions): LeftOut | null {
  if (customer.billingType !== 'RECURRING') {
    return leftOut(
      'NOT_RECURRING',
      'The customer pays in advance (prepaid) and takes no part in recurring billing.',
    );
  }
  if (!customer.settings.billingEnabled)
    return leftOut('BILLING_DISABLED', 'Billing is switched off for this customer.');
  if (options.ignoreDueDate) return null;
  const due = nextBillingDate(customer);
  return due !== null && due > on
    ? leftOut('NOT_DUE', `The customer is due on ${due}, after ${on}.`)
    : null;
}

function whyNothing(
  customer: CustomerFacts,
  linesCharged: number,
  items: readonly ItemFacts[],
): LeftOut | null {
  if (linesCharged > 0) return null;
  if (customer.status === 'INACTIVE')
    return leftOut(
      'INACTIVE',
      'The customer is inactive, and nothing of the time before that is left to charge.',
    );
  if (items.length === 0)
    return leftOut('NOTHING_TO_CHARGE', 'Everything is charged already, or no service is billed.');
  if (customer.settings.invoiceFutureItemsAlone || items.some(({ alone }) => alone)) return null;
  return leftOut(
    'NOTHING_TO_CHARGE',
    'Only items to invoice exist; they wait for the next charge of a service.',
  );
}

/** Due for what was used alone: days that are paid for later, like those of a year, wait until then. */
function onlyUsageDue(customer: CustomerFacts, on: LocalDate, options: ChargeOptions): boolean {
  if (options.ignoreDueDate || !customer.usage?.length) return false;
  const due = servicesDue(customer);
  return due !== null && due > on;
}

function chargeServices(
  services: readonly ServiceFacts[],
  customer: CustomerFacts,
  on: LocalDate,
  digits: number,
): { drafts: DraftLine[]; advances: ServiceAdvance[] } {
  const { settings } = customer;
  const frame = {
    coverageEnd: coveredBefore(customer, on),
    billingDay: countedBy(settings),
    digits,
    language: settings.documentLanguage,
  };
  const drafts: DraftLine[] = [];
  const advances: ServiceAdvance[] = [];
  for (const service of services) {
    const charge = chargeService(service, frame);
    if (!charge) continue;
    drafts.push(...charge.lines);
    advances.push(charge.advance);
  }
  return { drafts, advances };
}

/**
 * The lines of a charge with the items that it takes. An item below zero that would bring the total below zero waits for
 * a later charge, the latest first; what else there is is charged. Left out where nothing but such items is there.
 */
function fittingItems(
  drafts: readonly DraftLine[],
  items: readonly ItemFacts[],
  rounding: TaxRounding,
  digits: number,
): { lines: PlannedLine[]; sums: ReturnType<typeof sumOf>; taken: readonly ItemFacts[] } | LeftOut {
  let taken = items;
  for (;;) {
    const all = [...drafts, ...taken.map((item) => itemLine(item, digits))];
    const lines = withTaxes(all, rounding);
    const sums = sumOf(lines);
    if (sums.total >= 0n && all.length) return { lines, sums, taken };
    const waits = taken.findLast((item) => item.unitPrice.startsWith('-'));
    if (!waits)
      return leftOut(
        'NOTHING_TO_CHARGE',
        'The credits that wait are more than what is charged; they wait for a larger invoice.',
      );
    taken = taken.filter((item) => item !== waits);
  }
}

function saysWaiting({ description, unitPrice, quantity }: ItemFacts): string {
  const price = formatDecimal(mul(fromDecimal(unitPrice), fromDecimal(quantity)), 2);
  return (
    `“${description}” (${price} before tax) is more than this charge and waits for a larger one. ` +
    'A credit note gives it at once.'
  );
}

function sumOf(lines: readonly PlannedLine[]): { net: bigint; tax: bigint; total: bigint } {
  let net = 0n;
  let tax = 0n;
  for (const line of lines) {
    net += line.net;
    tax += line.tax;
  }
  return { net, tax, total: net + tax };
}

function leftOut(kind: LeftOutKind, reason: string): LeftOut {
  return { leftOut: kind, reason };
}
