import { describe, expect, it } from 'vitest';
import { afterCharge } from '@backhaul/domain/charging/afterCharge';
import { fromDecimal, fromInt, roundToMinor } from '@backhaul/domain/money/fraction';
import { formatMinor } from '@backhaul/domain/money/money';
import { planCharge } from '@backhaul/domain/charging/planCharge';
import { proratedPrice } from '@backhaul/domain/charging/proration';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import { aCustomer, aService, charge, linesOf } from './build.ts';

describe('the worked charges of the billing rules (price 100, prepaid 1, billing day 1)', () => {
  it('starts 15 Mar, manual charge on 20 Mar: 17/31, then the run for 1 Apr in full', () => {
    const plan = charge(aCustomer(), '2026-03-20', true);
    expect(linesOf(plan)).toEqual(['2026-03-15 - 2026-04-01: 54.84']);
    expect(plan.nextBillingDate).toBe('2026-04-01');
    expect(linesOf(charge(afterCharge(aCustomer(), plan), '2026-04-01'))).toEqual([
      '2026-04-01 - 2026-05-01: 100.00',
    ]);
  });

  it('starts 15 Mar, first charge is the run for 1 Apr', () => {
    expect(linesOf(charge(aCustomer(), '2026-04-01'))).toEqual(['2026-03-15 - 2026-05-01: 154.84']);
  });

  it('the same, postpaid', () => {
    const plan = charge(aCustomer({ settings: { paymentPeriod: 'POSTPAID' } }), '2026-04-01');
    expect(linesOf(plan)).toEqual(['2026-03-15 - 2026-04-01: 54.84']);
    expect(plan.nextBillingDate).toBe('2026-05-01');
  });

  it('billing day 10, starts 1 Mar, run for 10 Mar: 9/28 and 1', () => {
    const customer = aCustomer({
      settings: { billingDay: 10 },
      services: [aService({ startDate: '2026-03-01' })],
    });
    expect(linesOf(charge(customer, '2026-03-10'))).toEqual(['2026-03-01 - 2026-04-10: 132.14']);
  });

  it('starts 31 Jan 2024, run for 1 Feb 2024', () => {
    const customer = aCustomer({ services: [aService({ startDate: '2024-01-31' })] });
    expect(linesOf(charge(customer, '2024-02-01'))).toEqual(['2024-01-31 - 2024-03-01: 103.23']);
  });

  it('ends 20 Apr, run for 1 Apr', () => {
    const customer = aCustomer({
      services: [aService({ chargedUntil: '2026-04-01', endDate: '2026-04-20' })],
    });
    expect(linesOf(charge(customer, '2026-04-01'))).toEqual(['2026-04-01 - 2026-04-21: 66.67']);
  });

  it('plan change in April, 200 to 100 from 16 Apr: 100.00 credited, 50.00 invoiced', () => {
    expect(prorated(200, '2026-04-16', '2026-05-01')).toBe('100.00');
    expect(prorated(100, '2026-04-16', '2026-05-01')).toBe('50.00');
  });

  it('plan change in October, 200 to 100 from 20 Oct, fee 30: 47.42 credited, 38.71 invoiced, 8.71 left', () => {
    expect(prorated(200, '2026-10-20', '2026-11-01')).toBe('77.42');
    expect(prorated(100, '2026-10-20', '2026-11-01')).toBe('38.71');
    expect(formatMinor(7742n - 3000n, 2)).toBe('47.42');
    expect(formatMinor(7742n - 3000n - 3871n, 2)).toBe('8.71');
  });
});

