import { describe, expect, it } from 'vitest';
import type { DiscountFacts, ServiceFacts } from '@backhaul/domain/charging/facts';
import { formatMinor } from '@backhaul/domain/money/money';
import { planManualLines } from '@backhaul/domain/documents/documentLines';
import { aCustomer, aService, charge } from './build.ts';

const april = { startDate: '2026-04-01' };

describe('discounts', () => {
  it('are lines of their own', () => {
    const plan = charged({ ...april, discounts: [percent('10', { message: 'Welcome' })] });
    expect(plan.lines[1]).toMatchObject({
      kind: 'DISCOUNT',
      category: 'Discount',
      description: 'Welcome',
      quantity: '1',
      unitPrice: '-10.00',
      net: -1000n,
      periodFrom: '2026-04-01',
      periodTo: '2026-05-01',
      serviceId: 's1',
    });
    expect(plan.total).toBe(9000n);
  });

  it('apply to the days of their window, the last one included', () => {
    expect(
      amounts({
        ...april,
        discounts: [percent('50', { from: '2026-04-11', until: '2026-04-25' })],
      }),
    ).toEqual(['100.00', '-25.00']);
    expect(amounts({ ...april, discounts: [percent('50', { until: '2026-03-31' })] })).toEqual([
      '100.00',
    ]);
  });

  it('are taken of the exact, unrounded price', () => {
    // 17/31 of 100 is 54.838...; ten percent of it is 5.4838, and of 54.85 it would be 5.49.
    expect(
      amounts({ startDate: '2026-03-15', endDate: '2026-03-31', discounts: [percent('10')] }),
    ).toEqual(['54.84', '-5.48']);
    expect(
      amounts({ ...april, unitPrice: '0.0449', quantity: '100', discounts: [percent('50')] }),
    ).toEqual(['4.49', '-2.25']);
  });

  it('of several percents apply to the full price and add up to 100 at most', () => {
    expect(amounts({ ...april, discounts: [percent('10'), percent('20')] })).toEqual([
      '100.00',
      '-10.00',
      '-20.00',
    ]);
    expect(amounts({ ...april, discounts: [percent('80'), percent('50')] })).toEqual([
      '100.00',
      '-80.00',
      '-20.00',
    ]);
  });

  it('are capped day by day where windows overlap', () => {
    const discounts = [percent('100', { until: '2026-04-15' }), percent('50')];
    expect(amounts({ ...april, discounts })).toEqual(['100.00', '-50.00', '-25.00']);
  });

  it('of a fixed amount are per month and prorated like the price', () => {
    expect(amounts({ startDate: '2026-04-16', discounts: [fixed('30')] })).toEqual([
      '50.00',
      '-15.00',
    ]);
    expect(amounts({ ...april, discounts: [fixed('130')] })).toEqual(['100.00', '-100.00']);
    expect(amounts({ ...april, discounts: [fixed('30'), percent('80')] })).toEqual([
      '100.00',
      '-80.00',
      '-20.00',
    ]);
  });

  it('never push a service below zero, not even by rounding', () => {
    expect(
      amounts({ ...april, unitPrice: '99.99', discounts: [percent('50'), percent('50')] }),
    ).toEqual(['99.99', '-50.00', '-49.99']);
  });

  it('of everything still make an invoice, of zero', () => {
    const plan = charged({
      ...april,
      taxPercent: '15',
      unitPrice: '99.99',
      discounts: [percent('100')],
    });
    expect([plan.net, plan.tax, plan.total, plan.createsInvoice]).toEqual([0n, 0n, 0n, true]);
  });

  it('on a gross price keep the gross exact', () => {
    const plan = charged({
      ...april,
      unitPrice: '899.99',
      taxPercent: '15',
      taxIncluded: true,
      discounts: [percent('12.5')],
    });
    expect(plan.lines.map((line) => line.total)).toEqual([89999n, -11250n]);
    expect(plan.net + plan.tax).toBe(78749n);
  });

  it('on a one-time service count when it starts', () => {
    const discounts = [
      percent('25', { from: '2026-04-05', until: '2026-04-05' }),
      fixed('5', { from: '2026-04-06' }),
    ];
    expect(amounts({ startDate: '2026-04-05', kind: 'ONE_TIME', discounts })).toEqual([
      '100.00',
      '-25.00',
    ]);
  });

  it('on a manual line make their own line too', () => {
    const base = {
      description: 'Router',
      quantity: '2',
      unitPrice: '49.995',
      taxPercent: '19',
      taxIncluded: false,
    };
    const lines = planManualLines(
      [
        { ...base, discount: { kind: 'PERCENT', value: '10' } },
        { ...base, discount: { kind: 'FIXED', value: '500' } },
      ],
      { taxRounding: 'PER_LINE', documentLanguage: 'EN' },
      2,
    );
    expect(lines.map((line) => formatMinor(line.net, 2))).toEqual([
      '99.99',
      '-10.00',
      '99.99',
      '-99.99',
    ]);
    expect(lines.map((line) => formatMinor(line.tax, 2))).toEqual([
      '19.00',
      '-1.90',
      '19.00',
      '-19.00',
    ]);
    expect(lines[1]).toMatchObject({ description: 'Discount 10 %: Router', category: 'Discount' });
  });
});

function percent(value: string, over: Partial<DiscountFacts> = {}): DiscountFacts {
  return { kind: 'PERCENT', value, from: null, until: null, message: null, ...over };
}

function fixed(value: string, over: Partial<DiscountFacts> = {}): DiscountFacts {
  return { ...percent(value, over), kind: 'FIXED' };
}

function charged(over: Partial<ServiceFacts>) {
  return charge(aCustomer({ services: [aService(over)] }), '2026-04-01', true);
}

function amounts(over: Partial<ServiceFacts>): string[] {
  return charged(over).lines.map((line) => formatMinor(line.total, 2));
}
