import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocate,
  applyCredits,
  exactMatch,
  invoiceStatus,
} from '@backhaul/domain/settlement/settlement';
import type { OpenInvoice } from '@backhaul/domain/settlement/settlement';

const march = anInvoice('march', 3000n, '2026-03-15');
const april = anInvoice('april', 3000n, '2026-04-15');
const may = anInvoice('may', 3000n, '2026-05-15');

describe('a payment', () => {
  it('settles the oldest due first and leaves the rest on the balance', () => {
    expect(allocate(7000n, [may, march])).toEqual({
      allocations: [
        { invoiceId: 'march', amount: 3000n },
        { invoiceId: 'may', amount: 3000n },
      ],
      rest: 1000n,
    });
  });

  it('settles the named invoice first', () => {
    expect(allocate(4000n, [march, april, may], 'may').allocations).toEqual([
      { invoiceId: 'may', amount: 3000n },
      { invoiceId: 'march', amount: 1000n },
    ]);
  });

  it('settles in part', () =>
    expect(allocate(1500n, [april])).toEqual({
      allocations: [{ invoiceId: 'april', amount: 1500n }],
      rest: 0n,
    }));

  it('goes by document date, then id, among the same due date', () => {
    const older = { ...anInvoice('z', 1n, '2026-03-15'), documentDate: '2026-02-01' };
    expect(
      allocate(3n, [march, older, anInvoice('a', 1n, '2026-03-15')]).allocations.map(
        (a) => a.invoiceId,
      ),
    ).toEqual(['z', 'a', 'march']);
  });

  it('is linked to the only invoice of just its amount', () => {
    expect(exactMatch(3000n, [march, anInvoice('other', 10n, '2026-01-01')])).toBe('march');
    expect(exactMatch(3000n, [march, april])).toBeNull();
    expect(exactMatch(1500n, [march])).toBeNull();
  });

  it('cannot be negative', () => expect(() => allocate(-1n, [march])).toThrow(RangeError));

  it('is never allocated beyond itself or an invoice', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000n }),
        openInvoices(),
        fc.option(fc.nat(9).map(String)),
        (amount, open, named) => {
          const { allocations, rest } = allocate(amount, open, named);
          const allocated = allocations.reduce((sum, a) => sum + a.amount, 0n);
          expect(allocated + rest).toBe(amount);
          expect(rest >= 0n).toBe(true);
          for (const { invoiceId, amount: part } of allocations) {
            const due = open.find((invoice) => invoice.id === invoiceId)?.due ?? 0n;
            expect(part > 0n && part <= due).toBe(true);
          }
          expect(new Set(allocations.map((a) => a.invoiceId)).size).toBe(allocations.length);
          if (rest > 0n)
            expect(allocated).toBe(open.reduce((sum, invoice) => sum + invoice.due, 0n));
        },
      ),
    );
  });
});

describe('the balance', () => {
  it('pays invoices by itself, oldest money and oldest invoice first', () => {
    const credits = [
      { id: 'jan', remaining: 2000n, date: '2026-01-05' },
      { id: 'feb', remaining: 5000n, date: '2026-02-05' },
    ];
    expect(applyCredits(credits, [april, march], 5500n)).toEqual([
      { creditId: 'jan', invoiceId: 'march', amount: 2000n },
      { creditId: 'feb', invoiceId: 'march', amount: 1000n },
      { creditId: 'feb', invoiceId: 'april', amount: 2500n },
    ]);
  });

  it('never spends more than a credit, an invoice or the limit', () => {
    const credits = fc
      .array(fc.bigInt({ min: 0n, max: 3000n }), { maxLength: 5 })
      .map((all) => all.map((remaining, i) => ({ id: String(i), remaining, date: '2026-01-01' })));
    fc.assert(
      fc.property(
        credits,
        openInvoices(),
        fc.bigInt({ min: 0n, max: 9000n }),
        (money, open, limit) => {
          const applied = applyCredits(money, open, limit);
          const sumOf = (keep: (a: (typeof applied)[number]) => boolean) =>
            applied.filter(keep).reduce((sum, a) => sum + a.amount, 0n);
          const all = sumOf(() => true);
          expect(all <= limit).toBe(true);
          for (const credit of money)
            expect(sumOf((a) => a.creditId === credit.id) <= credit.remaining).toBe(true);
          for (const invoice of open)
            expect(sumOf((a) => a.invoiceId === invoice.id) <= invoice.due).toBe(true);
          const available = money.reduce((sum, credit) => sum + credit.remaining, 0n);
          const due = open.reduce((sum, invoice) => sum + invoice.due, 0n);
          expect(all).toBe([limit, available, due].reduce((a, b) => (a < b ? a : b)));
        },
      ),
    );
  });
});

describe('the status of an invoice', () => {
  const issued = { state: 'ISSUED' as const, total: 3000n, paid: 0n, dueDate: '2026-04-15' };

  it.each([
    ['UNPAID', issued, '2026-04-15'],
    ['OVERDUE', issued, '2026-04-16'],
    ['PARTIALLY_PAID', { ...issued, paid: 1n }, '2026-04-15'],
    ['OVERDUE', { ...issued, paid: 1n }, '2026-04-16'],
    ['PAID', { ...issued, paid: 3000n }, '2026-04-16'],
    ['PAID', { ...issued, total: 0n }, '2026-04-16'],
    ['VOID', { ...issued, state: 'VOID' as const }, '2026-04-16'],
    ['DRAFT', { ...issued, state: 'DRAFT' as const }, '2026-04-16'],
  ])('is %s', (status, invoice, today) => expect(invoiceStatus(invoice, today)).toBe(status));
});

function anInvoice(id: string, due: bigint, dueDate: string): OpenInvoice {
  return { id, due, dueDate, documentDate: '2026-03-01', number: null };
}

function openInvoices() {
  return fc
    .array(
      fc.tuple(
        fc.bigInt({ min: 0n, max: 3000n }),
        fc.constantFrom('2026-03-15', '2026-04-15', '2026-05-15'),
      ),
      { maxLength: 8 },
    )
    .map((all) => all.map(([due, dueDate], i) => anInvoice(String(i), due, dueDate)));
}
