import { describe, expect, it } from 'vitest';
import {
  differencesBetween,
  flagsFor,
  type ComparedLine,
} from '@backhaul/domain/charging/runComparison';

const fibre: ComparedLine = {
  serviceId: 'f',
  description: 'Fibre',
  discount: false,
  quantity: '1',
  unitPrice: '100',
  periodFrom: '2026-04-01',
  periodTo: '2026-05-01',
  total: 11500n,
};
const voice: ComparedLine = {
  ...fibre,
  serviceId: 'v',
  description: 'Voice',
  unitPrice: '20',
  total: 2300n,
};
const march = { periodFrom: '2026-03-01', periodTo: '2026-04-01' };
const off = (total: bigint): ComparedLine => ({
  ...fibre,
  discount: true,
  description: 'Discount',
  unitPrice: '-1',
  total,
});

describe('what made the difference between two charges', () => {
  it.each<[string, ComparedLine[], ComparedLine[], string[]]>([
    [
      'a service that ended',
      [fibre],
      [
        { ...fibre, ...march },
        { ...voice, ...march },
      ],
      ['Voice: no longer charged'],
    ],
    ['a service more', [fibre, voice], [{ ...fibre, ...march }], ['Voice: new']],
    [
      'the price',
      [{ ...fibre, unitPrice: '120' }],
      [{ ...fibre, ...march }],
      ['Fibre: price 100.00 -> 120.00'],
    ],
    [
      'the quantity',
      [{ ...fibre, quantity: '2' }],
      [{ ...fibre, ...march }],
      ['Fibre: quantity 1 -> 2'],
    ],
    [
      'the days',
      [{ ...fibre, periodFrom: '2026-03-15' }],
      [{ ...fibre, ...march }],
      ['Fibre: 47 days instead of 31'],
    ],
    [
      'a discount that ended',
      [fibre],
      [{ ...fibre, ...march }, off(-1000n)],
      ['Fibre: a discount ended'],
    ],
    [
      'a discount that began',
      [fibre, off(-1000n)],
      [{ ...fibre, ...march }],
      ['Fibre: a discount began'],
    ],
    [
      'another discount',
      [fibre, off(-2000n)],
      [{ ...fibre, ...march }, off(-1000n)],
      ['Fibre: discount 10.00 -> 20.00'],
    ],
    [
      'what is charged once',
      [
        fibre,
        { ...voice, serviceId: null, description: 'Visit', periodFrom: null, periodTo: null },
      ],
      [
        { ...fibre, ...march },
        { ...voice, description: 'Setup fee', periodFrom: null, periodTo: null },
      ],
      ['this time also Visit 23.00', 'last time also Setup fee 23.00'],
    ],
    ['nothing, where only the month is longer', [fibre], [{ ...fibre, ...march }], []],
  ])('%s', (_name, current, last, words) => {
    expect(differencesBetween(current, last, 2)).toEqual(words);
  });
});

describe('a charge over many periods', () => {
  it.each([
    [3, 1, []],
    [4, 1, ['MANY_PERIODS']],
    [12, 12, []],
    [13, 12, ['MANY_PERIODS']],
    [23, 12, ['MANY_PERIODS']],
  ])('%i periods for one who pays %i at once', (periods, prepaidMonths, flags) => {
    expect(flagsFor({ total: 1n, periods, prepaidMonths }, null, false)).toEqual(flags);
  });
});
