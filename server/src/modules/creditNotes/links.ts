import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { ArgId } from '../../kit/argId.ts';
import { SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { CustomerType } from '../customers/index.ts';
import { InvoiceAllocationType, InvoiceType } from '../invoices/index.ts';
import { TransactionType } from '../ledger/index.ts';
import { paymentRecords, PaymentType } from '../payments/index.ts';
import { loadPassedOnFee, loadPaymentRefunds, loadRefundable } from './creditNotes.loaders.ts';
import { creditNoteRecords } from './creditNotes.records.ts';
import {
  CreditNoteConnection,
  CreditNoteType,
  RefundType,
  toCreditNote,
} from './creditNotes.types.ts';
import { refundPayment } from './refunds.service.ts';

@Resolver(() => TransactionType)
export class TransactionCreditNoteLink {
  @FieldResolver(() => CreditNoteType, { nullable: true })
  async creditNote(
    @Root() entry: TransactionType,
    @Ctx() ctx: Context,
  ): Promise<CreditNoteType | null> {
    return entry.creditNoteId ? creditNoteRecords.load(ctx, entry.creditNoteId) : null;
  }
}

@Resolver(() => InvoiceAllocationType)
export class AllocationCreditNoteLink {
  @FieldResolver(() => CreditNoteType, { nullable: true })
  async creditNote(
    @Root() allocation: InvoiceAllocationType,
    @Ctx() ctx: Context,
  ): Promise<CreditNoteType | null> {
    return allocation.creditNoteId ? creditNoteRecords.load(ctx, allocation.creditNoteId) : null;
  }
}

@Resolver(() => InvoiceType)
export class InvoiceCreditNotesLink {
  @FieldResolver(() => [CreditNoteType], { description: 'What takes some or all of it back.' })
  creditNotes(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<CreditNoteType[]> {
    return notesOf(ctx, invoice);
  }

  @FieldResolver(() => DecimalScalar, { description: 'What credit notes take back of it.' })
  async credited(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<string> {
    const digits = currencyDigits(invoice.currency);
    const notes = await loadNotesOf(ctx, invoice.id);
    return formatMinor(
      notes.reduce((sum, { totalMinor }) => sum + totalMinor, 0n),
      digits,
    );
  }
}

function loadNotesOf(ctx: Context, invoiceId: string) {
  return ctx.loadMany(
    'creditNotes of invoices',
    invoiceId,
    (tx, ids) =>
      tx.creditNote.findMany({ where: { invoiceId: { in: ids } }, orderBy: { id: 'asc' } }),
    (note) => note.invoiceId!,
  );
}

async function notesOf(ctx: Context, invoice: InvoiceType): Promise<CreditNoteType[]> {
  return (await loadNotesOf(ctx, invoice.id)).map(toCreditNote);
}

@Resolver(() => CustomerType)
export class CustomerCreditNotesLink {
  @FieldResolver(() => CreditNoteConnection)
  creditNotes(
    @Root() customer: CustomerType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<CreditNoteType>> {
    return creditNoteRecords.inside(ctx, customer.id, slice, {
      parent: 'customer_id',
      order: ['document_date', 'id'],
    });
  }
}

@Resolver(() => PaymentType)
export class PaymentRefundsLink {
  @FieldResolver(() => [RefundType], { description: 'What of it was given back in money.' })
  refunds(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<RefundType[]> {
    return loadPaymentRefunds(ctx, payment.id);
  }

  @FieldResolver(() => DecimalScalar, {
    description: 'For who may refund: the most that refundPayment gives back of it now.',
  })
  refundable(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<string> {
    return loadRefundable(ctx, 'payments', payment);
  }

  @FieldResolver(() => DecimalScalar, {
    description: 'What of it the customer was charged for the way to pay, and did not get back.',
  })
  passedOnFee(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<string> {
    return loadPassedOnFee(ctx, payment);
  }

  @Authorized('payments:refund')
  @Mutation(() => PaymentType, {
    description:
      'Part (amount) or all of what is unallocated or allocated goes back in money, by the way it came. ' +
      'refundFee: with what is left of passedOnFee on top of the amount.',
  })
  async refundPayment(
    @ArgId('id') id: string,
    @Arg('amount', () => DecimalScalar, { nullable: true }) amount: string | null | undefined,
    @Arg('date', () => DateScalar) date: string,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey:
      | string
      | null
      | undefined,
    @Arg('refundFee', () => Boolean, { nullable: true, defaultValue: false }) refundFee:
      | boolean
      | null
      | undefined,
    @Ctx() ctx: Context,
  ): Promise<PaymentType> {
    await ctx.sql((sql) =>
      refundPayment(sql, { id, amount, date, idempotencyKey, refundFee: refundFee ?? false }),
    );
    return paymentRecords.found(ctx, id);
  }
}
