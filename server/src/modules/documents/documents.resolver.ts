import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { currencyDigits, formatMinor } from '../../domain/money.ts';
import { invoiceStatus } from '../../domain/settlement.ts';
import { taxSummary } from '../../domain/taxSummary.ts';
import { listPage, PageArgs, type ConnectionValue } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { fromDbDate, idInput, isId } from '../../graphql/input.ts';
import { notFound } from '../../platform/refusal.ts';
import { loadCustomer } from '../customers/customers.loaders.ts';
import { CustomerType } from '../customers/customers.types.ts';
import { loadPartner } from '../partners/partners.loaders.ts';
import { PartnerType } from '../partners/partners.types.ts';
import { loadInvoiceAllocations } from './allocations.loaders.ts';
import { issuedOnly, loadInvoice, loadInvoiceLines } from './documents.loaders.ts';
import { DocumentLineType, InvoiceAllocationType, InvoiceConnection, InvoiceStatus, InvoiceType, TaxSummaryRowType, toInvoice } from './documents.types.ts';
import { InvoiceFilter, invoicesWhere } from './invoices.filter.ts';
import { InvoiceInput } from './invoices.input.ts';
import { approveInvoice, createInvoice } from './documents.service.ts';
import { voidInvoice } from './void.service.ts';

const SORTABLE = {
  number: (order: 'asc' | 'desc') => ({ number: { sort: order, nulls: 'last' } }), documentDate: 'documentDate', dueDate: 'dueDate', total: 'totalMinor', paid: 'paidMinor', due: 'dueMinor',
  net: 'netMinor', tax: 'taxMinor', createdAt: 'createdAt', issuedAt: (order: 'asc' | 'desc') => ({ issuedAt: { sort: order, nulls: 'last' } }), currency: 'currency', recurring: 'recurring',
};

async function found(ctx: Context, id: string): Promise<InvoiceType> {
  const invoice = isId(id) ? await loadInvoice(ctx, id.toLowerCase()) : null;
  if (!invoice) throw notFound();
  return invoice;
}

@Resolver(() => InvoiceType)
export class DocumentsResolver {
  @Authorized('invoices:read')
  @Query(() => InvoiceConnection)
  async invoices(@Arg('filter', () => InvoiceFilter, { nullable: true }) filter: InvoiceFilter | undefined, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context): Promise<ConnectionValue<InvoiceType>> {
    const where = { ...await ctx.read((tx) => invoicesWhere(tx, ctx.app, filter ?? {})), ...issuedOnly(ctx) };
    return listPage(page, {
      sortable: SORTABLE, defaultSort: [{ documentDate: 'desc' }, { id: 'desc' }], toNode: toInvoice,
      find: (args) => ctx.read((tx) => tx.invoice.findMany({ where, ...args })), count: () => ctx.read((tx) => tx.invoice.count({ where })),
    });
  }

  @Authorized('invoices:read')
  @Query(() => InvoiceType)
  invoice(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<InvoiceType> { return found(ctx, id); }

  @Authorized('invoices:write')
  @Mutation(() => InvoiceType)
  async createInvoice(@Arg('input', () => InvoiceInput) input: InvoiceInput, @Ctx() ctx: Context): Promise<InvoiceType> {
    const customerId = idInput(input.customerId, 'customerId');
    return found(ctx, await ctx.sql((sql) => createInvoice(sql, { ...input, customerId })));
  }

  @Authorized('invoices:write')
  @Mutation(() => InvoiceType)
  async approveInvoice(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<InvoiceType> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => approveInvoice(sql, known));
    return found(ctx, known);
  }

  @Authorized('invoices:void')
  @Mutation(() => InvoiceType, { description: "Of a charge's invoice it takes back the money only; undoLastCharge also frees the days to be charged again." })
  async voidInvoice(@Arg('id', () => ID) id: string, @Arg('reason', () => String) reason: string, @Ctx() ctx: Context): Promise<InvoiceType> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => voidInvoice(sql, known, reason, ctx.app.clock.today));
    return found(ctx, known);
  }

  @FieldResolver(() => InvoiceStatus)
  async status(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<InvoiceStatus> {
    const partner = await loadPartner(ctx, invoice.partnerId);
    return invoiceStatus({ state: invoice.state, total: invoice.totalMinor, paid: invoice.paidMinor, dueDate: invoice.dueDate }, ctx.app.clock.today(partner!.timeZone)) as InvoiceStatus;
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<CustomerType | null> { return loadCustomer(ctx, invoice.customerId); }

  @FieldResolver(() => PartnerType)
  partner(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<PartnerType | null> { return loadPartner(ctx, invoice.partnerId); }

  @FieldResolver(() => [DocumentLineType])
  lines(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<DocumentLineType[]> { return loadInvoiceLines(ctx, invoice); }

  @FieldResolver(() => [String])
  async explanations(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<string[]> {
    return (await loadInvoiceLines(ctx, invoice)).flatMap((line) => (line.explanation ? [`${line.description}: ${line.explanation}`] : []));
  }

  @FieldResolver(() => [TaxSummaryRowType])
  async taxSummary(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<TaxSummaryRowType[]> {
    const lines = await loadInvoiceLines(ctx, invoice);
    const digits = currencyDigits(invoice.currency);
    return taxSummary(lines.map(({ taxPercent, taxIncluded, amounts }) => ({ taxPercent, taxIncluded, ...amounts }))).map((row) => ({
      taxPercent: row.taxPercent, taxIncluded: row.taxIncluded, net: formatMinor(row.net, digits), tax: formatMinor(row.tax, digits), total: formatMinor(row.total, digits),
    }));
  }

  @FieldResolver(() => [InvoiceAllocationType])
  async allocations(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<InvoiceAllocationType[]> {
    const digits = currencyDigits(invoice.currency);
    return (await loadInvoiceAllocations(ctx, invoice.id)).map(({ paymentId, amountMinor, date }) => ({ paymentId, amount: formatMinor(amountMinor, digits), date: fromDbDate(date) }));
  }

  @FieldResolver(() => String, { nullable: true })
  memo(@Root() invoice: InvoiceType, @Ctx() ctx: Context): string | null { return ctx.viewer?.kind === 'CUSTOMER' ? null : invoice.internalMemo; }
}
