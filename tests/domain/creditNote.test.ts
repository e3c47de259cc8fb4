import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  planCreditNote,
  type CreditedInvoice,
  type CreditedPart,
  type CreditWish,
  type InvoicedLine,
  type NoteLine,
} from '@backhaul/domain/documents/creditNote';
import { taxKey } from '@backhaul/domain/money/taxTerms';
import { planManualLines } from '@backhaul/domain/documents/documentLines';

const line = (description: string, net: bigint, tax: bigint, more: Partial<InvoicedLine> = {}) => ({
  kind: 'SERVICE' as const,
  serviceId: null,
  description,
  quantity: '1',
  unitPrice: '1',
  periodFrom: null,
  periodTo: null,
  taxPercent: '20',
  taxIncluded: false,
  net,
  tax,
  total: net + tax,
  ...more,
});
const invoice = (
  lines: readonly ReturnType<typeof line>[],
  credited: readonly CreditedPart[] = [],
): CreditedInvoice => ({
  number: '202604000001',
  digits: 2,
  lines: lines.map((each, i) => ({ ...each, position: i + 1 })),
  credited,
});
const note = (of: CreditedInvoice, wish: CreditWish): NoteLine[] => {
  const planned = planCreditNote(of, wish);
  if ('refused' in planned) throw new Error(planned.refused);
  return planned.lines;
};
const amounts = (lines: readonly NoteLine[]) =>
  lines.map(({ position, net, tax, total }) => [position, net, tax, total]);

