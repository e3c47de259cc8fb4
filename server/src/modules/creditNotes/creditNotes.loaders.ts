import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { shortDates } from '@backhaul/domain/time/calendar';
import type { MoneyType } from '../../kit/money.types.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { got } from '../../platform/must.ts';
import { type DocumentLineType, loadAllocationsOfNote, toLine, toSums } from '../invoices/index.ts';
import { passedOnFees } from '../payments/index.ts';
import { refundableOfNotes, refundableOfPayments } from './refundable.ts';
import { toRefund, type CreditNoteType, type RefundType } from './creditNotes.types.ts';

export { loadAllocationsOfNote as loadNoteAllocations };

/** A note's lines, in their order. */
export async function loadNoteLines(
  ctx: Context,
  note: Pick<CreditNoteType, 'id' | 'currency'>,
): Promise<DocumentLineType[]> {
  const rows = await ctx.loadMany(
    'creditNoteLines',
    note.id,
    (tx, ids) =>
      tx.creditNoteLine.findMany({
        where: { creditNoteId: { in: ids } },
        orderBy: { position: 'asc' },
      }),
    (line) => line.creditNoteId,
  );
  return rows.map((row) => {
    const line = toLine({ ...row, billingDay: null }, note.currency);
    // its price is what the days together give back, not that of a month
    const { periodFrom: from, periodTo: to } = line;
    return from && to ? Object.assign(line, { explanation: shortDates(from, to) }) : line;
  });
}

/** What was given back of a note in money. */
export async function loadNoteRefunds(ctx: Context, noteId: string): Promise<RefundType[]> {
  const rows = await ctx.loadMany(
    'refunds of notes',
    noteId,
    (tx, ids) =>
      tx.refund.findMany({ where: { creditNoteId: { in: ids } }, orderBy: { id: 'asc' } }),
    (refund) => refund.creditNoteId!,
  );
  return rows.map(toRefund);
}

/** The same of a payment. */
export async function loadPaymentRefunds(ctx: Context, paymentId: string): Promise<RefundType[]> {
  const rows = await ctx.loadMany(
    'refunds of payments',
    paymentId,
    (tx, ids) => tx.refund.findMany({ where: { paymentId: { in: ids } }, orderBy: { id: 'asc' } }),
    (refund) => refund.paymentId!,
  );
  return rows.map(toRefund);
}

/** What can be given back of a payment or a note now. */
export async function loadRefundable(
  ctx: Context,
  kind: 'payments' | 'notes',
  { id, currency }: { id: string; currency: string },
): Promise<string> {
  const minor = await ctx.loadBatch(`refundable of ${kind}`, id, async (ids) => {
    const refundable = kind === 'payments' ? refundableOfPayments : refundableOfNotes;
    const found = await ctx.sql((sql) => refundable(sql, ids));
    return ids.map((each) => got(found, each));
  });
  return formatMinor(minor, currencyDigits(currency));
}

/** What of a payment was charged for the way to pay, and not given back. */
export async function loadPassedOnFee(
  ctx: Context,
  { id, currency }: { id: string; currency: string },
): Promise<string> {
  const minor = await ctx.loadBatch('passedOnFee of payments', id, async (ids) => {
    const fees = await ctx.sql((sql) => passedOnFees(sql, ids));
    const of = new Map(fees.map(({ paymentId, left }) => [paymentId, left]));
    return ids.map((each) => of.get(each) ?? 0n);
  });
  return formatMinor(minor, currencyDigits(currency));
}

/** What the notes of a list come to, by currency. */
export async function sumsOfNotes(
  ctx: Context,
  where: Prisma.CreditNoteWhereInput,
): Promise<MoneyType[]> {
  const sums = await ctx.read((tx) =>
    tx.creditNote.groupBy({
      by: ['currency'],
      where,
      _sum: { totalMinor: true },
      orderBy: { currency: 'asc' },
    }),
  );
  return toSums(sums);
}