describe('how far a charge goes', () => {
  it('catches up a missed run', () => {
    const customer = aCustomer({ services: [aService({ startDate: '2026-02-01' })] });
    expect(linesOf(charge(customer, '2026-04-01'))).toEqual(['2026-02-01 - 2026-05-01: 300.00']);
  });

  it('charges several months ahead', () => {
    const customer = aCustomer({
      settings: { prepaidMonths: 3 },
      services: [aService({ startDate: '2026-04-01' })],
    });
    expect(linesOf(charge(customer, '2026-04-01'))).toEqual(['2026-04-01 - 2026-07-01: 300.00']);
  });

  it('leaves 15 days to pay: by the 15th', () => {
    expect(dueDateFor('2026-04-01', 15)).toBe('2026-04-15');
    expect(dueDateFor('2026-04-01', 1)).toBe('2026-04-01');
    expect(dueDateFor('2026-04-01', 0)).toBe('2026-04-01');
  });
});

describe('who is left out', () => {
  it.each([
    ['BILLING_DISABLED', aCustomer({ settings: { billingEnabled: false } })],
    ['NOT_RECURRING', aCustomer({ billingType: 'PREPAID_DAILY' })],
    ['INACTIVE', aCustomer({ status: 'INACTIVE' })],
    ['NOT_DUE', aCustomer({ services: [aService({ chargedUntil: '2026-05-01' })] })],
    ['NOT_DUE', aCustomer({ services: [aService({ startDate: '2026-04-02' })] })],
    ['NOTHING_TO_CHARGE', aCustomer({ services: [] })],
    [
      'NOTHING_TO_CHARGE',
      aCustomer({ services: [aService({ endDate: '2026-03-31', chargedUntil: '2026-04-01' })] }),
    ],
    ['NOTHING_TO_CHARGE', aCustomer({ services: [], futureItems: [anItem('5')] })],
    [
      'NOTHING_TO_CHARGE',
      aCustomer({
        services: [],
        futureItems: [anItem('-5')],
        settings: { invoiceFutureItemsAlone: true },
      }),
    ],
  ])('%s', (leftOut, customer) => {
    expect(planCharge(customer, '2026-04-01', { issueDate: '2026-04-01' })).toEqual({
      leftOut,
      reason: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  it.each(['NEW', 'ACTIVE', 'BLOCKED'] as const)('not customers that are %s', (status) => {
    expect(charge(aCustomer({ status }), '2026-04-01').total).toBe(15484n);
  });

  it('charging again at once finds nothing', () => {
    const plan = charge(aCustomer(), '2026-04-01');
    const again = planCharge(afterCharge(aCustomer(), plan), '2026-04-01', {
      issueDate: '2026-04-01',
      ignoreDueDate: true,
    });
    expect(again).toMatchObject({ leftOut: 'NOTHING_TO_CHARGE' });
  });
});

describe('the document of a charge', () => {
  it('carries the billing date, or the day of issue where so set', () => {
    const options = { issueDate: '2026-03-25' };
    const issued = planCharge(
      aCustomer({ settings: { documentDate: 'ISSUE_DATE' } }),
      '2026-04-01',
      options,
    );
    expect(issued).toMatchObject({ plan: { documentDate: '2026-03-25', dueDate: '2026-04-08' } });
    expect(planCharge(aCustomer(), '2026-04-01', options)).toMatchObject({
      plan: { documentDate: '2026-04-01', dueDate: '2026-04-15' },
    });
  });

  it('is no invoice where the customer gets none', () => {
    expect(
      charge(aCustomer({ settings: { autoCreateInvoices: false } }), '2026-04-01').createsInvoice,
    ).toBe(false);
    expect(charge(aCustomer(), '2026-04-01').createsInvoice).toBe(true);
  });

  it('takes the items that wait, up to the billing date', () => {
    const customer = aCustomer({
      futureItems: [anItem('5', '2026-04-01'), { ...anItem('9', '2026-04-02'), id: 'later' }],
    });
    const plan = charge(customer, '2026-04-01');
    expect(plan.itemIds).toEqual(['item']);
    expect(plan.total).toBe(15984n);
  });

  it('is made for items alone where the partner says so', () => {
    const customer = aCustomer({
      services: [],
      futureItems: [anItem('5')],
      settings: { invoiceFutureItemsAlone: true },
    });
    expect(charge(customer, '2026-04-01').total).toBe(500n);
  });
});

describe('services', () => {
  it('are not billed while paused, and go on afterwards', () => {
    const paused = aService({
      startDate: '2026-04-01',
      pauses: [{ from: '2026-04-11', until: '2026-04-21' }],
    });
    const plan = charge(aCustomer({ services: [paused] }), '2026-04-01');
    expect(linesOf(plan)).toEqual(['2026-04-01 - 2026-05-01: 66.67']);
  });

  it('stay uncharged for an open pause, so that an early end of it is billed', () => {
    const open = aService({
      startDate: '2026-04-01',
      status: 'PAUSED',
      pauses: [{ from: '2026-04-16', until: null }],
    });
    const customer = aCustomer({ services: [open] });
    const plan = charge(customer, '2026-04-01');
    expect(linesOf(plan)).toEqual(['2026-04-01 - 2026-04-16: 50.00']);
    const later = afterCharge(customer, plan);
    const resumed = later.services.map((s) => ({
      ...s,
      status: 'ACTIVE' as const,
      pauses: [{ from: '2026-04-16', until: '2026-05-16' }],
    }));
    expect(linesOf(charge({ ...later, services: resumed }, '2026-06-01'))).toEqual([
      '2026-05-16 - 2026-07-01: 151.61',
    ]);
  });

  it('that were stopped are billed up to their end, archived ones not at all', () => {
    const stopped = aService({ status: 'STOPPED', startDate: '2026-03-01', endDate: '2026-03-31' });
    const plan = charge(
      aCustomer({ services: [stopped, aService({ id: 's2', status: 'ARCHIVED' })] }),
      '2026-04-01',
    );
    expect(linesOf(plan)).toEqual(['2026-03-01 - 2026-04-01: 100.00']);
  });

  it('charge their setup fee once, with the first charge', () => {
    const customer = aCustomer({
      services: [aService({ startDate: '2026-04-01', setupFee: '250.5', setupCharged: false })],
    });
    const plan = charge(customer, '2026-04-01');
    expect(plan.lines.map((line) => [line.kind, line.total])).toEqual([
      ['SERVICE', 10000n],
      ['SETUP', 25050n],
    ]);
    expect(plan.services).toEqual([
      { serviceId: 's1', from: '2026-04-01', until: '2026-05-01', setupCharged: true },
    ]);
    const next = charge(afterCharge(customer, plan), '2026-05-01');
    expect(next.lines.map((line) => line.kind)).toEqual(['SERVICE']);
  });

  it('of one time are charged once, in full, whatever the day', () => {
    const customer = aCustomer({
      services: [aService({ kind: 'ONE_TIME', startDate: '2026-04-20' })],
    });
    const plan = charge(customer, '2026-04-01', true);
    expect(linesOf(plan)).toEqual(['null - null: 100.00']);
    const again = planCharge(afterCharge(customer, plan), '2026-05-01', {
      issueDate: '2026-05-01',
    });
    expect(again).toMatchObject({ leftOut: 'NOTHING_TO_CHARGE' });
  });

  it('with quantity and odd prices are rounded once', () => {
    const customer = aCustomer({
      services: [aService({ startDate: '2026-04-01', quantity: '3', unitPrice: '33.3333' })],
    });
    expect(charge(customer, '2026-04-01').total).toBe(10000n);
  });
});

function anItem(unitPrice: string, date = '2026-03-20') {
  return {
    id: 'item',
    description: 'Call-out',
    quantity: '1',
    unitPrice,
    taxPercent: '0',
    taxIncluded: false,
    date,
  };
}

function prorated(price: number, from: string, to: string): string {
  return formatMinor(roundToMinor(proratedPrice(fromInt(price), from, to, 1), 2), 2);
}

describe('decimals', () => {
  it('that are none are a bug, not a charge', () => {
    expect(() =>
      charge(aCustomer({ services: [aService({ unitPrice: '1e3' })] }), '2026-04-01'),
    ).toThrow(RangeError);
    expect(fromDecimal('1.50')).toEqual({ n: 150n, d: 100n });
  });
});
