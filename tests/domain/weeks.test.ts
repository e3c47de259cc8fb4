import { describe, expect, it } from 'vitest';
import { explainLine } from '@backhaul/domain/charging/explanation';
import { firstRunOf } from '@backhaul/domain/charging/firstCharge';
import { takenUpOn } from '@backhaul/domain/schedule/automation';
import { nextBillingDate } from '@backhaul/domain/schedule/schedule';
import { BY_WEEKS } from '@backhaul/domain/time/periods';
import { aCustomer, aService, charge, linesOf } from './build.ts';

const weekly = (settings: object = {}, ...services: object[]) =>
  aCustomer({
    settings: { cycleWeeks: 1, ...settings },
    services: (services.length ? services : [{}]).map((over, i) =>
      aService({ id: `s${i}`, startDate: '2026-06-03', unitPrice: '43.33', ...over }),
    ),
  });

describe('periods of weeks', () => {
  it('cost the monthly price x 12 / 52: 43.33 a month is 10.00 a week, 20.00 a fortnight', () => {
    expect(linesOf(charge(weekly(), '2026-06-03'))).toEqual(['2026-06-03 - 2026-06-10: 10.00']);
    expect(linesOf(charge(weekly({ cycleWeeks: 2 }), '2026-06-03'))).toEqual([
      '2026-06-03 - 2026-06-17: 20.00',
    ]);
  });

  it('begin with the first charged day and go on from there, whatever the billing day', () => {
    const later = weekly({ billingDay: 15 }, { chargedUntil: '2026-06-10' });
    expect(nextBillingDate(weekly({ billingDay: 15 }))).toBe('2026-06-03');
    expect(nextBillingDate(later)).toBe('2026-06-10');
    expect(nextBillingDate(weekly({ paymentPeriod: 'POSTPAID' }))).toBe('2026-06-10');
    expect(charge(later, '2026-06-10').nextBillingDate).toBe('2026-06-17');
  });

  it('that were missed are caught up, each line rounded once', () => {
    // 26 days of 43.33 x 12 / 364 each
    expect(linesOf(charge(weekly({}, { endDate: '2026-06-28' }), '2026-06-24'))).toEqual([
      '2026-06-03 - 2026-06-29: 37.14',
    ]);
    const arrears = weekly({ paymentPeriod: 'POSTPAID' });
    expect(linesOf(charge(arrears, '2026-06-24'))).toEqual(['2026-06-03 - 2026-06-24: 30.00']);
  });

  it('are one for all services: one that is added in between joins them', () => {
    const two = weekly({}, { chargedUntil: '2026-06-10' }, { startDate: '2026-06-05' });
    expect(nextBillingDate(two)).toBe('2026-06-10');
    expect(linesOf(charge(two, '2026-06-10'))).toEqual([
      '2026-06-10 - 2026-06-17: 10.00',
      '2026-06-05 - 2026-06-17: 17.14',
    ]);
  });

  it('follow on a month that is charged, and months on them', () => {
    const turned = weekly({}, { chargedUntil: '2026-07-01' });
    expect(linesOf(charge(turned, '2026-07-01'))).toEqual(['2026-07-01 - 2026-07-08: 10.00']);
    const back = weekly({ cycleWeeks: null }, { chargedUntil: '2026-06-17' });
    expect(nextBillingDate(back)).toBe('2026-07-01');
    expect(linesOf(charge(back, '2026-07-01'))).toEqual(['2026-06-17 - 2026-08-01: 63.55']);
  });

  it('are the same for months where somebody says zero below weeks of a partner', () => {
    expect(nextBillingDate(weekly({ cycleWeeks: 0 }))).toBe('2026-07-01');
  });

  it('are told as weeks', () => {
    const line = {
      kind: 'SERVICE',
      quantity: '1',
      unitPrice: '43.33',
      taxIncluded: false,
    } as const;
    const told = (periodTo: string, net: string) =>
      explainLine(
        { ...line, periodFrom: '2026-06-03', periodTo, net, total: net, currency: 'EUR' },
        BY_WEEKS,
      ).text;
    expect(told('2026-06-17', '20.00')).toBe(
      '2 weeks (3 Jun - 16 Jun) at 43.33 a month, a week 12/52 of it',
    );
    expect(told('2026-06-13', '14.28')).toBe(
      '10 days (3 Jun - 12 Jun) at 43.33 a month, a week 12/52 of it',
    );
  });

  it('lead to a first charge years ahead, without pricing every week before', () => {
    const two = weekly({}, { chargedUntil: '2026-06-10' }, { startDate: '2034-06-05' });
    expect(firstRunOf(two, 's1', '2026-06-10')?.on).toBe('2034-05-31');
  });

  it('are taken up by the run of a later week where that of their day is over', () => {
    const planned = [
      { billingDate: '2026-06-10', state: 'DONE' as const, madeOn: '2026-06-05', againAt: null },
    ];
    const on = (weeks: number | null) =>
      takenUpOn({ due: '2026-06-10', weeks }, { since: '2026-06-01', planned });
    expect([on(1), on(2), on(null)]).toEqual(['2026-06-17', '2026-06-24', '2026-07-10']);
  });
});
