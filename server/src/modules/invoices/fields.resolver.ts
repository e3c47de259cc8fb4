import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { CustomerType } from '../customers/index.ts';
import { serviceRecords, ServiceType } from '../services/index.ts';
import { issuedOnly } from './documents.loaders.ts';
import { whatKeeps } from './documents.service.ts';
import { outsideOf } from './documents.store.ts';
import {
  DocumentLineType,
  InvoiceConnection,
  InvoiceType,
  type InvoiceSumsType,
} from './documents.types.ts';
import { invoiceRecords } from './invoices.records.ts';
import { sumsOfCustomer } from './invoices.sums.ts';
import { got } from '../../platform/must.ts';

@Resolver(() => CustomerType)
export class CustomerInvoicesResolver {
  @FieldResolver(() => InvoiceConnection)
  async invoices(
    @Root() customer: CustomerType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<InvoiceType> & { sum: () => Promise<InvoiceSumsType[]> }> {
    const only = issuedOnly(ctx).state ? "state <> 'DRAFT'" : undefined;
    const own = await invoiceRecords.inside(ctx, customer.id, slice, {
      parent: 'customer_id',
      order: ['document_date', 'id'],
      only,
    });
    return { ...own, sum: () => sumsOfCustomer(ctx, customer.id) };
  }
}

@Resolver(() => InvoiceType)
export class InvoiceVoidResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'For who may void it: why the invoice cannot be made void now, in words; null when it can.',
  })
  async voidKept(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<string | null> {
    const outside = await ctx.loadBatch('invoice.voidKept', invoice.id, async (ids) => {
      const found = await ctx.sql((sql) => outsideOf(sql, ids));
      return ids.map((id) => got(found, id));
    });
    return whatKeeps(invoice, outside)?.words ?? null;
  }
}

@Resolver(() => DocumentLineType)
export class DocumentLineResolver {
  @FieldResolver(() => ServiceType, { nullable: true })
  async service(@Root() line: DocumentLineType, @Ctx() ctx: Context): Promise<ServiceType | null> {
    return line.serviceId ? serviceRecords.load(ctx, line.serviceId) : null;
  }
}
