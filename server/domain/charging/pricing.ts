import { addDays } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';
import { isOneTimeOpen, unchargedSpans } from './coverage.ts';
import { fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import { discountLinesOf } from './discountLines.ts';
import { discountShares, discountsOnDay } from './discounts.ts';
import type { DiscountShare } from './discounts.ts';
import { taxFieldsOf } from './draftLine.ts';
import type { DraftLine } from './draftLine.ts';
import type { ServiceFacts } from './facts.ts';
import { fromDecimal, mul, roundToMinor } from '../money/fraction.ts';
import type { ServiceAdvance } from './plan.ts';
import { monthParts, priceOfParts } from './proration.ts';

/** What one service adds to a charge. */
export interface ServiceCharge {
  lines: DraftLine[];
  advance: ServiceAdvance;
}

/** The surroundings of a service in a charge: the first day not covered (day number), and how to count and round. */
export interface ChargeFrame {
  coverageEnd: number;
  billingDay: number;
  digits: number;
}

type LinePeriod = Pick<DraftLine, 'periodFrom' | 'periodTo'>;

const NO_PERIOD: LinePeriod = { periodFrom: null, periodTo: null };

/**
 * What a charge does to one service: its line over all uncharged days, computed exactly and rounded once, one negative
 * line per discount, and the setup fee with its first charge; null when it has nothing to charge.
 * Source: billing rules, Recurring billing, Proration.
 */
export function chargeService(service: ServiceFacts, frame: ChargeFrame): ServiceCharge | null {
  if (service.kind === 'ONE_TIME') return chargeOnce(service, frame);
  const spans = unchargedSpans(service, frame.coverageEnd);
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return null;
  const monthly = mul(fromDecimal(service.unitPrice), fromDecimal(service.quantity));
  const parts = spans.reduce(
    (sum, span) => sum + monthParts(span.from, span.to, frame.billingDay),
    0,
  );
  const amount = roundToMinor(priceOfParts(monthly, parts), frame.digits);
  const period = { periodFrom: fromDayNumber(first.from), periodTo: fromDayNumber(last.to) };
  const shares = discountShares(service.discounts, monthly, spans, frame.billingDay);
  return {
    lines: [
      serviceLine(service, period, amount),
      ...discountLines(service, shares, amount, frame.digits),
      ...setupLines(service, frame.digits),
    ],
    // Days paused at the end stay uncharged: a pause may still be changed, and skipping them again costs nothing.
    advance: advanceOf(service, period.periodTo),
  };
}

function chargeOnce(service: ServiceFacts, frame: ChargeFrame): ServiceCharge | null {
  const start = toDayNumber(service.startDate);
  if (!isOneTimeOpen(service) || start >= frame.coverageEnd) return null;
  const price = mul(fromDecimal(service.unitPrice), fromDecimal(service.quantity));
  const amount = roundToMinor(price, frame.digits);
  const shares = discountsOnDay(service.discounts, price, start);
  return {
    lines: [
      serviceLine(service, NO_PERIOD, amount),
      ...discountLines(service, shares, amount, frame.digits),
      ...setupLines(service, frame.digits),
    ],
    advance: advanceOf(service, addDays(service.startDate, 1)),
  };
}

function serviceLine(service: ServiceFacts, period: LinePeriod, amount: bigint): DraftLine {
  return {
    kind: 'SERVICE',
    serviceId: service.id,
    itemId: null,
    description: service.description,
    quantity: service.quantity,
    unitPrice: service.unitPrice,
    ...period,
    ...taxFieldsOf(service),
    category: 'Service',
    amount,
  };
}

function discountLines(
  service: ServiceFacts,
  shares: readonly DiscountShare[],
  amount: bigint,
  digits: number,
): DraftLine[] {
  const base = { serviceId: service.id, description: service.description, ...taxFieldsOf(service) };
  return discountLinesOf(base, shares, amount, digits);
}

function setupLines(service: ServiceFacts, digits: number): DraftLine[] {
  if (service.setupCharged) return [];
  const amount = roundToMinor(fromDecimal(service.setupFee), digits);
  if (amount === 0n) return [];
  return [
    {
      ...serviceLine(service, NO_PERIOD, amount),
      kind: 'SETUP',
      description: `Setup fee: ${service.description}`,
      quantity: '1',
      unitPrice: service.setupFee,
    },
  ];
}

function advanceOf(service: ServiceFacts, until: LocalDate): ServiceAdvance {
  return {
    serviceId: service.id,
    from: service.chargedUntil,
    until,
    setupCharged: !service.setupCharged,
  };
}
