import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  planRefund,
  stillCredit,
  takeOff,
  type Standing,
} from '@backhaul/domain/settlement/givingBack';

/** An invoice of 120, paid by one payment and given back by a note of which `free` is on the balance. */
function creditedWhole(free: bigint): Standing {
  return {
    invoices: [{ id: 'first', paid: 120n, credited: 120n }],
    notes: [{ creditId: 'note', invoiceId: 'first', free }],
    settlements: [{ creditId: 'paid', invoiceId: 'first', madeBy: 'PAYMENT', amount: 120n }],
  };
}

describe('what is given back of a payment', () => {
  it('is nothing of an invoice whose note went out in money', () => {
    expect(
      planRefund(creditedWhole(0n), { creditId: 'paid', free: 0n, available: 0n }, 120n),
    ).toEqual({ amount: 0n, unused: 0n, taken: 0n, moves: [], kept: ['first'] });
  });

  it('leaves the note in the place of the payment', () => {
    expect(takeOff(creditedWhole(120n), 'paid', 50n, 120n)).toEqual({
      taken: 50n,
      moves: [
        { creditId: 'note', invoiceId: 'first', madeBy: 'CREDIT_NOTE', amount: 50n },
        { creditId: 'paid', invoiceId: 'first', madeBy: 'PAYMENT', amount: -50n },
      ],
      kept: [],
    });
  });

  it('opens the invoice that the note paid instead', () => {
    const { invoices, notes, settlements } = creditedWhole(0n);
    const off = takeOff(
      {
        invoices: [...invoices, { id: 'next', paid: 120n, credited: 20n }],
        notes,
        settlements: [
          ...settlements,
          { creditId: 'note', invoiceId: 'next', madeBy: 'BALANCE', amount: 120n },
        ],
      },
      'paid',
      120n,
      0n,
    );
    expect(off).toMatchObject({ taken: 100n, kept: ['first'] });
    expect(off.moves).toContainEqual({
      creditId: 'note',
      invoiceId: 'next',
      madeBy: 'BALANCE',
      amount: -100n,
    });
  });

  it('is no credit that entries without an invoice took', () => {
    expect(stillCredit(120n, 50n)).toBe(50n);
    expect(stillCredit(120n, -1n)).toBe(0n);
    const standing = { invoices: [], notes: [], settlements: [] };
    expect(
      planRefund(standing, { creditId: 'paid', free: 120n, available: 50n }, 120n).amount,
    ).toBe(50n);
  });
});

/** A customer's account in whole amounts: payments, invoices, notes on them, and what went out. */
class Account {
  came = 0n;
  went = 0n;
  taken = 0n;
  readonly invoices: { id: string; total: bigint; paid: bigint; credited: bigint }[] = [];
  readonly credits: {
    id: string;
    of: string | null;
    free: bigint;
    amount: bigint;
    gone: bigint;
  }[] = [];
  readonly settled = new Map<string, bigint>();

  due = ({ total, paid }: { total: bigint; paid: bigint }) => total - paid;

  get available(): bigint {
    return this.credits.reduce((sum, { free }) => sum + free, 0n) - this.taken;
  }

  settle(creditId: string, invoiceId: string, amount: bigint): void {
    const key = `${creditId} ${invoiceId}`;
    this.settled.set(key, (this.settled.get(key) ?? 0n) + amount);
    this.credits.find(({ id }) => id === creditId)!.free -= amount;
    this.invoices.find(({ id }) => id === invoiceId)!.paid += amount;
  }

  /** Free credit pays what is open by itself, as far as nothing else took it. */
  settleAll(): void {
    for (const credit of this.credits)
      for (const invoice of this.invoices) {
        const part = [credit.free, this.due(invoice), stillCredit(this.available, this.available)];
        const least = part.reduce((a, b) => (a < b ? a : b));
        if (least > 0n) this.settle(credit.id, invoice.id, least);
      }
  }

