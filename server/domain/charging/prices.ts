import { compare, fromDecimal } from '../money/fraction.ts';
import type { LocalDate } from '../time/calendar.ts';

/** What a service or tariff costs on each day. Decimal texts; in a service's own prices null means the tariff's. */
export interface Prices<P extends string | null = string> {
  /** The latest one, planned ones included. */
  price: P;
  /** What it was before, in the order of the days. */
  earlier: readonly EarlierPrice<P>[];
}

/** A price and the first day on which it holds no more. */
export interface EarlierPrice<P extends string | null = string> {
  until: LocalDate;
  price: P;
  /** Where a new price of the tariff begins: what would follow without it, should it be taken back. */
  instead?: P;
}

/** A service's own prices. */
export type OwnPrices = Prices<string | null>;

interface Segment<P extends string | null> extends Omit<EarlierPrice<P>, 'until'> {
  /** null: without an end. */
  until: LocalDate | null;
}

const EVER: LocalDate = '0000-01-01';

/** What holds on a day. */
export function priceOn<P extends string | null>(prices: Prices<P>, day: LocalDate): P {
  return (prices.earlier.find(({ until }) => until > day) ?? prices).price;
}

/** A new price from a day on, whatever was planned for later; the days before keep theirs. */
export function pricesFrom<P extends string | null>(
  prices: Prices<P>,
  from: LocalDate,
  price: P,
): Prices<P> {
  const [before] = cut(segmentsOf(prices), from);
  return pricesOf([...before, { until: null, price }]);
}

/** What is planned for later than a day: a new price from that day ends it, see pricesFrom(). */
export function plannedAfter<Dated extends { from: LocalDate | null }>(
  dated: readonly Dated[],
  day: LocalDate,
): Dated[] {
  return dated.filter(({ from }) => from !== null && from > day);
}

/** A service's prices with the tariff's where it follows them. */
export function resolvedPrices(own: OwnPrices, tariff: Prices): Prices {
  if (own.earlier.length === 0)
    return own.price === null ? tariff : { price: own.price, earlier: [] };
  return pricesOf(resolved(segmentsOf(own), EVER, tariff));
}

/** Whom a tariff's new price is for, besides services that are still to be sold. */
export type PriceScope = 'THOSE_AT_THE_OLD_PRICE' | 'ALL' | 'NEW_SERVICES_ONLY';

export interface TariffPriceChange {
  /** What the tariff costs before it. */
  tariff: Prices;
  price: string;
  /** null: services that are there from their first day not charged yet, new ones at once. */
  from: LocalDate | null;
  scope: PriceScope;
}

/** A service as a new price of its tariff finds it. */
export interface PricedService {
  own: OwnPrices;
  /** The day that the new price holds from, for it. */
  day: LocalDate;
  /** It has no day before that one. */
  fromStart: boolean;
}

/** What a new price makes of a service. */
export interface RepricedService {
  own: OwnPrices;
  affected: boolean;
  /** What it costs on its day without and with the change. */
  before: string;
  after: string;
}

/**
 * A tariff's prices after a change. One with a first day is kept by the tariff; one without holds for whoever is new at
 * once, and what was before is kept by each service that had it.
 */
export function tariffRepriced({ tariff, price, from }: TariffPriceChange): Prices {
  if (from === null) return { price, earlier: [] };
  // also where the price stays: it may be planned for services that have another one
  const [before] = cut(segmentsOf(tariff), from);
  return { price, earlier: before.map(({ until, price: was }) => ({ until: until!, price: was })) };
}

/**
 * A service's own prices after a change of its tariff's. Those for whom it is follow the tariff from then on, the others
 * keep what they had, as prices of their own where they followed it. What is planned for the service itself stays
 * planned. Source: billing rules, Recurring billing, Prices have a first day.
 */
