import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterCharge } from '@backhaul/domain/charging/afterCharge';
import { addDays, addMonths, daysBetween, maxDate, minDate } from '@backhaul/domain/time/calendar';
import {
  add,
  div,
  fraction,
  fromDecimal,
  fromInt,
  min,
  mul,
  pow10,
  reduce,
  sub,
  type Fraction,
} from '@backhaul/domain/money/fraction';
import { currencyDigits } from '@backhaul/domain/money/money';
import { periodContaining } from '@backhaul/domain/time/periods';
import { canonicalPlan } from '@backhaul/domain/charging/plan';
import { planCharge } from '@backhaul/domain/charging/planCharge';
import type { ChargePlan } from '@backhaul/domain/charging/planCharge';
import { firstRunOf } from '@backhaul/domain/charging/firstCharge';

import type { CustomerFacts, ItemFacts, ServiceFacts } from '@backhaul/domain/charging/facts';
import { billingDateFrom, nextBillingDate } from '@backhaul/domain/schedule/schedule';
import { FINANCE_DEFAULTS } from '@backhaul/domain/settings/finance';

const anyDay = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2025-06-01', days));
const decimal = (max: number) =>
  fc
    .tuple(fc.nat(max), fc.nat(9999))
    .map(([whole, rest]) => `${whole}.${String(rest).padStart(4, '0')}`);
const discount = fc.record({
  kind: fc.constantFrom('PERCENT' as const, 'FIXED' as const),
  value: decimal(110),
  from: fc.option(anyDay),
  until: fc.option(anyDay),
  message: fc.constant(null),
});
const pause = fc
  .tuple(anyDay, fc.option(fc.integer({ min: 1, max: 90 })))
  .map(([from, days]) => ({ from, until: days === null ? null : addDays(from, days) }));
const service = fc
  .record({
    kind: fc.constantFrom('INTERNET' as const, 'VOICE' as const, 'ONE_TIME' as const),
    status: fc.constantFrom(
      'PENDING' as const,
      'ACTIVE' as const,
      'STOPPED' as const,
      'PAUSED' as const,
      'ARCHIVED' as const,
    ),
    startDate: anyDay,
    endDate: fc.option(anyDay),
    quantity: fc.constantFrom('1', '2', '3', '0.5'),
    unitPrice: decimal(900),
    earlierPrices: fc
      .uniqueArray(fc.record({ until: anyDay, price: decimal(900) }), {
        maxLength: 3,
        selector: ({ until }) => until,
      })
      .map((prices) => prices.toSorted((a, b) => (a.until < b.until ? -1 : 1))),
    taxPercent: fc.constantFrom('0', '15', '19', '7.5'),
    taxIncluded: fc.boolean(),
    setupFee: fc.constantFrom('0', '99.99'),
    setupCharged: fc.boolean(),
    pauses: fc.array(pause, { maxLength: 2 }),
    discounts: fc.array(discount, { maxLength: 3 }),
  })
  .map((facts): ServiceFacts => ({
    ...facts,
    id: '',
    description: 'Service',
    chargedUntil: facts.startDate,
  }));
const customer = fc
  .record({
    currency: fc.constantFrom('JPY', 'EUR', 'KWD'),
    services: fc.array(service, { maxLength: 4 }),
    billingDay: fc.integer({ min: 1, max: 28 }),
    cycleWeeks: fc.constantFrom(null, null, 0, 1, 2),
    prepaidMonths: fc.constantFrom(1, 3, 12),
    paymentPeriod: fc.constantFrom('PREPAID' as const, 'POSTPAID' as const),
    taxRounding: fc.constantFrom('PER_DOCUMENT' as const, 'PER_LINE' as const),
  })
  .map(({ currency, services, ...settings }): CustomerFacts => ({
    id: 'c',
    currency,
    status: 'ACTIVE',
    billingType: 'RECURRING',
    settings: { ...FINANCE_DEFAULTS, ...settings },
    inactiveSince: null,
    services: services.map((facts, i) => ({ ...facts, id: `s${i}` })),
    futureItems: [],
  }));

/** The first charge of a service as run after run would find it. */
function runByRun(facts: CustomerFacts, serviceId: string, from: string): unknown {
  let now = facts;
  for (let runs = 0; runs < 522; runs++) {
    const due = nextBillingDate(now);
    if (due === null) return null;
    const on = due >= from ? due : billingDateFrom(from, due, now.settings);
    const outcome = planCharge(now, on, { issueDate: on, ignoreDueDate: true });
    if ('leftOut' in outcome) return null;
    if (outcome.plan.services.some((advance) => advance.serviceId === serviceId))
      return { on, plan: outcome.plan };
    now = afterCharge(now, outcome.plan);
  }
  return null;
}

