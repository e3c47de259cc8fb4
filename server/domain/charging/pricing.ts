import { addDays } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';
import { isOneTimeOpen, unchargedSpans } from './coverage.ts';
import { fromDayNumber, toDayNumber } from '../time/dayNumber.ts';
import { discountLinesOf } from './discountLines.ts';
import { discountShares, discountsOnDay } from './discounts.ts';
import type { DiscountShare, PricedSpan } from './discounts.ts';
import { taxFieldsOf } from './draftLine.ts';
import type { DraftLine } from './draftLine.ts';
import type { ServiceFacts } from './facts.ts';
import { fromDecimal, fromInt, mul, roundToMinor, type Fraction } from '../money/fraction.ts';
import { taxOn } from '../money/taxRate.ts';
import { taxKey, type Taxed } from '../money/taxTerms.ts';
import type { Language } from '../text/languages.ts';
import { lineWords } from './lineWords.ts';
import type { ServiceAdvance } from './plan.ts';
import { priceOn, type Prices } from './prices.ts';
import { monthParts, priceOfParts } from './proration.ts';
import type { DaySpan } from '../time/periods.ts';

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
  /** Of the customer's documents. */
  language: Language;
}

type LinePeriod = Pick<DraftLine, 'periodFrom' | 'periodTo'>;

const ONE = fromInt(1);
const NO_PERIOD: LinePeriod = { periodFrom: null, periodTo: null };

/**
 * What a charge does to one service: its line over all uncharged days, computed exactly and rounded once, or one for
 * each price that they have; one negative line per discount, and the setup fee with its first charge; null when it has
 * nothing to charge. Source: billing rules, Recurring billing, Proration; Prices have a first day.
 */
export function chargeService(service: ServiceFacts, frame: ChargeFrame): ServiceCharge | null {
  if (service.kind === 'ONE_TIME') return chargeOnce(service, frame);
  const spans = unchargedSpans(service, frame.coverageEnd);
  const last = spans.at(-1);
  if (!last) return null;
  const taxed = atOneTax(pricedSpans(service, spans));
  return {
    lines: [
      ...taxed.flatMap((days) => taxedLines({ ...service, ...days[0].taxed }, days, frame)),
      ...setupLines(service, frame),
    ],
    // Days paused at the end stay uncharged: a pause may still be changed, and skipping them again costs nothing.
    advance: advanceOf(service, fromDayNumber(last.to)),
  };
}

interface ServiceSpan extends PricedSpan {
  unitPrice: string;
  taxed: Taxed;
}

/** The lines of days that are taxed alike, and the discounts that lower them. */
function taxedLines(
  service: ServiceFacts,
  days: readonly ServiceSpan[],
  frame: ChargeFrame,
): DraftLine[] {
  const lines = atOnePrice(days).map((each) => linePriced(service, each, frame));
  const amount = lines.reduce((sum, line) => sum + line.amount, 0n);
  const shares = discountShares(service.discounts, days, frame.billingDay);
  return [...lines, ...discountLines(service, shares, amount, frame)];
}

/** The billed days cut where the price or the tax changes. */
function pricedSpans(service: ServiceFacts, spans: readonly DaySpan[]): ServiceSpan[] {
  const quantity = fromDecimal(service.quantity);
  const prices = [
    ...service.earlierPrices.map(({ until, price }) => ({ until: toDayNumber(until), price })),
    { until: Infinity, price: service.unitPrice },
  ].map((each) => ({ ...each, monthly: mul(fromDecimal(each.price), quantity) }));
  return spans.flatMap((span) => {
    let from = span.from;
    return prices.flatMap(({ until, price: unitPrice, monthly }) => {
      const to = Math.min(until, span.to);
      if (to <= from) return [];
      const piece = { from, to, unitPrice, monthly };
      from = to;
      return cutByTax(service, piece);
    });
  });
}

function cutByTax(service: ServiceFacts, span: Omit<ServiceSpan, 'taxed'>): ServiceSpan[] {
  const days = (service.taxVersions ?? []).flatMap(({ from }) => from ?? []).map(toDayNumber);
  const edges = [span.from, ...days.filter((day) => day > span.from && day < span.to), span.to];
  return edges.slice(1).map((to, i) => {
    const from = edges[i];
    return { ...span, from, to, taxed: taxOn(service, fromDayNumber(from)) };
  });
}

/** What follows each other and is taxed alike. */
function atOneTax(spans: readonly ServiceSpan[]): [ServiceSpan, ...ServiceSpan[]][] {
  return neighbours(spans, (a, b) => a.taxed === b.taxed || taxKey(a.taxed) === taxKey(b.taxed));
}

