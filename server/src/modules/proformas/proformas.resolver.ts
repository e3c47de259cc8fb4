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
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { ArgId } from '../../kit/argId.ts';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { JSONScalar } from '../../kit/scalars.ts';
import type { MoneyType } from '../../kit/money.types.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import {
  DocumentFilter,
  DocumentLineType,
  documentsWhere,
  InvoiceType,
  invoiceRecords,
  summaryRows,
  TaxSummaryRowType,
  updateDocumentFields,
} from '../invoices/index.ts';
import { shownRecorder } from '../ledger/index.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { loadProformaLines, sumsOfProformas } from './proformas.loaders.ts';
import { proformaRecords } from './proformas.records.ts';
import { createProforma } from './proformas.service.ts';
import {
  ProformaConnection,
  ProformaInput,
  ProformaStatus,
  ProformaType,
} from './proformas.types.ts';
import { voidProforma } from './void.service.ts';

@Resolver(() => ProformaType)
export class ProformasResolver {
  @Authorized('invoices:read')
  @Query(() => ProformaConnection)
  async proformas(
    @Arg('filter', () => DocumentFilter, { nullable: true }) filter: DocumentFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<ProformaType> & { sum: () => Promise<MoneyType[]> }> {
    const where = await ctx.read((tx) =>
      documentsWhere(ctx, tx, filter ?? {}, { entity: 'PROFORMA', statuses: ProformaStatus }),
    );
    return {
      ...(await proformaRecords.page(ctx, page, where, { partnerId: filter?.partnerId })),
      sum: () => sumsOfProformas(ctx, where, filter?.status),
    };
  }

  @Authorized('invoices:read')
  @Query(() => ProformaType)
  proforma(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<ProformaType> {
    return proformaRecords.found(ctx, id);
  }

  @Authorized('invoices:write')
  @Mutation(() => ProformaType, {
    description: 'A request for payment; recordPayment with its proformaId pays it.',
  })
  async createProforma(
    @Arg('input', () => ProformaInput) input: ProformaInput,
    @Ctx() ctx: Context,
  ): Promise<ProformaType> {
    const customerId = idInput(input.customerId, 'customerId');
    return proformaRecords.found(
      ctx,
      await ctx.sql((sql) => createProforma(sql, { ...input, customerId })),
    );
  }

  @Authorized('invoices:write')
  @Mutation(() => ProformaType, {
    description: "The office's own custom fields of a proforma; never what it says.",
  })
  async updateProformaDetails(
    @ArgId('id') id: string,
    @Arg('customFields', () => JSONScalar, { nullable: true }) customFields: unknown,
    @Ctx() ctx: Context,
  ): Promise<ProformaType> {
    await ctx.sql((sql) => updateDocumentFields(sql, 'PROFORMA', id, customFields));
    return proformaRecords.found(ctx, id);
  }

  @Authorized('invoices:void')
  @Mutation(() => ProformaType, {
    description: 'It keeps its number; part payments that waited on it pay what is open.',
  })
  async voidProforma(
    @ArgId('id') id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<ProformaType> {
    await ctx.sql((sql) => voidProforma(sql, id, reason, ctx.app.clock.today));
    return proformaRecords.found(ctx, id);
  }

  @FieldResolver(() => String, {
    description: 'Where its PDF is; read with the same authorization as the proforma.',
  })
  pdfUrl(@Root() proforma: ProformaType): string {
    return `/documents/proformas/${proforma.id}.pdf`;
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() proforma: ProformaType, @Ctx() ctx: Context): Promise<FieldValues> {
    return proformaRecords.customFields(ctx, proforma);
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() proforma: ProformaType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, proforma.customerId);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() proforma: ProformaType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, proforma.partnerId);
  }

  @FieldResolver(() => InvoiceType, {
    nullable: true,
    description: 'What it became when it was paid in full.',
  })
  async invoice(@Root() proforma: ProformaType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return proforma.invoiceId ? invoiceRecords.load(ctx, proforma.invoiceId) : null;
  }

  @FieldResolver(() => [DocumentLineType])
  lines(@Root() proforma: ProformaType, @Ctx() ctx: Context): Promise<DocumentLineType[]> {
    return loadProformaLines(ctx, proforma);
  }

  @FieldResolver(() => [TaxSummaryRowType])
  async taxSummary(
    @Root() proforma: ProformaType,
    @Ctx() ctx: Context,
  ): Promise<TaxSummaryRowType[]> {
    return summaryRows(await loadProformaLines(ctx, proforma), proforma.currency);
  }

  @FieldResolver(() => String)
  recordedBy(@Root() proforma: ProformaType, @Ctx() ctx: Context): Promise<string> {
    return shownRecorder(ctx, proforma);
  }
}
