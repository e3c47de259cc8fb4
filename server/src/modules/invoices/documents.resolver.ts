import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { invoiceStatus } from '@backhaul/domain/settlement/settlement';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { fromDbDate, idInput } from '../../kit/input.ts';
import { DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { loadInvoiceAllocations } from './allocations.loaders.ts';
import { loadInvoiceLines } from './documents.loaders.ts';
import { invoiceRecords } from './invoices.records.ts';
import {
  DocumentLineType,
  InvoiceAllocationType,
  InvoiceConnection,
  InvoiceStatus,
  InvoiceSumsType,
  InvoiceType,
  TaxSummaryRowType,
} from './documents.types.ts';
import { summaryRows } from './summaryRows.ts';
import { InvoiceFilter, invoicesWhere } from './invoices.filter.ts';
import { invoicesKept } from './invoices.kept.ts';
import { sumsOfInvoices } from './invoices.sums.ts';
import { InvoiceInput } from './invoices.input.ts';
import { approveInvoice, createInvoice } from './documents.service.ts';
import { discardDraft, updateDraft } from './drafts.service.ts';
import { renewInvoiceDocument } from './renew.service.ts';
import { updateInvoiceDetails } from './details.service.ts';
import { voidInvoice } from './void.service.ts';
import { takeBackWriteOff, writeOff } from './writeOff.service.ts';
import { must } from '../../platform/must.ts';

@Resolver(() => InvoiceType)
export class DocumentsResolver {
  @Authorized('invoices:read')
  @Query(() => InvoiceConnection)
  async invoices(
    @Arg('filter', () => InvoiceFilter, { nullable: true }) filter: InvoiceFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<InvoiceType> & { sum: () => Promise<InvoiceSumsType[]> }> {
    const where = await ctx.read((tx) => invoicesWhere(ctx, tx, filter ?? {}));
    const found = await invoiceRecords.page(ctx, page, where, {
      partnerId: filter?.partnerId,
      kept: (tx) => invoicesKept(ctx, tx, filter ?? {}),
    });
    return { ...found, sum: () => sumsOfInvoices(ctx, filter ?? {}, where) };
  }

  @Authorized('invoices:read')
  @Query(() => InvoiceType)
  invoice(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<InvoiceType> {
    return invoiceRecords.found(ctx, id);
  }

  @Authorized('invoices:write')
  @Mutation(() => InvoiceType)
  async createInvoice(
    @Arg('input', () => InvoiceInput) input: InvoiceInput,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    const customerId = idInput(input.customerId, 'customerId');
    return invoiceRecords.found(
      ctx,
      await ctx.sql((sql) => createInvoice(sql, { ...input, customerId })),
    );
  }

  @Authorized('invoices:write')
  @Mutation(() => InvoiceType)
  async approveInvoice(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<InvoiceType> {
    await ctx.sql((sql) => approveInvoice(sql, id));
    return invoiceRecords.found(ctx, id);
  }

  @Authorized('invoices:write')
  @Mutation(() => InvoiceType, {
    description:
      "Other dates and lines for a draft, which stays one; customerId is the draft's, and draft is not looked at.",
  })
  async updateDraftInvoice(
    @ArgId('id') id: string,
    @Arg('input', () => InvoiceInput) input: InvoiceInput,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    const customerId = idInput(input.customerId, 'customerId');
    await ctx.sql((sql) => updateDraft(sql, id, { ...input, customerId }));
    return invoiceRecords.found(ctx, id);
  }

  @Authorized('invoices:write')
  @Mutation(() => Boolean, {
    description: 'A draft has no number: nothing is left of it but the audit.',
  })
  async discardDraftInvoice(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<boolean> {
    await ctx.sql((sql) => discardDraft(sql, id));
    return true;
  }

  @Authorized('invoices:void')
  @Mutation(() => InvoiceType, {
    description:
      "Of a charge's invoice it takes back the money only; undoLastCharge also frees the days to be charged again.",
  })
  async voidInvoice(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => voidInvoice(sql, known, reason, ctx.app.clock.today));
    return invoiceRecords.found(ctx, known);
  }

  @Authorized('invoices:write-off')
  @Mutation(() => InvoiceType, {
    description:
      'Money owed that will not come: a Correction settles what is due of it, without any effect on taxes.',
  })
  async writeOff(
    @ArgId('invoiceId') invoiceId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    await ctx.sql((sql) => writeOff(sql, invoiceId, reason, ctx.app.clock.today));
    return invoiceRecords.found(ctx, invoiceId);
  }

  @Authorized('invoices:write-off')
  @Mutation(() => InvoiceType, {
    description:
      'What was written off of it is owed again, from today; the balance pays it as far as it goes.',
  })
  async takeBackWriteOff(
    @ArgId('invoiceId') invoiceId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    await ctx.sql((sql) => takeBackWriteOff(sql, invoiceId, reason, ctx.app.clock.today));
    return invoiceRecords.found(ctx, invoiceId);
  }

  @Authorized('invoices:write')
  @Mutation(() => InvoiceType, {
    description: "The office's own notes on a document, issued or not; never what it says.",
  })
  async updateInvoiceDetails(
    @Arg('id', () => ID) id: string,
    @Arg('memo', () => String, { nullable: true }) memo: string | null | undefined,
    @Arg('customFields', () => JSONScalar, { nullable: true }) customFields: unknown,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => updateInvoiceDetails(sql, known, { memo, customFields }));
    return invoiceRecords.found(ctx, known);
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<FieldValues> {
    return invoiceRecords.customFields(ctx, invoice);
  }

  @Authorized('invoices:write')
  @Mutation(() => InvoiceType, {
    description:
      'Prints an issued invoice with the names, company details and template of now; amounts, lines and number stay. Recorded with the reason.',
  })
  async renewInvoiceDocument(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => renewInvoiceDocument(sql, known, reason));
    return invoiceRecords.found(ctx, known);
  }

  @FieldResolver(() => String, {
    description: 'Where its PDF is; read with the same authorization as the invoice.',
  })
  pdfUrl(@Root() invoice: InvoiceType): string {
    return `/documents/invoices/${invoice.id}.pdf`;
  }

  @FieldResolver(() => InvoiceStatus)
  async status(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<InvoiceStatus> {
    const partner = await partnerRecords.load(ctx, invoice.partnerId);
    return invoiceStatus(
      {
        state: invoice.state,
        total: invoice.totalMinor,
        paid: invoice.paidMinor,
        dueDate: invoice.dueDate,
      },
      ctx.app.clock.today(must(partner).clock),
    ) as InvoiceStatus;
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, invoice.customerId);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, invoice.partnerId);
  }

  @FieldResolver(() => [DocumentLineType])
  lines(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<DocumentLineType[]> {
    return loadInvoiceLines(ctx, invoice);
  }

  @FieldResolver(() => [String])
  async explanations(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<string[]> {
    return (await loadInvoiceLines(ctx, invoice)).flatMap((line) =>
      line.explanation ? [`${line.description}: ${line.explanation}`] : [],
    );
  }

  @FieldResolver(() => [TaxSummaryRowType])
  async taxSummary(
    @Root() invoice: InvoiceType,
    @Ctx() ctx: Context,
  ): Promise<TaxSummaryRowType[]> {
    const lines = await loadInvoiceLines(ctx, invoice);
    return summaryRows(lines, invoice.currency);
  }

  @FieldResolver(() => DecimalScalar, {
    description: 'What of `paid` is no payment and no credit: it was written off.',
  })
  async writtenOff(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<string> {
    const rows = await ctx.loadMany(
      'writeOffs',
      invoice.id,
      // by what it settles: customers see that of their own, and nothing of who wrote it off and why
      (tx, ids) =>
        tx.allocation.findMany({ where: { invoiceId: { in: ids }, madeBy: 'WRITE_OFF' } }),
      (row) => row.invoiceId,
    );
    return formatMinor(
      rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      currencyDigits(invoice.currency),
    );
  }

  @FieldResolver(() => [InvoiceAllocationType])
  async allocations(
    @Root() invoice: InvoiceType,
    @Ctx() ctx: Context,
  ): Promise<InvoiceAllocationType[]> {
    const digits = currencyDigits(invoice.currency);
    return (await loadInvoiceAllocations(ctx, invoice.id)).map(
      ({ paymentId, creditNoteId, amountMinor, date, madeBy }) => ({
        paymentId,
        creditNoteId,
        amount: formatMinor(amountMinor, digits),
        date: fromDbDate(date),
        writtenOff: madeBy === 'WRITE_OFF',
      }),
    );
  }

  @FieldResolver(() => String, { nullable: true })
  memo(@Root() invoice: InvoiceType, @Ctx() ctx: Context): string | null {
    return ctx.viewer?.kind === 'CUSTOMER' ? null : invoice.internalMemo;
  }
}
