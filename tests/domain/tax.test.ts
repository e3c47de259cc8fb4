import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, fromInt, roundHalfAway } from '@backhaul/domain/money/fraction';
import {
  groupPercent,
  groupTax,
  groupTaxParts,
  taxLines,
  taxSummary,
} from '@backhaul/domain/money/tax';
import type { TaxComponent } from '@backhaul/domain/money/tax';
import { categoryOf, partAmounts, taxKey } from '@backhaul/domain/money/taxTerms';

const group: TaxComponent[] = [
  { percent: '10', basis: 'NET' },
  { percent: '18', basis: 'PREVIOUS_TAX' },
  { percent: '13', basis: 'NET_PLUS_PREVIOUS_TAX' },
  { percent: '2', basis: 'NET_PLUS_ALL_PREVIOUS' },
];

describe('tax groups', () => {
  it('make 27.53468 on 100 in the worked example', () => {
    expect(groupTaxParts(fromInt(100), group).map((part) => formatDecimal(part, 8))).toEqual([
      '10',
      '1.8',
      '13.234',
      '2.50068',
    ]);
    expect(formatDecimal(groupTax(fromInt(100), group), 8)).toBe('27.53468');
    expect(groupPercent(group)).toBe('27.53468');
  });

  it('have as many digits as they come to, without a rounded one', () => {
    const deep: TaxComponent[] = [
      { percent: '12.3456', basis: 'NET' },
      { percent: '7.8901', basis: 'NET_PLUS_ALL_PREVIOUS' },
      { percent: '3.3333', basis: 'NET_PLUS_ALL_PREVIOUS' },
    ];
    // 1.123456 x 1.078901 x 1.033333, less 1, in percent
    expect(groupPercent(deep)).toBe('25.2500657885266048');
    expect(groupPercent([])).toBe('0');
  });

  it('split a rounded tax into parts that add up to it', () => {
    const { taxPercent, taxTerms } = {
      taxPercent: '27.53468',
      taxTerms: { category: 'S', parts: group },
    } as const;
    const [line] = taxLines(
      [{ amount: 10000n, taxPercent, taxTerms, taxIncluded: false }],
      'PER_LINE',
    );
    expect(line?.tax).toBe(2753n);
    expect(partAmounts(2753n, { taxTerms }).map(({ amount }) => amount)).toEqual([
      1000n,
      180n,
      1323n,
      250n,
    ]);
    expect(partAmounts(0n, { taxTerms }).map(({ amount }) => amount)).toEqual([0n, 0n, 0n, 0n]);
    expect(partAmounts(2753n, {})).toEqual([]);
  });

  it('are rounded once per line', () => {
    const [line] = taxLines(
      [{ amount: 10000n, taxPercent: '27.53468', taxIncluded: false }],
      'PER_DOCUMENT',
    );
    expect(line).toEqual({ net: 10000n, tax: 2753n, total: 12753n });
  });

  it('may be included', () => {
    const [line] = taxLines(
      [{ amount: 12753n, taxPercent: '27.53468', taxIncluded: true }],
      'PER_LINE',
    );
    expect(line).toEqual({ net: 10000n, tax: 2753n, total: 12753n });
  });
});

describe('what is taxed with nothing', () => {
  const free = {
    amount: 100n,
    taxPercent: '0',
    taxIncluded: false,
    net: 100n,
    tax: 0n,
    total: 100n,
  };
  const exempt = { ...free, taxTerms: { category: 'E', reason: 'Lessons' } } as const;

  it('is zero-rated, exempt for one reason, or for another', () => {
    const other = { ...exempt, taxTerms: { category: 'E', reason: 'Rent' } } as const;
    const rows = taxSummary([free, exempt, { ...free, taxPercent: '0.0000' }, other]);
    expect(rows.map((row) => [categoryOf(row), row.taxTerms?.reason, row.net])).toEqual([
      ['Z', undefined, 200n],
      ['E', 'Lessons', 100n],
      ['E', 'Rent', 100n],
    ]);
  });

  it('is told apart from another by what it says, not by how that is written', () => {
    expect(taxKey({ taxPercent: '0', taxTerms: { category: 'Z' } })).toBe(taxKey(free));
    expect(taxKey(exempt)).not.toBe(taxKey(free));
    expect(taxKey({ taxPercent: '19', taxTerms: { category: 'S', parts: group } })).not.toBe(
      taxKey({ taxPercent: '19.0' }),
    );
  });
});

