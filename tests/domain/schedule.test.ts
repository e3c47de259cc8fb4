import { describe, expect, it } from 'vitest';
import { afterCharge } from '@backhaul/domain/charging/afterCharge';
import { planCharge } from '@backhaul/domain/charging/planCharge';
import { earliestUncharged, nextBillingDate } from '@backhaul/domain/schedule/schedule';
import type { BillingSettings } from '@backhaul/domain/settings/finance';
import type { CustomerFacts, ServiceFacts } from '@backhaul/domain/charging/facts';
import { aCustomer, aService, charge, linesOf } from './build.ts';

/** A customer whose services are charged until the given days (and began a year before). */
function paidUntil(
  days: string | string[],
  settings: Partial<BillingSettings> = {},
): CustomerFacts {
  return aCustomer({
    settings,
    services: [days]
      .flat()
      .map((chargedUntil, i) =>
        aService({ id: `s${i + 1}`, startDate: '2025-05-01', chargedUntil }),
      ),
  });
}
function set(customer: CustomerFacts, settings: Partial<BillingSettings>): CustomerFacts {
  return { ...customer, settings: { ...customer.settings, ...settings } };
}
const fresh = (id: string, startDate: string, over: Partial<ServiceFacts> = {}): ServiceFacts =>
  aService({ id, startDate, ...over });

describe('the next billing date follows from the earliest uncharged day alone', () => {
  it('paid through 30 Apr, then 1 month becomes 12: next 1 May, for 1 May - 30 Apr of the year after', () => {
    const customer = set(paidUntil('2026-05-01'), { prepaidMonths: 12 });
    expect(nextBillingDate(customer)).toBe('2026-05-01');
    expect(linesOf(charge(customer, '2026-05-01'))).toEqual(['2026-05-01 - 2027-05-01: 1200.00']);
  });

  it('paid through 31 Jan 2027, then 12 becomes 1: next 1 Feb 2027, due nowhere before', () => {
    const customer = set(paidUntil('2027-02-01', { prepaidMonths: 12 }), { prepaidMonths: 1 });
    expect(nextBillingDate(customer)).toBe('2027-02-01');
    expect(planCharge(customer, '2027-01-01', { issueDate: '2027-01-01' })).toMatchObject({
      leftOut: 'NOT_DUE',
    });
    expect(linesOf(charge(customer, '2027-02-01'))).toEqual(['2027-02-01 - 2027-03-01: 100.00']);
  });

  it('postpaid with April open becomes prepaid 3 on 20 Apr: next 1 Apr, so the run for 1 May takes April and May - July', () => {
    const customer = set(paidUntil('2026-04-01', { paymentPeriod: 'POSTPAID' }), {
      paymentPeriod: 'PREPAID',
      prepaidMonths: 3,
    });
    expect(nextBillingDate(customer)).toBe('2026-04-01');
    expect(linesOf(charge(customer, '2026-05-01'))).toEqual(['2026-04-01 - 2026-08-01: 400.00']);
  });

  it.each([
    [
      'prepaid: on the uncharged day itself, where that is a billing day',
      { billingDay: 1 },
      '2026-05-01',
      '2026-05-01',
    ],
    [
      'prepaid: the first billing day after it, where it is none',
      { billingDay: 1 },
      '2026-05-02',
      '2026-06-01',
    ],
    [
      'prepaid: another billing day, inside what is charged',
      { billingDay: 20 },
      '2026-05-01',
      '2026-05-20',
    ],
    [
      'prepaid: however many months are charged at once',
      { billingDay: 1, prepaidMonths: 12 },
      '2026-05-01',
      '2026-05-01',
    ],
    [
      'postpaid: after the day, also where that is a billing day',
      { billingDay: 10, paymentPeriod: 'POSTPAID' as const },
      '2026-03-10',
      '2026-04-10',
    ],
    [
      'postpaid: after the day',
      { billingDay: 10, paymentPeriod: 'POSTPAID' as const },
      '2026-03-09',
      '2026-03-10',
    ],
  ])('%s', (_name, settings, uncharged, next) => {
    expect(nextBillingDate(paidUntil(uncharged, settings))).toBe(next);
  });

  it('is none with no such day', () => {
    expect(nextBillingDate(aCustomer({ services: [] }))).toBeNull();
    expect(
      nextBillingDate(
        aCustomer({ services: [aService({ endDate: '2026-04-30', chargedUntil: '2026-05-01' })] }),
      ),
    ).toBeNull();
  });

  it('looks at services that will be billed only', () => {
    const first = (...services: ServiceFacts[]) => earliestUncharged(aCustomer({ services }));
    expect(first(aService({ status: 'ARCHIVED' }), aService({ startDate: '2026-05-01' }))).toBe(
      '2026-05-01',
    );
    expect(first(aService({ endDate: '2026-03-20', chargedUntil: '2026-03-21' }))).toBeNull();
    expect(first(aService({ pauses: [{ from: '2026-03-01', until: '2026-04-05' }] }))).toBe(
      '2026-04-05',
    );
    expect(
      first(aService({ pauses: [{ from: '2026-03-01', until: null }], status: 'PAUSED' })),
    ).toBeNull();
    expect(first(aService({ kind: 'ONE_TIME' }))).toBe('2026-03-15');
    expect(first()).toBeNull();
  });

  it('is that of items to invoice only without an uncharged day, and where they make an invoice of their own', () => {
    const futureItems = ['2026-03-10', '2026-02-10'].map((date, i) => ({
      id: `i${i}`,
      description: 'Visit',
      quantity: '1',
      unitPrice: '60',
      taxPercent: '0',
      taxIncluded: false,
      date,
    }));
    const next = (alone: boolean, services: ServiceFacts[]) =>
      nextBillingDate(
        aCustomer({ services, futureItems, settings: { invoiceFutureItemsAlone: alone } }),
      );
    expect([
      next(true, [aService()]),
      next(true, []),
      next(false, [aService()]),
      next(false, []),
    ]).toEqual(['2026-04-01', '2026-03-01', '2026-04-01', null]);
  });
});