export function serviceRepriced(
  service: PricedService,
  change: TariffPriceChange,
): RepricedService {
  const { own, day } = service;
  const { tariff, from, scope } = change;
  const then = priceOn(own, day);
  const old = priceOn(tariff, day);
  const affected =
    scope === 'ALL' || (scope === 'THOSE_AT_THE_OLD_PRICE' && (then === null || same(then, old)));
  const [before, after] = cut(segmentsOf(own), day);
  const passed = service.fromStart ? [] : from === null ? resolved(before, EVER, tariff) : before;
  const held =
    scope === 'NEW_SERVICES_ONLY'
      ? resolved(after, day, tariff)
      : affected
        ? [{ until: after[0].until, price: null }, ...after.slice(1)]
        : after;
  const next = pricesOf([...(from === null ? passed : turned(passed, held, then)), ...held]);
  const result = priceOn(next, day);
  return {
    own: next,
    affected,
    before: then ?? old,
    after: result ?? priceOn(tariffRepriced(change), day),
  };
}

/** Says at the day of a change what would follow without it. */
function turned(
  before: readonly Segment<string | null>[],
  after: readonly Segment<string | null>[],
  instead: string | null,
): Segment<string | null>[] {
  const last = before.at(-1);
  return last && !same(after[0].price, instead)
    ? [...before.slice(0, -1), { ...last, instead }]
    : [...before];
}

/** A tariff's prices without the one that is planned last. */
export function tariffTakenBack(tariff: Prices): Prices {
  const last = tariff.earlier.at(-1);
  return last ? { price: last.price, earlier: tariff.earlier.slice(0, -1) } : tariff;
}

/** A service's own prices as they are without its tariff's price from a day. */
export function serviceTakenBack(own: OwnPrices, from: LocalDate): OwnPrices {
  const segments = segmentsOf(own);
  const at = segments.findIndex(({ until, instead }) => until === from && instead !== undefined);
  if (at < 0) return own;
  const { instead, ...ended } = segments[at];
  const next = { ...segments[at + 1], price: instead ?? null };
  return pricesOf([...segments.slice(0, at), ended, next, ...segments.slice(at + 2)]);
}

function segmentsOf<P extends string | null>({ price, earlier }: Prices<P>): Segment<P>[] {
  return [...earlier, { until: null, price }];
}

/** Neighbours at one price are one. */
function pricesOf<P extends string | null>(segments: readonly Segment<P>[]): Prices<P> {
  const earlier: EarlierPrice<P>[] = [];
  segments.forEach(({ until, price, instead }, i) => {
    const next = segments[i + 1];
    if (!next || until === null || (instead === undefined && same(price, next.price))) return;
    earlier.push({ until, price, ...(instead !== undefined && { instead }) });
  });
  return { price: segments[segments.length - 1].price, earlier };
}

function same(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return a === b || compare(fromDecimal(a), fromDecimal(b)) === 0;
}

/** What is before a day, and what is from it on. */
function cut<P extends string | null>(
  segments: readonly Segment<P>[],
  day: LocalDate,
): [before: Segment<P>[], after: Segment<P>[]] {
  const at = segments.findIndex(({ until }) => until === null || until > day);
  const before = segments.slice(0, at);
  const after = segments.slice(at);
  return before.at(-1)?.until === day
    ? [before, after]
    : [[...before, { until: day, price: after[0].price }], after];
}

/** The tariff's prices in place of null; `since` is the first day of the segments. */
function resolved(
  segments: readonly Segment<string | null>[],
  since: LocalDate,
  tariff: Prices,
): Segment<string>[] {
  let from = since;
  return segments.flatMap(({ until, price }) => {
    const first = from;
    if (until !== null) from = until;
    if (price !== null) return [{ until, price }];
    const inside = tariff.earlier.filter(
      (each) => each.until > first && (until === null || each.until < until),
    );
    const last =
      until === null
        ? tariff.price
        : (tariff.earlier.find((each) => each.until >= until) ?? tariff).price;
    return [
      ...inside.map((each) => ({ until: each.until, price: each.price })),
      { until, price: last },
    ];
  });
}
