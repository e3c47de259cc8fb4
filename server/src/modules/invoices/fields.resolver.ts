import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { nestedPage } from '../../kit/nested.ts';
import { CustomerType } from '../customers/index.ts';
import { loadService, ServiceType } from '../services/index.ts';
import { issuedOnly } from './documents.loaders.ts';
import {
  DocumentLineType,
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