describe('services that end together', () => {
  it('12 months charged until 30 Apr 2027, a second service from 15 May 2026: the run for 1 Jun charges 15 May 2026 - 30 Apr 2027', () => {
    const yearly = paidUntil('2027-05-01', { prepaidMonths: 12 });
    const customer = { ...yearly, services: [...yearly.services, fresh('s2', '2026-05-15')] };
    expect(nextBillingDate(customer)).toBe('2026-06-01');
    const plan = charge(customer, '2026-06-01');
    expect(plan.lines.map((line) => [line.periodFrom, line.periodTo])).toEqual([
      ['2026-05-15', '2027-05-01'],
    ]);
    expect(plan.nextBillingDate).toBe('2027-05-01');
    expect(
      charge(afterCharge(customer, plan), '2027-05-01').lines.map((line) => [
        line.periodFrom,
        line.periodTo,
      ]),
    ).toEqual([
      ['2027-05-01', '2028-05-01'],
      ['2027-05-01', '2028-05-01'],
    ]);
  });

  it('not where a service is due for its next cycle: that one takes all along', () => {
    const quarterly = paidUntil(['2026-04-01', '2026-06-01'], { prepaidMonths: 3 });
    const plan = charge(
      { ...quarterly, services: [...quarterly.services, fresh('new', '2026-03-05')] },
      '2026-04-01',
    );
    expect(plan.services.map((each) => each.until)).toEqual([
      '2026-07-01',
      '2026-07-01',
      '2026-07-01',
    ]);
  });

  it('one that goes on after a pause joins the cycle of the others', () => {
    const yearly = paidUntil('2027-05-01', { prepaidMonths: 12 });
    const resumed = aService({
      id: 's2',
      startDate: '2025-05-01',
      chargedUntil: '2026-06-01',
      pauses: [{ from: '2026-06-01', until: '2026-08-15' }],
    });
    const plan = charge({ ...yearly, services: [...yearly.services, resumed] }, '2026-09-01');
    expect(plan.lines.map((line) => [line.periodFrom, line.periodTo])).toEqual([
      ['2026-08-15', '2027-05-01'],
    ]);
  });

  it('the latest such end within the months counts, one beyond them does not', () => {
    const behind = { prepaidMonths: 6 };
    const end = (...others: string[]) => {
      const customer = paidUntil(others, behind);
      return charge(
        { ...customer, services: [...customer.services, fresh('new', '2026-05-15')] },
        '2026-06-01',
      ).services.at(-1)?.until;
    };
    expect([
      end('2026-08-01', '2026-10-01'),
      end('2026-12-01'),
      end('2027-02-01'),
      end('2026-06-01'),
    ]).toEqual(['2026-10-01', '2026-12-01', '2026-12-01', '2026-12-01']);
  });

  it('there is no cycle to join of one that ends, pauses, was charged once or never', () => {
    const end = (other: ServiceFacts) =>
      charge(
        aCustomer({
          settings: { prepaidMonths: 12 },
          services: [other, fresh('new', '2026-05-15')],
        }),
        '2026-06-01',
      ).services.find((each) => each.serviceId === 'new')?.until;
    const other = { id: 'other', startDate: '2025-05-01', chargedUntil: '2026-08-21' };
    expect(end(aService(other))).toBe('2026-08-21');
    expect(end(aService({ ...other, endDate: '2026-08-20' }))).toBe('2027-06-01');
    expect(end(aService({ ...other, pauses: [{ from: '2026-08-21', until: '2026-12-01' }] }))).toBe(
      '2027-06-01',
    );
    expect(end(aService({ ...other, kind: 'ONE_TIME' }))).toBe('2027-06-01');
    expect(end(fresh('other', '2026-08-21'))).toBe('2027-06-01');
  });

  it('a charge between billing days takes all, where nothing is behind the others', () => {
    const customer = paidUntil('2026-04-10');
    const plan = charge(
      { ...customer, services: [...customer.services, fresh('new', '2026-04-15')] },
      '2026-04-20',
      true,
    );
    expect(plan.services.map((each) => each.until)).toEqual(['2026-05-01', '2026-05-01']);
  });
});

