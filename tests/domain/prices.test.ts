import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterCharge } from '@backhaul/domain/charging/afterCharge';
import { lineChanges } from '@backhaul/domain/charging/lineChanges';
import { monthlyRecurring } from '@backhaul/domain/charging/mrr';
import {
  plannedAfter,
  priceOn,
  pricesFrom,
  resolvedPrices,
  serviceRepriced,
  serviceTakenBack,
  tariffRepriced,
  tariffTakenBack,
  type OwnPrices,
  type Prices,
  type TariffPriceChange,
} from '@backhaul/domain/charging/prices';
import { formatDecimal } from '@backhaul/domain/money/fraction';
import { formatMinor } from '@backhaul/domain/money/money';
import { addDays } from '@backhaul/domain/time/calendar';
import { aCustomer, aService, charge } from './build.ts';

/** Each line as "from - to (exclusive) at price: net". */
const told = (plan: ReturnType<typeof charge>) =>
  plan.lines.map(
    (line) =>
      `${line.periodFrom} - ${line.periodTo} at ${line.unitPrice}: ${formatMinor(line.net, plan.digits)}`,
  );

it('a new price from a day ends what is planned for later, and names it', () => {
  const prices: Prices = {
    price: '30',
    earlier: [
      { until: '2026-06-01', price: '10' },
      { until: '2026-09-01', price: '20' },
    ],
  };
  const dated = [
    { from: null, price: '10' },
    { from: '2026-06-01', price: '20' },
    { from: '2026-09-01', price: '30' },
  ];
  const days = ['2026-05-31', '2026-06-01', '2026-09-01'];
  expect(days.map((day) => plannedAfter(dated, day).map(({ price }) => price))).toEqual([
    ['20', '30'],
    ['30'],
    [],
  ]);
  for (const day of days)
    for (const { from } of plannedAfter(dated, day))
      expect(priceOn(pricesFrom(prices, day, '15'), from!)).toBe('15');
});

describe('a line that spans a new price', () => {
  const dearer = aService({
    startDate: '2026-04-01',
    unitPrice: '22',
    earlierPrices: [{ until: '2026-04-15', price: '20' }],
  });
  const customer = aCustomer({ services: [dearer] });

  it('is split there, each part with its own price and period', () => {
    // 14/30 x 20 = 9.33, 16/30 x 22 = 11.73
    expect(told(charge(customer, '2026-04-01'))).toEqual([
      '2026-04-01 - 2026-04-15 at 20: 9.33',
      '2026-04-15 - 2026-05-01 at 22: 11.73',
    ]);
  });

  it('costs the same charged late, with the months around it', () => {
    const late = aCustomer({
      services: [{ ...dearer, startDate: '2026-03-01', chargedUntil: '2026-03-01' }],
    });
    expect(told(charge(late, '2026-05-01'))).toEqual([
      '2026-03-01 - 2026-04-15 at 20: 29.33',
      '2026-04-15 - 2026-06-01 at 22: 33.73',
    ]);
    const april = charge(customer, '2026-04-01');
    expect(told(charge(afterCharge(customer, april), '2026-05-01'))).toEqual([
      '2026-05-01 - 2026-06-01 at 22: 22.00',
    ]);
  });

  it('has a discount of the exact price of the overlapping days', () => {
    const discounts = [
      { kind: 'PERCENT' as const, value: '10', from: '2026-04-10', until: null, message: null },
    ];
    const plan = charge(aCustomer({ services: [{ ...dearer, discounts }] }), '2026-04-01');
    // 10 % of 5/30 x 20 + 16/30 x 22 = 15.0667
    expect(told(plan).at(-1)).toBe('2026-04-10 - 2026-05-01 at -1.51: -1.51');
  });

  it('makes two lines around a pause, and one where the price is the same again', () => {
    const paused = { ...dearer, pauses: [{ from: '2026-04-11', until: '2026-04-21' }] };
    expect(told(charge(aCustomer({ services: [paused] }), '2026-04-01'))).toEqual([
      '2026-04-01 - 2026-04-11 at 20: 6.67',
      '2026-04-21 - 2026-05-01 at 22: 7.33',
    ]);
    const same = { ...dearer, unitPrice: '20' };
    expect(told(charge(aCustomer({ services: [same] }), '2026-04-01'))).toEqual([
      '2026-04-01 - 2026-05-01 at 20: 20.00',
    ]);
  });

  it('charges once what is sold once, at the price of its day', () => {
    const once = { ...dearer, kind: 'ONE_TIME' as const };
    expect(charge(aCustomer({ services: [once] }), '2026-04-01').total).toBe(2000n);
  });

  it('brings a month what each day costs', () => {
    const on = (day: string) => formatDecimal(monthlyRecurring(dearer, day), 4);
    expect([on('2026-04-14'), on('2026-04-15')]).toEqual(['20', '22']);
  });

  it('says the price as the reason for another amount', () => {
    const compared = (plan: ReturnType<typeof charge>) =>
      plan.lines.map((line) => ({ ...line, discount: line.kind === 'DISCOUNT' }));
    const facts = { billingDay: 1, digits: 2, services: customer.services };
    const april = charge(customer, '2026-04-01');
    const may = charge(afterCharge(customer, april), '2026-05-01');
    expect(lineChanges(compared(may), compared(april), facts)).toMatchObject([
      { kind: 'PRICE', before: '20.00', now: '22.00', amount: 94n, on: '2026-05-01' },
    ]);
    const back = aCustomer({
      services: [
        {
          ...dearer,
          earlierPrices: [...dearer.earlierPrices, { until: '2026-05-01', price: '22' }],
          unitPrice: '20',
        },
      ],
    });
    const cheaper = charge(afterCharge(back, april), '2026-05-01');
    expect(lineChanges(compared(cheaper), compared(april), facts)).toMatchObject([
      { kind: 'PRICE', before: '22.00', now: '20.00', amount: -106n },
    ]);
  });
});