describe('rounding of tax', () => {
  const three = Array.from({ length: 3 }, () => ({
    amount: 333n,
    taxPercent: '15',
    taxIncluded: false,
  }));

  it('per document rounds the sum: 15 % of 9.99', () => {
    expect(taxLines(three, 'PER_DOCUMENT').map((line) => line.tax)).toEqual([50n, 50n, 50n]);
    expect(
      taxLines(
        Array.from({ length: 3 }, () => ({ amount: 3n, taxPercent: '15', taxIncluded: false })),
        'PER_DOCUMENT',
      ).map((line) => line.tax),
    ).toEqual([1n, 0n, 0n]);
  });

  it('per line rounds each', () => {
    expect(
      taxLines(
        Array.from({ length: 3 }, () => ({ amount: 3n, taxPercent: '15', taxIncluded: false })),
        'PER_LINE',
      ).map((line) => line.tax),
    ).toEqual([0n, 0n, 0n]);
  });

  it('takes two spellings of a rate as one, and included apart from excluded', () => {
    const lines = [
      { amount: 3n, taxPercent: '15', taxIncluded: false },
      { amount: 3n, taxPercent: '15.0000', taxIncluded: false },
      { amount: 4n, taxPercent: '15', taxIncluded: true },
    ];
    expect(taxLines(lines, 'PER_DOCUMENT').map((line) => line.tax)).toEqual([1n, 0n, 1n]);
  });

  it('on a gross: the net is rounded, the tax is the rest', () => {
    expect(
      taxLines([{ amount: 89999n, taxPercent: '15', taxIncluded: true }], 'PER_DOCUMENT'),
    ).toEqual([{ net: 78260n, tax: 11739n, total: 89999n }]);
    // 0.03 / 1.2 is 0.025: the net rounds up to 0.03 and leaves no tax, where rounding the tax 0.005 up would leave 0.02.
    expect(taxLines([{ amount: 3n, taxPercent: '20', taxIncluded: true }], 'PER_LINE')).toEqual([
      { net: 3n, tax: 0n, total: 3n },
    ]);
  });

  it('per line computes a discount with the line it lowers: 100.01 with tax and two halves off is free', () => {
    const price = { taxPercent: '19', taxIncluded: true };
    const lines = [
      { ...price, amount: 10001n },
      { ...price, amount: -5001n, kind: 'DISCOUNT' },
      { ...price, amount: -5000n, kind: 'DISCOUNT' },
    ];
    const taxed = taxLines(lines, 'PER_LINE');
    expect(taxed.map((line) => line.tax)).toEqual([1597n, -799n, -798n]);
    expect([sumOf(taxed, 'net'), sumOf(taxed, 'tax')]).toEqual([0n, 0n]);
  });

  it('per line computes a discount with the line it lowers: 67 % off 2.49 at 20 % leaves 0.82 and 0.16', () => {
    const price = { taxPercent: '20', taxIncluded: false };
    const taxed = taxLines(
      [
        { ...price, amount: 249n },
        { ...price, amount: -167n, kind: 'DISCOUNT' },
        { ...price, amount: 249n },
      ],
      'PER_LINE',
    );
    expect(taxed.map((line) => [line.net, line.tax])).toEqual([
      [249n, 50n],
      [-167n, -34n],
      [249n, 50n],
    ]);
  });

  it('is nothing for nothing', () => expect(taxLines([], 'PER_DOCUMENT')).toEqual([]));
});

