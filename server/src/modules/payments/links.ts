import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { InvoiceAllocationType } from '../invoices/index.ts';
import { TransactionType } from '../ledger/index.ts';
import { paymentRecords } from './payments.records.ts';
import { PaymentType } from './payments.types.ts';

@Resolver(() => TransactionType)
export class TransactionPaymentLink {
  @FieldResolver(() => PaymentType, { nullable: true })
  async payment(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<PaymentType | null> {
    return entry.paymentId ? paymentRecords.load(ctx, entry.paymentId) : null;
  }
}

@Resolver(() => InvoiceAllocationType)
export class AllocationPaymentLink {
  @FieldResolver(() => PaymentType, { nullable: true })
  async payment(
    @Root() allocation: InvoiceAllocationType,
    @Ctx() ctx: Context,
  ): Promise<PaymentType | null> {
    return allocation.paymentId ? paymentRecords.load(ctx, allocation.paymentId) : null;
  }
}
