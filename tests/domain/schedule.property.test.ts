import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterCharge } from '@backhaul/domain/charging/afterCharge';
import { addDays, addMonths } from '@backhaul/domain/time/calendar';
import { toDayNumber } from '@backhaul/domain/time/dayNumber';
import { planCharge } from '@backhaul/domain/charging/planCharge';
import {
  coverageEnd,
  earliestUncharged,
  nextBillingDate,
} from '@backhaul/domain/schedule/schedule';
import type { CustomerFacts } from '@backhaul/domain/charging/facts';
import { aCustomer, aService } from './build.ts';

const settings = fc.record({
  paymentPeriod: fc.constantFrom('PREPAID' as const, 'POSTPAID' as const),
  prepaidMonths: fc.integer({ min: 1, max: 12 }),
  billingDay: fc.integer({ min: 1, max: 28 }),
  cycleWeeks: fc.constantFrom(null, null, 0, 1, 2),
});
const day = (from: string, days: number) => fc.nat(days).map((n) => addDays(from, n));
/** What happens between two looks at a customer: other settings, a service more, one that ends, and a run or a charge by hand. */
const step = fc.oneof(
  settings.map((to) => ({ kind: 'SETTINGS' as const, to })),
  day('2025-06-01', 600).map((startDate) => ({ kind: 'SERVICE' as const, startDate })),
  fc.tuple(fc.nat(5), fc.nat(200)).map(([of, later]) => ({ kind: 'END' as const, of, later })),
  fc.nat(40).map((months) => ({ kind: 'RUN' as const, on: addMonths('2025-06-01', months) })),
  day('2025-06-01', 900).map((on) => ({ kind: 'CHARGE' as const, on })),
);

describe('laws of the schedule', () => {
  it('whatever changes between charges, each day of service is charged once: never twice, never left behind', () => {
    fc.assert(
      fc.property(settings, fc.array(step, { maxLength: 25 }), (first, steps) => {
        let state: CustomerFacts = aCustomer({
          settings: first,
          services: [aService({ startDate: '2025-06-10' })],
        });
        const charged = new Map<string, number>();
        for (const each of steps) {
          if (each.kind === 'SETTINGS')
            state = { ...state, settings: { ...state.settings, ...each.to } };
          else if (each.kind === 'SERVICE')
            state = {
              ...state,
              services: [
                ...state.services,
                aService({ id: `s${state.services.length + 1}`, startDate: each.startDate }),
              ],
            };
          else if (each.kind === 'END')
            state = {
              ...state,
              services: state.services.map((service, i) =>
                i === each.of
                  ? { ...service, endDate: addDays(service.startDate, each.later) }
                  : service,
              ),
            };
          else {
            const result = planCharge(state, each.on, {
              issueDate: each.on,
              ignoreDueDate: each.kind === 'CHARGE',
            });
            if (!('plan' in result)) continue;
            for (const line of result.plan.lines) {
              const service = state.services.find(({ id }) => id === line.serviceId)!;
              // each line begins where the last one of its service ended, and nothing of a service is skipped
              expect(toDayNumber(line.periodFrom!)).toBe(
                charged.get(service.id) ?? toDayNumber(service.startDate),
              );
              charged.set(service.id, toDayNumber(line.periodTo!));
            }
            state = afterCharge(state, result.plan);
            expect(result.plan.nextBillingDate).toBe(nextBillingDate(state));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a run on the date always finds something to charge, and moves on: none is due for ever', () => {
    fc.assert(
      fc.property(
        settings,
        fc.array(fc.tuple(day('2025-06-01', 300), fc.nat(300)), { minLength: 1, maxLength: 4 }),
        (chosen, services) => {
          let state = aCustomer({
            settings: chosen,
            services: services.map(([startDate, paid], i) =>
              aService({ id: `s${i}`, startDate, chargedUntil: addDays(startDate, paid) }),
            ),
          });
          for (let n = 0; n < 6; n += 1) {
            const on = nextBillingDate(state)!;
            const result = planCharge(state, on, { issueDate: on });
            if (!('plan' in result)) throw new Error(result.reason);
            state = afterCharge(state, result.plan);
            expect(earliestUncharged(state)! >= on || chosen.paymentPeriod === 'POSTPAID').toBe(
              true,
            );
            expect(nextBillingDate(state)! > on).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a charge never covers more than the months, nor less than its own period when prepaid services run level', () => {
    fc.assert(
      fc.property(
        settings.map((chosen) => ({ ...chosen, cycleWeeks: null })),
        day('2025-06-01', 600),
        day('2025-06-01', 600),
        day('2025-06-01', 600),
        (chosen, on, a, b) => {
          const state = aCustomer({
            settings: chosen,
            services: [
              aService({ startDate: '2025-01-01', chargedUntil: a }),
              aService({ id: 's2', startDate: '2025-01-01', chargedUntil: b }),
            ],
          });
          const alone = aCustomer({ settings: chosen, services: [] });
          expect(coverageEnd(state, on) <= coverageEnd(alone, on)).toBe(true);
          if (a === b) expect(coverageEnd(state, on)).toBe(coverageEnd(alone, on));
        },
      ),
    );
  });
});
