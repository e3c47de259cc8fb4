import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { nestedPage } from '../../kit/nested.ts';
import { CustomerType } from '../customers/customers.types.ts';
import { loadPayment } from '../payments/payments.loaders.ts';
import { PaymentType } from '../payments/payments.types.ts';
import { loadService } from '../services/services.loaders.ts';
import { ServiceType } from '../services/services.types.ts';
import { issuedOnly } from './documents.loaders.ts';
import {
  DocumentLineType,
  InvoiceAllocationType,
  InvoiceConnection,
  toInvoice,
  type InvoiceType,
} from './documents.types.ts';

@Resolver(() => CustomerType)
export class CustomerInvoicesResolver {
  @FieldResolver(() => InvoiceConnection)
  invoices(
    @Root() customer: CustomerType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<InvoiceType>> {
    const only = issuedOnly(ctx).state ? "state <> 'DRAFT'" : undefined;
    return nestedPage(ctx, customer.id, slice, {
      table: 'invoice',
      parent: 'customer_id',
      order: ['document_date', 'id'],
      only,
      find: (tx, ids) => tx.invoice.findMany({ where: { id: { in: ids } } }),
      toNode: toInvoice,
    });
  }
}

@Resolver(() => DocumentLineType)
export class DocumentLineResolver {
  @FieldResolver(() => ServiceType, { nullable: true })
  async service(@Root() line: DocumentLineType, @Ctx() ctx: Context): Promise<ServiceType | null> {
    return line.serviceId ? loadService(ctx, line.serviceId) : null;
  }
}

@Resolver(() => InvoiceAllocationType)
export class InvoiceAllocationResolver {
  @FieldResolver(() => PaymentType, { nullable: true })
  async payment(
    @Root() allocation: InvoiceAllocationType,
    @Ctx() ctx: Context,
  ): Promise<PaymentType | null> {
    return allocation.paymentId ? loadPayment(ctx, allocation.paymentId) : null;
  }
}
