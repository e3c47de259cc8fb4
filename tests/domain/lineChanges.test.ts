import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterCharge } from '@backhaul/domain/charging/afterCharge';
import type { CustomerFacts, ServiceFacts } from '@backhaul/domain/charging/facts';
import type { ComparedLine } from '@backhaul/domain/charging/lineChange';
import { lineChanges, type ComparedWith } from '@backhaul/domain/charging/lineChanges';
import type { ChargePlan } from '@backhaul/domain/charging/plan';
import { planCharge } from '@backhaul/domain/charging/planCharge';
import { PLAIN, sayLineChange } from '@backhaul/domain/charging/sayLineChange';
import { formatMinor } from '@backhaul/domain/money/money';
import { aCustomer, aService, charge } from './build.ts';

const comparedLines = (plan: ChargePlan): ComparedLine[] =>
  plan.lines.map((line) => ({ ...line, discount: line.kind === 'DISCOUNT' }));

/** What the charge of a month, and of the next with other facts, differ by, as it is said. */
function said(before: Partial<ServiceFacts>[], now: Partial<ServiceFacts>[], items: string[] = []) {
  const household = (services: Partial<ServiceFacts>[]) =>
    aCustomer({
      services: services.map((service, i) =>
        aService({ id: `s${i}`, startDate: '2026-03-01', ...service }),
      ),
    });
  const first = charge(household(before), '2026-03-01', true);
  const advanced = afterCharge(household(before), first);
  const changed = {
    ...advanced,
    services: household(now).services.map((service) => ({
      ...service,
      chargedUntil:
        advanced.services.find(({ id }) => id === service.id)?.chargedUntil ?? service.chargedUntil,
    })),
    futureItems: items.map((description, i) => ({
      ...aService(),
      id: `i${i}`,
      description,
      unitPrice: '20',
      date: '2026-03-20',
    })),
  };
  return saidBetween(charge(changed, '2026-04-01'), first, changed);
}

function saidBetween(now: ChargePlan, then: ChargePlan, { services, settings }: CustomerFacts) {
  const compared: ComparedWith = { billingDay: settings.billingDay, digits: now.digits, services };
  return lineChanges(comparedLines(now), comparedLines(then), compared).map(
    (change) => `${sayLineChange(change, PLAIN)}: ${formatMinor(change.amount, now.digits)}`,
  );
}

const fibre = {};
const voice = { description: 'Voice', unitPrice: '20', taxPercent: '15' };

describe('what made the difference between two charges', () => {
  it.each<[string, Partial<ServiceFacts>[], Partial<ServiceFacts>[], string[]]>([
    [
      'a service that ended within what was charged',
      [fibre, voice],
      [fibre, { ...voice, endDate: '2026-03-28' }],
      ['Voice ended 28 Mar: -23.00'],
    ],
    [
      'a service that ends within what is charged now',
      [fibre],
      [{ endDate: '2026-04-20' }],
      ['Fibre 20 until 20 Apr: 20 days instead of 31: -33.33'],
    ],
    [
      'a service more, its discount in it',
      [fibre],
      [fibre, { ...voice, startDate: '2026-04-01', discounts: [{ ...discount(), value: '50' }] }],
      ['Voice new from 1 Apr: 11.50'],
    ],
    ['the price', [fibre], [{ unitPrice: '120' }], ['Fibre 20 price 100.00 → 120.00: 20.00']],
    [
      'a price that was none',
      [{ unitPrice: '0' }],
      [{ unitPrice: '20' }],
      ['Fibre 20 price 0.00 → 20.00: 20.00'],
    ],
    ['the quantity', [fibre], [{ quantity: '2' }], ['Fibre 20 quantity 1 → 2: 100.00']],
    [
      'price and quantity, one after the other',
      [fibre],
      [{ unitPrice: '120', quantity: '2' }],
      ['Fibre 20 price 100.00 → 120.00: 20.00', 'Fibre 20 quantity 1 → 2: 120.00'],
    ],
    [
      'the days',
      [{ startDate: '2026-03-15' }],
      [{ startDate: '2026-03-15' }],
      ['Fibre 20: 30 days instead of 17: 45.16'],
    ],
    [
      'the tax, to the simplest percent that explains it',
      [{ ...voice, taxPercent: '15.5' }],
      [{ ...voice, taxPercent: '19' }],
      ['Voice tax 15.5 % → 19 %: 0.70'],
    ],
    [
      'a tax that the price includes, which is nothing to pay more',
      [{ ...voice, taxIncluded: true }],
      [{ ...voice, taxIncluded: true, taxPercent: '19' }],
      [],
    ],
    [
      'a discount that ended',
      [{ discounts: [{ ...discount(), until: '2026-03-31' }] }],
      [{ discounts: [{ ...discount(), until: '2026-03-31' }] }],
      ['Fibre 20 discount ended 31 Mar: 10.00'],
    ],
    [
      'a discount that began',
      [fibre],
      [{ discounts: [{ ...discount(), from: '2026-04-01' }] }],
      ['Fibre 20 discount from 1 Apr: -10.00'],
    ],
    [
      'another discount',
      [{ discounts: [discount()] }],
      [{ discounts: [{ ...discount(), value: '20' }] }],
      ['Fibre 20 discount 10.00 → 20.00: -10.00'],
    ],
    [
      'a pause within what is charged now',
      [fibre],
      [{ pauses: [{ from: '2026-04-11', until: '2026-04-21' }] }],
      ['Fibre 20 paused from 11 Apr: 20 days instead of 31: -33.33'],
    ],
    ['nothing, where only the month is shorter', [fibre], [fibre], []],
  ])('%s', (_name, before, now, words) => {
    expect(said(before, now)).toEqual(words);
  });

  it('what is charged once, then or now', () => {
    expect(said([{ setupCharged: false, setupFee: '49' }], [fibre], ['Visit'])).toEqual([
      'Visit once: 20.00',
      'Setup fee: Fibre 20 once, last time: -49.00',
    ]);
  });

  it('a service that goes on and is in one of the charges only', () => {
    const both = aCustomer({
      services: [
        aService({ id: 'old', startDate: '2026-01-01', chargedUntil: '2026-04-01' }),
        aService({ id: 'new', description: 'Voice', startDate: '2026-03-16' }),
      ],
    });
    const byHand = charge(both, '2026-03-16', true);
    const later = afterCharge(both, byHand);
    expect(saidBetween(charge(later, '2026-04-01'), byHand, later)).toEqual([
      'Voice: 30 days instead of 16: 48.39',
      'Fibre 20 not charged last time: 100.00',
    ]);
  });
});