describe('laws of tax', () => {
  const line = fc.record({
    amount: fc.bigInt({ min: -(10n ** 7n), max: 10n ** 7n }),
    taxPercent: fc.constantFrom('0', '7', '15', '19', '12.3456', '25'),
    taxIncluded: fc.boolean(),
  });
  const rounding = fc.constantFrom('PER_DOCUMENT' as const, 'PER_LINE' as const);

  it('net and tax are the total, and the stated amount is kept', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), rounding, (lines, mode) => {
        taxLines(lines, mode).forEach((taxed, i) => {
          expect(taxed.net + taxed.tax).toBe(taxed.total);
          expect(lines[i]?.taxIncluded ? taxed.total : taxed.net).toBe(lines[i]?.amount);
        });
      }),
    );
  });

  it('a document taxes each rate as one line over its sum', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        const taxed = taxLines(lines, 'PER_DOCUMENT').map((amounts, i) => ({
          ...amounts,
          taxPercent: lines[i]?.taxPercent ?? '',
          taxIncluded: lines[i]?.taxIncluded ?? false,
        }));
        for (const row of taxSummary(taxed)) {
          const amount = row.taxIncluded ? row.total : row.net;
          const [once] = taxLines(
            [{ amount, taxPercent: row.taxPercent, taxIncluded: row.taxIncluded }],
            'PER_LINE',
          );
          expect(once).toEqual({ net: row.net, tax: row.tax, total: row.total });
        }
      }),
    );
  });

  it('per line, a line with its discounts is taxed as what is left of it', () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 5n }), { maxLength: 3 });
    const rate = fc.record({
      taxPercent: fc.constantFrom('7', '19', '20', '12.3456', '27.53468'),
      taxIncluded: fc.boolean(),
    });
    const service = fc
      .tuple(rate, parts, fc.bigInt({ min: 0n, max: 10n ** 5n }))
      .map(([tax, off, left]) => ({
        left: { ...tax, amount: left },
        lines: [
          { ...tax, amount: off.reduce((sum, each) => sum + each, left) },
          ...off.map((each) => ({ ...tax, amount: -each, kind: 'DISCOUNT' })),
        ],
      }));
    fc.assert(
      fc.property(fc.array(service, { maxLength: 4 }), (services) => {
        const taxed = taxLines(
          services.flatMap((each) => each.lines),
          'PER_LINE',
        );
        for (const { left, lines } of services) {
          const own = taxed.splice(0, lines.length);
          const [once] = taxLines([left], 'PER_LINE');
          expect({
            net: sumOf(own, 'net'),
            tax: sumOf(own, 'tax'),
            total: sumOf(own, 'total'),
          }).toEqual(once);
          expect(sumOf(own, 'net') >= 0n && sumOf(own, 'tax') >= 0n).toBe(true);
        }
      }),
    );
  });

  it('the parts of a group are the tax, whatever it is', () => {
    const component = fc.record({
      name: fc.constant('Tax'),
      percent: fc.constantFrom('0', '0.0001', '1', '7.7125', '18', '100'),
      basis: fc.constantFrom(
        'NET' as const,
        'PREVIOUS_TAX' as const,
        'NET_PLUS_PREVIOUS_TAX' as const,
        'NET_PLUS_ALL_PREVIOUS' as const,
      ),
    });
    fc.assert(
      fc.property(
        fc.array(component, { minLength: 1, maxLength: 5 }),
        fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
        (parts, net) => {
          const taxPercent = groupPercent(parts);
          const [taxed] = taxLines([{ amount: net, taxPercent, taxIncluded: false }], 'PER_LINE');
          const exact = groupTax(fromInt(net), parts);
          expect(taxed?.tax).toBe(roundHalfAway(exact));
          const amounts = partAmounts(taxed?.tax ?? 0n, { taxTerms: { category: 'S', parts } });
          expect(amounts.reduce((sum, { amount }) => sum + amount, 0n)).toBe(taxed?.tax);
          groupTaxParts(fromInt(net), parts).forEach((part, i) => {
            const off = (amounts[i]?.amount ?? 0n) - roundHalfAway(part);
            expect(off >= -1n && off <= 1n).toBe(true);
          });
        },
      ),
    );
  });

  it('no line is more than a minor unit from its own tax', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const alone = taxLines(lines, 'PER_LINE');
        taxLines(lines, 'PER_DOCUMENT').forEach((taxed, i) => {
          const off = taxed.tax - (alone[i]?.tax ?? 0n);
          expect(off >= -1n && off <= 1n).toBe(true);
        });
      }),
    );
  });
});

function sumOf(
  lines: readonly { net: bigint; tax: bigint; total: bigint }[],
  field: 'net' | 'tax' | 'total',
): bigint {
  return lines.reduce((sum, line) => sum + line[field], 0n);
}