  standing(): Standing {
    return {
      invoices: this.invoices,
      notes: this.credits.flatMap(({ id, of, free }) =>
        of ? [{ creditId: id, invoiceId: of, free }] : [],
      ),
      settlements: [...this.settled].flatMap(([key, amount]) => {
        const [creditId, invoiceId] = key.split(' ');
        return amount > 0n ? [{ creditId, invoiceId, madeBy: 'PAYMENT', amount }] : [];
      }),
    };
  }

  do(act: string, at: number, amount: bigint): void {
    const payments = this.credits.filter(({ of }) => !of);
    const notes = this.credits.filter(({ of }) => of);
    const nth = <T>(all: readonly T[]): T | undefined => all[at % Math.max(all.length, 1)];
    const [invoice, payment, note] = [nth(this.invoices), nth(payments), nth(notes)];
    const id = `${act}${this.invoices.length + this.credits.length}`;
    if (act === 'invoice') this.invoices.push({ id, total: amount, paid: 0n, credited: 0n });
    if (act === 'debit') this.taken += amount;
    if (act === 'pay') {
      this.came += amount;
      this.credits.push({ id, of: null, free: amount, amount, gone: 0n });
    }
    if (act === 'note' && invoice) {
      const left = invoice.total - invoice.credited;
      const part = amount < left ? amount : left;
      this.credits.push({ id, of: invoice.id, free: part, amount: part, gone: 0n });
      const due = this.due(invoice);
      this.settle(id, invoice.id, due < part ? due : part);
      invoice.credited += part;
    }
    if (act === 'refundNote' && note) this.out(note, stillCredit(note.free, this.available));
    if (act === 'refund' && payment) this.refund(payment, amount);
    if (act === 'reverse' && payment?.gone === 0n) this.reverse(payment);
    this.settleAll();
  }

  private refund(payment: Account['credits'][number], wanted: bigint): void {
    const { id: creditId, free } = payment;
    const most = payment.amount - payment.gone;
    const plan = planRefund(
      this.standing(),
      { creditId, free, available: this.available },
      wanted < most ? wanted : most,
    );
    for (const move of plan.moves) this.settle(move.creditId, move.invoiceId, move.amount);
    this.out(payment, plan.amount);
  }

  private reverse(payment: Account['credits'][number]): void {
    const { amount } = payment;
    const { moves, kept } = takeOff(this.standing(), payment.id, amount, amount);
    if (kept.length) return;
    for (const move of moves) this.settle(move.creditId, move.invoiceId, move.amount);
    expect(payment.free).toBe(amount);
    this.came -= amount;
    payment.gone = amount;
    payment.free = 0n;
  }

  private out(credit: Account['credits'][number], amount: bigint): void {
    credit.free -= amount;
    credit.gone += amount;
    this.went += amount;
  }
}

describe('whatever is paid, credited and given back, in any order', () => {
  const act = fc.tuple(
    fc.constantFrom('invoice', 'pay', 'note', 'refundNote', 'refund', 'reverse', 'debit'),
    fc.nat(20),
    fc.bigInt(1n, 200n),
  );
  it('no invoice is due for what was credited, and nothing goes out that did not come', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const account = new Account();
        for (const [what, at, amount] of acts) {
          account.do(what, at, amount);
          for (const { total, paid, credited } of account.invoices) {
            expect(paid >= credited).toBe(true);
            expect(paid <= total).toBe(true);
          }
          expect(account.credits.every(({ free }) => free >= 0n)).toBe(true);
          expect([...account.settled.values()].every((amount) => amount >= 0n)).toBe(true);
          const stays = account.invoices.reduce((sum, each) => sum + each.paid - each.credited, 0n);
          expect(account.went <= account.came - stays).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('all of a payment can go back where no note went out and no entry took it', () => {
    const quiet = act.filter(
      ([what]) => !['refundNote', 'refund', 'reverse', 'debit'].includes(what),
    );
    fc.assert(
      fc.property(fc.array(quiet, { maxLength: 20 }), (acts) => {
        const account = new Account();
        for (const each of acts) account.do(...each);
        for (const { id, of, free, amount } of account.credits) {
          if (of) continue;
          const { available } = account;
          const plan = planRefund(account.standing(), { creditId: id, free, available }, amount);
          expect(plan.amount).toBe(amount);
        }
      }),
    );
  });
});