const amounts = fc.constantFrom('0', '0.01', '7.77', '49.99', '100', '1234.5678');
const anyService = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  unitPrice: amounts,
  quantity: fc.constantFrom('1', '2', '0.5'),
  taxPercent: fc.constantFrom('0', '7.5', '15', '27.5347'),
  taxIncluded: fc.boolean(),
  startDate: fc.constantFrom('2026-03-01', '2026-03-15', '2026-04-03'),
  endDate: fc.constantFrom(null, '2026-03-20', '2026-04-10'),
  setupFee: amounts,
  setupCharged: fc.boolean(),
  discounts: fc.array(
    fc.record({
      kind: fc.constantFrom('PERCENT' as const, 'FIXED' as const),
      value: fc.constantFrom('5', '33.33', '100'),
      from: fc.constantFrom(null, '2026-04-02'),
      until: fc.constantFrom(null, '2026-04-20'),
      message: fc.constant(null),
    }),
    { maxLength: 2 },
  ),
  pauses: fc.constantFrom<ServiceFacts['pauses']>(
    [],
    [{ from: '2026-03-05', until: '2026-04-05' }],
    [{ from: '2026-04-11', until: null }],
  ),
});
const anyCharge = fc
  .record({
    services: fc.uniqueArray(anyService, { maxLength: 3, selector: ({ id }) => id }),
    item: fc.option(amounts),
    currency: fc.constantFrom('JPY', 'EUR', 'KWD'),
    taxRounding: fc.constantFrom('PER_DOCUMENT' as const, 'PER_LINE' as const),
    billingDay: fc.integer({ min: 1, max: 28 }),
    on: fc.constantFrom('2026-03-28', '2026-04-28', '2026-06-28'),
  })
  .map(({ services, item, currency, taxRounding, billingDay, on }) => {
    const customer = aCustomer({
      currency,
      services: services.map((service) => aService(service)),
      futureItems:
        item === null ? [] : [{ ...aService(), id: 'i', unitPrice: item, date: '2026-03-01' }],
      settings: { taxRounding, billingDay, invoiceFutureItemsAlone: true },
    });
    const planned = planCharge(customer, on, { issueDate: on, ignoreDueDate: true });
    const lines = 'plan' in planned ? comparedLines(planned.plan) : [];
    return { lines, customer, billingDay };
  });

it('the changes add up to the difference of the totals, whatever changed and however it was rounded', () => {
  const sum = (all: readonly { total: bigint }[]) => all.reduce((s, { total }) => s + total, 0n);
  fc.assert(
    fc.property(anyCharge, anyCharge, fc.boolean(), (now, then, known) => {
      const { services } = now.customer;
      const changes = lineChanges(now.lines, then.lines, {
        billingDay: now.billingDay,
        digits: 2,
        ...(known ? { services } : {}),
      });
      expect(changes.reduce((s, { amount }) => s + amount, 0n)).toBe(
        sum(now.lines) - sum(then.lines),
      );
      expect(changes.every(({ amount }) => amount !== 0n)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

function discount(): ServiceFacts['discounts'][number] {
  return { kind: 'PERCENT', value: '10', from: null, until: null, message: null };
}