describe('a credit note on an invoice', () => {
  const plan = line('Internet', 10_000n, 2_000n);
  const router = line('Router', 5_000n, 350n, { taxPercent: '7', kind: 'SETUP' });

  it('gives the whole of it back line by line', () => {
    const lines = note(invoice([plan, router]), { of: 'REST' });
    expect(amounts(lines)).toEqual([
      [1, 10_000n, 2_000n, 12_000n],
      [2, 5_000n, 350n, 5_350n],
    ]);
    expect(lines[0]).toMatchObject({ description: 'Internet', quantity: '1', unitPrice: '1' });
  });

  it('takes a discount off the line that it lowers', () =>
    expect(
      amounts(
        note(invoice([plan, line('10 % off', -1_000n, -200n, { kind: 'DISCOUNT' }), router]), {
          of: 'POSITIONS',
          positions: [{ position: 1, amount: null }],
        }),
      ),
    ).toEqual([[1, 9_000n, 1_800n, 10_800n]]));

  it('spreads an amount over the rates in proportion', () => {
    // 173.50 in all: 100.00 is 69.16 of 120.00 and 30.84 of 53.50
    const lines = note(invoice([plan, router]), { of: 'AMOUNT', amount: 10_000n });
    expect(amounts(lines)).toEqual([
      [null, 5_763n, 1_153n, 6_916n],
      [null, 2_882n, 202n, 3_084n],
    ]);
    expect(lines.map(({ description }) => description)).toEqual([
      'Credit on invoice 202604000001, 20 %',
      'Credit on invoice 202604000001, 7 %',
    ]);
  });

  it('gives back half a month by its gross', () =>
    expect(
      amounts(
        note(invoice([line('Internet', 20_000n, 4_000n)]), {
          of: 'POSITIONS',
          positions: [{ position: 1, amount: 12_000n }],
        }),
      ),
    ).toEqual([[1, 10_000n, 2_000n, 12_000n]]));

  it('never exceeds the invoice, a rate or a line, and says what is left', () => {
    const both = invoice([plan, router]);
    expect(planCreditNote(both, { of: 'AMOUNT', amount: 17_351n })).toEqual({
      refused: 'MORE_THAN_INVOICE',
      left: 17_350n,
      index: null,
    });
    expect(
      planCreditNote(both, {
        of: 'POSITIONS',
        positions: [
          { position: 1, amount: null },
          { position: 2, amount: 5_351n },
        ],
      }),
    ).toEqual({ refused: 'MORE_THAN_INVOICE', left: 5_350n, index: 1 });
    const own = planManualLines(
      [
        {
          description: 'Too much',
          quantity: '1',
          unitPrice: '51',
          taxPercent: '7',
          taxIncluded: false,
        },
      ],
      { taxRounding: 'PER_DOCUMENT', documentLanguage: 'EN' },
      2,
    );
    expect(planCreditNote(both, { of: 'LINES', lines: own })).toEqual({
      refused: 'MORE_THAN_RATE',
      left: 5_350n,
      all: 17_350n,
      taxPercent: '7',
      index: 0,
    });
    const gone = invoice([plan], note(invoice([plan]), { of: 'REST' }));
    expect(planCreditNote(gone, { of: 'REST' })).toMatchObject({ left: 0n });
  });

  it('names a line that is not there, and one that there is nothing of to give back', () => {
    const free = invoice([plan, line('Free', 0n, 0n)]);
    const ask = (position: number) =>
      planCreditNote(free, { of: 'POSITIONS', positions: [{ position, amount: null }] });
    expect(ask(3)).toEqual({ refused: 'NO_SUCH_LINE', index: 0 });
    expect(ask(2)).toEqual({ refused: 'NOT_ABOVE_ZERO', index: 0 });
  });

  describe('where a rate is below zero', () => {
    // 119.00 at 19 %, -60.00 at 20 %, 32.31 at 7.7 %: 91.31 in all
    const mixed = invoice([
      line('A', 10_000n, 1_900n, { taxPercent: '19' }),
      line('B', -5_000n, -1_000n, { taxPercent: '20', kind: 'ITEM' }),
      line('C', 3_000n, 231n, { taxPercent: '7.7' }),
    ]);
    const at = (position: number, amount: bigint | null = null): CreditWish => ({
      of: 'POSITIONS',
      positions: [{ position, amount }],
    });

    it('gives of a line what is left of the invoice, and nothing of a line that nobody named', () => {
      expect(amounts(note(mixed, at(1)))).toEqual([[1, 7_673n, 1_458n, 9_131n]]);
      expect(amounts(note(mixed, at(3)))).toEqual([[3, 3_000n, 231n, 3_231n]]);
      expect(planCreditNote(mixed, at(1, 11_900n))).toEqual({
        refused: 'MORE_THAN_INVOICE',
        left: 9_131n,
        index: 0,
      });
      expect(planCreditNote(mixed, at(2))).toEqual({ refused: 'NOT_ABOVE_ZERO', index: 0 });
    });

    it('takes it off the others in proportion in what is left', () => {
      // 91.31 of 151.31: 71.81 of 119.00 and 19.50 of 32.31
      expect(amounts(note(mixed, { of: 'REST' }))).toEqual([
        [1, 6_034n, 1_147n, 7_181n],
        [3, 1_811n, 139n, 1_950n],
      ]);
      const first = note(mixed, at(3));
      const last = note({ ...mixed, credited: first }, { of: 'REST' });
      expect(amounts(last)).toEqual([[1, 4_958n, 942n, 5_900n]]);
    });
  });
});