describe('laws of a charge', () => {
  it('the first run of a service is the one that run after run would come to, found without pricing those before', () => {
    const later = fc.option(fc.nat(3000).map((days) => addDays('2027-01-01', days)));
    const even = customer.map((facts) => ({
      ...facts,
      services: facts.services.map((each) => ({
        ...each,
        kind: 'INTERNET' as const,
        status: 'ACTIVE' as const,
        endDate: null,
        pauses: [],
      })),
    }));
    const item = fc
      .record({ unitPrice: fc.constantFrom('5', '-5', '-2000'), date: anyDay })
      .map((facts): ItemFacts => ({
        ...facts,
        id: 'i',
        description: 'Item',
        quantity: '1',
        taxPercent: '0',
        taxIncluded: false,
      }));
    fc.assert(
      fc.property(
        fc.oneof(customer, even),
        fc.array(item, { maxLength: 1 }),
        anyDay,
        later,
        (given, futureItems, from, startDate) => {
          const services = given.services.map((each, i) =>
            i === 0 && startDate ? { ...each, startDate, chargedUntil: startDate } : each,
          );
          const facts = { ...given, services, futureItems };
          for (const { id } of facts.services) {
            const first = firstRunOf(facts, id, from);
            const outcome =
              first &&
              planCharge(first.facts, first.on, { issueDate: first.on, ignoreDueDate: true });
            expect(
              outcome && 'plan' in outcome ? { on: first?.on, plan: outcome.plan } : null,
            ).toEqual(runByRun(facts, id, from));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a document is the sum of its lines, and no service falls below zero', () => {
    fc.assert(
      fc.property(customer, anyDay, (facts, on) => {
        const plan = planned(facts, on);
        if (!plan) return;
        const sum = (field: 'net' | 'tax' | 'total') =>
          plan.lines.reduce((all, line) => all + line[field], 0n);
        expect([sum('net'), sum('tax'), sum('total')]).toEqual([plan.net, plan.tax, plan.total]);
        for (const line of plan.lines) expect(line.net + line.tax).toBe(line.total);
        for (const { serviceId } of plan.services) {
          const stated = plan.lines.filter(
            (line) => line.serviceId === serviceId && line.kind !== 'SETUP',
          );
          expect(
            stated.reduce((all, line) => all + (line.taxIncluded ? line.total : line.net), 0n) >=
              0n,
          ).toBe(true);
        }
        expect(plan.total >= 0n).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('charges one line per service and price, inside its days, and moves it on', () => {
    fc.assert(
      fc.property(customer, anyDay, (facts, on) => {
        const plan = planned(facts, on);
        if (!plan) return;
        expect(plan.nextBillingDate).toBe(nextBillingDate(afterCharge(facts, plan)));
        if (facts.settings.paymentPeriod === 'PREPAID' && plan.nextBillingDate)
          expect(plan.nextBillingDate > on).toBe(true);
        for (const advance of plan.services) {
          const of = facts.services.find((each) => each.id === advance.serviceId);
          const lines = plan.lines.filter(
            (line) => line.serviceId === advance.serviceId && line.kind === 'SERVICE',
          );
          expect(lines.length).toBeGreaterThan(0);
          expect(advance.from < advance.until).toBe(true);
          if (of?.kind === 'ONE_TIME') {
            expect(lines).toHaveLength(1);
            continue;
          }
          let from = maxDate(of?.startDate ?? '', of?.chargedUntil ?? '');
          lines.forEach((line, i) => {
            expect(line.periodFrom! >= from).toBe(true);
            expect(line.periodTo! > line.periodFrom!).toBe(true);
            expect(line.unitPrice).not.toBe(lines[i + 1]?.unitPrice);
            from = line.periodTo!;
          });
          expect(from).toBe(advance.until);
          if (of?.endDate) expect(from <= addDays(of.endDate, 1)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never bills a day twice: charging month by month, the periods follow each other', () => {
    fc.assert(
      fc.property(customer, (facts) => {
        const lastBilled = new Map<string, string>();
        let state = facts;
        for (let month = 0; month < 8; month += 1) {
          const on = addMonths('2025-07-05', month * 2);
          const plan = planned(state, on);
          if (!plan) continue;
          for (const line of plan.lines.filter((each) => each.kind === 'SERVICE')) {
            const from = line.periodFrom ?? on;
            expect(from >= (lastBilled.get(line.serviceId ?? '') ?? '')).toBe(true);
            lastBilled.set(line.serviceId ?? '', line.periodTo ?? '9999-12-31');
          }
          state = afterCharge(state, plan);
          expect(planned(state, on)).toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('costs the same exactly however often it is charged, where months divide evenly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 12 }),
        (billingDay, months) => {
          const start = `2026-01-${String(billingDay).padStart(2, '0')}`;
          const facts = monthly(start, billingDay);
          const atOnce = planned(facts, addMonths(start, months - 1))?.total;
          let state = facts;
          let oneByOne = 0n;
          for (let i = 0; i < months; i += 1) {
            const plan = planned(state, addMonths(start, i));
            if (!plan) continue;
            oneByOne += plan.total;
            state = afterCharge(state, plan);
          }
          expect(atOnce).toBe(oneByOne);
        },
      ),
    );
  });

  it('takes each day at its own price, however the days are charged', () => {
    fc.assert(
      fc.property(customer, anyDay, fc.array(anyDay, { maxLength: 4 }), (facts, on, before) => {
        let state = facts;
        const runs = [...before.filter((day) => day < on).sort(), on];
        const charged = new Map<string, { amount: bigint; lines: bigint }>();
        for (const day of runs) {
          const plan = planned(state, day);
          if (!plan) continue;
          for (const line of plan.lines.filter(({ kind }) => kind === 'SERVICE')) {
            const so = charged.get(line.serviceId!) ?? { amount: 0n, lines: 0n };
            so.amount += line.taxIncluded ? line.total : line.net;
            so.lines += 1n;
            charged.set(line.serviceId!, so);
          }
          state = afterCharge(state, plan);
        }
        for (const each of state.services) {
          const so = charged.get(each.id);
          if (!so || each.kind === 'ONE_TIME') continue;
          const exact = dayByDay(each, facts, each.chargedUntil);
          const off = so.amount * exact.d - exact.n;
          // each line is rounded once, by half a minor unit at most
          expect((off < 0n ? -off : off) * 2n <= exact.d * so.lines).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes the discounts of each day off its price, and rounds once', () => {
    fc.assert(
      fc.property(customer, anyDay, (facts, on) => {
        const plan = planned(facts, on);
        if (!plan) return;
        for (const { serviceId, until } of plan.services) {
          const of = facts.services.find((each) => each.id === serviceId)!;
          if (of.kind === 'ONE_TIME') continue;
          const lines = plan.lines.filter(
            (line) => line.serviceId === serviceId && line.kind !== 'SETUP',
          );
          const sum = lines.reduce((all, l) => all + (l.taxIncluded ? l.total : l.net), 0n);
          const exact = dayByDay(of, facts, until, true);
          const off = sum * exact.d - exact.n;
          const rounded = BigInt(lines.length + of.discounts.length);
          expect((off < 0n ? -off : off) * 2n <= exact.d * rounded).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the same text for the same facts, and another for other facts', () => {
    fc.assert(
      fc.property(customer, anyDay, (facts, on) => {
        const plan = planned(facts, on);
        if (!plan) return;
        expect(canonicalPlan(plan)).toBe(
          canonicalPlan(planned(structuredClone(facts), on) ?? plan),
        );
        expect(canonicalPlan({ ...plan, total: plan.total + 1n })).not.toBe(canonicalPlan(plan));
        expect(canonicalPlan({ ...plan, dueDate: minDate('1999-01-01', plan.dueDate) })).not.toBe(
          canonicalPlan(plan),
        );
      }),
    );
  });
});

/** What the days of a service before one cost in minor units, said once more: one day after the other. */
function dayByDay(
  of: ServiceFacts,
  facts: CustomerFacts,
  until: string,
  discounted = false,
): Fraction {
  const digits = currencyDigits(facts.currency);
  let sum = fromInt(0);
  for (let day = of.startDate; day < until; day = addDays(day, 1)) {
    if (of.endDate && day > of.endDate) break;
    if (of.pauses.some((p) => p.from <= day && (p.until === null || p.until > day))) continue;
    const price = of.earlierPrices.find((each) => each.until > day)?.price ?? of.unitPrice;
    let monthly = mul(fromDecimal(price), fromDecimal(of.quantity));
    const now = of.discounts.filter(
      ({ from, until: last }) => (from ?? '0') <= day && (last ?? '9') >= day,
    );
    if (discounted) {
      const percent = (kind: 'PERCENT' | 'FIXED') =>
        now
          .filter((each) => each.kind === kind)
          .reduce((all, each) => add(all, fromDecimal(each.value)), fromInt(0));
      const kept = sub(fromInt(1), min(div(percent('PERCENT'), fromInt(100)), fromInt(1)));
      const less = sub(mul(monthly, kept), percent('FIXED'));
      monthly = less.n < 0n ? fromInt(0) : less;
    }
    const { from, to } = periodContaining(day, facts.settings.billingDay);
    // a week is 12/52 of the month, a day its seventh
    const share = facts.settings.cycleWeeks
      ? fraction(12n, 364n)
      : fraction(1n, BigInt(daysBetween(from, to)));
    sum = reduce(add(sum, mul(monthly, share)));
  }
  return mul(sum, fraction(pow10(digits)));
}

function planned(facts: CustomerFacts, on: string): ChargePlan | null {
  const result = planCharge(facts, on, { issueDate: on, ignoreDueDate: true });
  return 'plan' in result ? result.plan : null;
}

function monthly(startDate: string, billingDay: number): CustomerFacts {
  return {
    id: 'c',
    currency: 'EUR',
    status: 'ACTIVE',
    billingType: 'RECURRING',
    settings: { ...FINANCE_DEFAULTS, billingDay },
    inactiveSince: null,
    futureItems: [],
    services: [
      {
        id: 's',
        description: 'Fibre',
        kind: 'INTERNET',
        status: 'ACTIVE',
        startDate,
        endDate: null,
        chargedUntil: startDate,
        quantity: '1',
        unitPrice: '49.9',
        earlierPrices: [],
        taxPercent: '0',
        taxIncluded: false,
        setupFee: '0',
        setupCharged: true,
        pauses: [],
        discounts: [],
      },
    ],
  };
}