describe('an inactive customer', () => {
  const inactive = (over: Partial<CustomerFacts> = {}) => ({
    ...paidUntil('2026-03-01', { paymentPeriod: 'POSTPAID' }),
    status: 'INACTIVE' as const,
    inactiveSince: '2026-03-18',
    ...over,
  });

  it('gets its final charge, for the days before it became inactive', () => {
    expect(nextBillingDate(inactive())).toBe('2026-04-01');
    const plan = charge(inactive(), '2026-04-01');
    expect(linesOf(plan)).toEqual(['2026-03-01 - 2026-03-18: 54.84']);
    expect(plan.nextBillingDate).toBeNull();
  });

  it('is left out afterwards, also with items that wait, and where nobody knows since when it is', () => {
    const item = {
      id: 'i',
      description: 'Visit',
      quantity: '1',
      unitPrice: '60',
      taxPercent: '0',
      taxIncluded: false,
      date: '2026-03-01',
    };
    const charged = afterCharge(inactive(), charge(inactive(), '2026-04-01'));
    for (const customer of [
      charged,
      set({ ...charged, futureItems: [item] }, { invoiceFutureItemsAlone: true }),
      inactive({ inactiveSince: null }),
    ]) {
      expect(nextBillingDate(customer)).toBeNull();
      expect(
        planCharge(customer, '2026-06-01', { issueDate: '2026-06-01', ignoreDueDate: true }),
      ).toMatchObject({ leftOut: 'INACTIVE' });
    }
  });
});