const anyDay = fc.integer({ min: 0, max: 12 }).map((days) => addDays('2026-01-01', days));
const anyPrice = fc.constantFrom('15', '20', '22', '30');
function anyPrices<P extends string | null>(price: fc.Arbitrary<P>): fc.Arbitrary<Prices<P>> {
  return fc.record({
    price,
    earlier: fc
      .uniqueArray(fc.record({ until: anyDay, price }), {
        maxLength: 3,
        selector: ({ until }) => until,
      })
      .map((prices) => prices.toSorted((a, b) => (a.until < b.until ? -1 : 1))),
  });
}
const tariffPrices = anyPrices(anyPrice);
const ownPrices = anyPrices(fc.option(anyPrice));
const DAYS = Array.from({ length: 16 }, (_, i) => addDays('2025-12-31', i));
const each = (prices: Prices) => DAYS.map((day) => priceOn(prices, day));
const costs = (own: OwnPrices, tariff: Prices, day: string) =>
  priceOn(own, day) ?? priceOn(tariff, day);

describe('prices of days', () => {
  it('hold from their first day; those before stay', () => {
    fc.assert(
      fc.property(tariffPrices, anyDay, anyPrice, (prices, from, price) => {
        const next = pricesFrom(prices, from, price);
        for (const day of DAYS)
          expect(priceOn(next, day)).toBe(day < from ? priceOn(prices, day) : price);
      }),
    );
  });

  it('are the own ones, or where there is none the tariff’s of the same day', () => {
    fc.assert(
      fc.property(ownPrices, tariffPrices, (own, tariff) => {
        expect(each(resolvedPrices(own, tariff))).toEqual(
          DAYS.map((day) => costs(own, tariff, day)),
        );
      }),
    );
  });

  const change = fc.record<TariffPriceChange>({
    tariff: tariffPrices,
    price: anyPrice,
    from: fc.option(anyDay),
    scope: fc.constantFrom('THOSE_AT_THE_OLD_PRICE', 'ALL', 'NEW_SERVICES_ONLY'),
  });

  it('of a tariff change no day before, and from then on only those for whom it is', () => {
    fc.assert(
      fc.property(change, ownPrices, anyDay, (given, own, open) => {
        const day = given.from ?? open;
        // a price that is planned for the tariff is taken back before another one is made
        const tariff = {
          ...given.tariff,
          earlier: given.tariff.earlier.filter(({ until }) => until <= day),
        };
        const now = { ...given, tariff };
        const result = serviceRepriced({ own, day, fromStart: false }, now);
        const next = tariffRepriced(now);
        const planned = own.earlier.find(({ until }) => until > day);
        for (const each of DAYS) {
          const before = costs(own, tariff, each);
          const after = costs(result.own, next, each);
          if (each < day || now.scope === 'NEW_SERVICES_ONLY') expect(after).toBe(before);
          else if (planned && each >= planned.until)
            expect(after).toBe(priceOn(own, each) ?? now.price);
          else expect(after).toBe(result.affected ? now.price : before);
        }
        expect(result.before).toBe(costs(own, tariff, day));
        expect(result.after).toBe(costs(result.own, next, day));
        expect(result.affected).toBe(
          now.scope === 'ALL' ||
            (now.scope === 'THOSE_AT_THE_OLD_PRICE' && result.before === priceOn(tariff, day)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('come back when a planned one is taken back', () => {
    fc.assert(
      fc.property(change, ownPrices, anyDay, (given, own, from) => {
        const tariff = {
          ...given.tariff,
          earlier: given.tariff.earlier.filter(({ until }) => until < from),
        };
        const now = { ...given, tariff, from };
        // one price of its own at most is planned for later
        const plain = { ...own, earlier: own.earlier.filter(({ until }) => until <= from) };
        const result = serviceRepriced({ own: plain, day: from, fromStart: false }, now);
        const changed = tariffRepriced(now);
        expect(each(tariffTakenBack(changed))).toEqual(each(tariff));
        expect(each(resolvedPrices(serviceTakenBack(result.own, from), tariff))).toEqual(
          each(resolvedPrices(plain, tariff)),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
