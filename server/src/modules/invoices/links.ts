import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { TransactionType } from '../ledger/index.ts';
import { invoiceRecords } from './invoices.records.ts';
import { InvoiceType } from './documents.types.ts';

@Resolver(() => TransactionType)
export class TransactionInvoiceLink {
  @FieldResolver(() => InvoiceType, { nullable: true })
  async invoice(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return entry.invoiceId ? invoiceRecords.load(ctx, entry.invoiceId) : null;
  }
}