/** What follows each other at one price is one line, whatever was paused in between. */
function atOnePrice(spans: readonly ServiceSpan[]): [ServiceSpan, ...ServiceSpan[]][] {
  return neighbours(spans, (a, b) => a.unitPrice === b.unitPrice);
}

function neighbours(
  spans: readonly ServiceSpan[],
  alike: (a: ServiceSpan, b: ServiceSpan) => boolean,
): [ServiceSpan, ...ServiceSpan[]][] {
  const groups: [ServiceSpan, ...ServiceSpan[]][] = [];
  for (const span of spans) {
    const group = groups.at(-1);
    if (group && alike(group[0], span)) group.push(span);
    else groups.push([span]);
  }
  return groups;
}

function linePriced(
  service: ServiceFacts,
  days: readonly [ServiceSpan, ...ServiceSpan[]],
  frame: ChargeFrame,
): DraftLine {
  const [{ from, unitPrice, monthly }] = days;
  const parts = days.reduce(
    (sum, span) => sum + monthParts(span.from, span.to, frame.billingDay),
    0,
  );
  const period = {
    periodFrom: fromDayNumber(from),
    periodTo: fromDayNumber(days[days.length - 1].to),
  };
  const amount = roundToMinor(priceOfParts(monthly, parts), frame.digits);
  return serviceLine({ ...service, unitPrice }, period, amount);
}

/** What a service costs on each day. */
export function servicePrices(service: ServiceFacts): Prices {
  return { price: service.unitPrice, earlier: service.earlierPrices };
}

function chargeOnce(service: ServiceFacts, frame: ChargeFrame): ServiceCharge | null {
  const start = toDayNumber(service.startDate);
  if (!isOneTimeOpen(service) || start >= frame.coverageEnd) return null;
  const day = service.startDate;
  return chargePriced(service, { day, part: ONE, ...NO_PERIOD }, addDays(day, 1), frame);
}

/** A price that is charged as it stands on a day: for nothing but itself, or for a period or a part of one. */
export interface PricedAtOnce extends LinePeriod {
  day: LocalDate;
  /** Of the price; one for all of it. */
  part: Fraction;
}

/** What charging a service's price of a day does to it, which is charged through `until` (exclusive) then. */
export function chargePriced(
  service: ServiceFacts,
  { day, part, ...period }: PricedAtOnce,
  until: LocalDate,
  frame: Pick<ChargeFrame, 'digits' | 'language'>,
): ServiceCharge {
  const unitPrice = priceOn(servicePrices(service), day);
  const price = mul(mul(fromDecimal(unitPrice), fromDecimal(service.quantity)), part);
  const amount = roundToMinor(price, frame.digits);
  const shares = discountsOnDay(service.discounts, price, toDayNumber(day));
  const once = { ...service, unitPrice, ...taxOn(service, day) };
  return {
    lines: [
      serviceLine(once, period, amount),
      ...discountLines(once, shares, amount, frame),
      ...setupLines(service, frame),
    ],
    advance: advanceOf(service, until),
  };
}

/** A line for a service's days, or without any, at the price that it has in it. */
export function serviceLine(service: ServiceFacts, period: LinePeriod, amount: bigint): DraftLine {
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
  { digits, language }: Pick<ChargeFrame, 'digits' | 'language'>,
): DraftLine[] {
  const base = { serviceId: service.id, description: service.description, ...taxFieldsOf(service) };
  return discountLinesOf(base, shares, amount, { digits, language });
}

/** The fees that come with a service's first charge. */
export function setupLines(
  sold: ServiceFacts,
  { digits, language }: Pick<ChargeFrame, 'digits' | 'language'>,
): DraftLine[] {
  if (sold.setupCharged) return [];
  const service = { ...sold, ...taxOn(sold, sold.startDate) };
  const words = lineWords(language);
  const fees = [
    [words.activationFee, service.activationFee ?? '0'],
    [words.setupFee, service.setupFee],
  ] as const;
  return fees.flatMap(([name, fee]): DraftLine[] => {
    const amount = roundToMinor(fromDecimal(fee), digits);
    if (amount === 0n) return [];
    return [
      {
        ...serviceLine(service, NO_PERIOD, amount),
        kind: 'SETUP',
        description: `${name}: ${service.description}`,
        quantity: '1',
        unitPrice: fee,
      },
    ];
  });
}

/** How a charge through a day (exclusive) moves a service. */
export function advanceOf(service: ServiceFacts, until: LocalDate): ServiceAdvance {
  return {
    serviceId: service.id,
    from: service.chargedUntil,
    until,
    setupCharged: !service.setupCharged,
  };
}