describe('notes on any invoice, in any pieces', () => {
  const aLine = fc.record({
    amount: fc.bigInt({ min: -40_000n, max: 100_000n }).filter((amount) => amount !== 0n),
    taxPercent: fc.constantFrom('0', '7', '19', '7.7'),
    taxIncluded: fc.boolean(),
    discount: fc.option(fc.integer({ min: 1, max: 100 })),
  });
  const anInvoice = fc
    .record({
      lines: fc.array(aLine, { minLength: 1, maxLength: 5 }),
      rounding: fc.constantFrom('PER_LINE' as const, 'PER_DOCUMENT' as const),
    })
    .map(({ lines, rounding }) =>
      planManualLines(
        lines.map(({ amount, discount, ...each }) => ({
          ...each,
          description: 'Line',
          quantity: '1',
          unitPrice: (Number(amount) / 100).toFixed(2),
          discount:
            discount === null || amount < 0n
              ? null
              : { kind: 'PERCENT' as const, value: String(discount) },
        })),
        { taxRounding: rounding, documentLanguage: 'EN' },
        2,
      ),
    )
    .filter((lines) => lines.reduce((sum, { total }) => sum + total, 0n) > 0n);
  const aWish = fc.oneof(
    fc.record({ of: fc.constant('AMOUNT' as const), share: fc.integer({ min: 1, max: 100 }) }),
    fc.record({
      of: fc.constant('POSITION' as const),
      place: fc.nat(20),
      share: fc.option(fc.integer({ min: 1, max: 100 })),
    }),
    fc.record({
      of: fc.constant('LINES' as const),
      place: fc.nat(20),
      price: fc.integer({ min: 1, max: 5_000 }),
    }),
  );
  const sum = (
    lines: readonly { net: bigint; tax: bigint; total: bigint; taxPercent: string }[],
    rate?: string,
  ) =>
    lines
      .filter((line) => rate === undefined || taxKey(line) === rate)
      .reduce(
        (all, { net, tax, total }) => ({
          net: all.net + net,
          tax: all.tax + tax,
          total: all.total + total,
        }),
        { net: 0n, tax: 0n, total: 0n },
      );

  it('are positive line by line, never exceed it, its rates or its lines, and end exactly at it', () => {
    fc.assert(
      fc.property(anInvoice, fc.array(aWish, { maxLength: 8 }), (lines, wishes) => {
        const credited: NoteLine[] = [];
        const rates = [...new Set(lines.map(taxKey))];
        const below = rates.some((rate) => sum(lines, rate).total < 0n);
        const now = (): CreditedInvoice => invoice(lines, credited);
        const wishOf = (wish: (typeof wishes)[number]): CreditWish => {
          const left = sum(lines).total - sum(credited).total;
          const of = (share: number) => (left * BigInt(share)) / 100n || 1n;
          if (wish.of === 'AMOUNT') return { of: 'AMOUNT', amount: of(wish.share) };
          const at = lines[wish.place % lines.length];
          if (wish.of === 'LINES')
            return {
              of: 'LINES',
              lines: planManualLines(
                [
                  {
                    description: 'Own',
                    quantity: '1',
                    unitPrice: (wish.price / 100).toFixed(2),
                    taxPercent: at.taxPercent,
                    taxIncluded: at.taxIncluded,
                  },
                ],
                { taxRounding: 'PER_DOCUMENT', documentLanguage: 'EN' },
                2,
              ),
            };
          const amount = wish.share === null ? null : of(wish.share);
          return {
            of: 'POSITIONS',
            positions: [{ position: (wish.place % lines.length) + 1, amount }],
          };
        };
        const check = (made: readonly NoteLine[]) => {
          expect(made.length).toBeGreaterThan(0);
          for (const each of made) {
            expect(each.total).toBeGreaterThan(0n);
            expect(each.net).toBeGreaterThanOrEqual(0n);
            expect(each.tax).toBeGreaterThanOrEqual(0n);
            expect(each.net + each.tax).toBe(each.total);
          }
          credited.push(...made);
          for (const rate of rates) {
            const [given, there] = [sum(credited, rate), sum(lines, rate)];
            if (there.total <= 0n) expect(given.total).toBe(0n);
            else expect(given.net <= there.net && given.tax <= there.tax).toBe(true);
          }
          expect(sum(credited).total).toBeLessThanOrEqual(sum(lines).total);
        };
        for (const wish of wishes) {
          const asked = wishOf(wish);
          const planned = planCreditNote(now(), asked);
          if ('refused' in planned) continue;
          check(planned.lines);
          if (asked.of === 'AMOUNT') expect(sum(planned.lines).total).toBe(asked.amount);
        }
        const rest = planCreditNote(now(), { of: 'REST' });
        if (!('refused' in rest)) check(rest.lines);
        expect(sum(credited).total).toBe(sum(lines).total);
        if (!below) expect(sum(credited)).toEqual(sum(lines));
        expect(planCreditNote(now(), { of: 'REST' })).toMatchObject({ left: 0n });
      }),
      { numRuns: 500 },
    );
  });
});
