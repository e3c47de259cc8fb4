import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterCharge } from '@backhaul/domain/charging/afterCharge';
import { addDays, addMonths, maxDate, minDate } from '@backhaul/domain/time/calendar';
import { canonicalPlan } from '@backhaul/domain/charging/plan';
import { planCharge } from '@backhaul/domain/charging/planCharge';
import type { ChargePlan } from '@backhaul/domain/charging/planCharge';
import type { CustomerFacts, ServiceFacts } from '@backhaul/domain/charging/facts';
import { nextBillingDate } from '@backhaul/domain/schedule/schedule';
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

describe('laws of a charge', () => {
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

  it('charges one line per service, inside its days, and moves it on', () => {
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
          expect(lines).toHaveLength(1);
          expect(advance.from < advance.until).toBe(true);
          const [line] = lines;
          if (of?.kind === 'ONE_TIME' || !line?.periodFrom || !line.periodTo) continue;
          expect(line.periodFrom >= maxDate(of?.startDate ?? '', of?.chargedUntil ?? '')).toBe(
            true,
          );
          expect(line.periodTo).toBe(advance.until);
          if (of?.endDate) expect(line.periodTo <= addDays(of.endDate, 1)).toBe(true);
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
