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
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { MoneyType } from '../../kit/money.types.ts';
import { ArgId } from '../../kit/argId.ts';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DateScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
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
import { AllocationType } from '../payments/index.ts';
import { PaymentMethod } from '../settings/index.ts';
import {
  loadNoteAllocations,
  loadNoteLines,
  loadNoteRefunds,
  loadRefundable,
  sumsOfNotes,
} from './creditNotes.loaders.ts';
import { creditNoteRecords } from './creditNotes.records.ts';
import { createCreditNote } from './creditNotes.service.ts';
import {
  CreditNoteConnection,
  CreditNoteInput,
  CreditNotePreviewType,
  CreditNoteStatus,
  CreditNoteType,
  RefundType,
} from './creditNotes.types.ts';
import { previewCreditNote } from './preview.ts';
import { refundCreditNote } from './refunds.service.ts';

/** The ids of an input as ids; refuses by field what is none. */
function withIds(input: CreditNoteInput) {
  return {
    ...input,
    customerId: idInput(input.customerId, 'customerId'),
    invoiceId: input.invoiceId == null ? null : idInput(input.invoiceId, 'invoiceId'),
  };
}

@Resolver(() => CreditNoteType)
export class CreditNotesResolver {
  @Authorized('invoices:read')
  @Query(() => CreditNoteConnection)
  async creditNotes(
    @Arg('filter', () => DocumentFilter, { nullable: true }) filter: DocumentFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<CreditNoteType> & { sum: () => Promise<MoneyType[]> }> {
    const where = await ctx.read((tx) =>
      documentsWhere(ctx, tx, filter ?? {}, { entity: 'CREDIT_NOTE', statuses: CreditNoteStatus }),
    );
    return {
      ...(await creditNoteRecords.page(ctx, page, where, { partnerId: filter?.partnerId })),
      sum: () => sumsOfNotes(ctx, where),
    };
  }

  @Authorized('invoices:read')
  @Query(() => CreditNoteType)
  creditNote(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<CreditNoteType> {
    return creditNoteRecords.found(ctx, id);
  }

  @Authorized('credit-notes:write')
  @Query(() => CreditNotePreviewType, {
    description: 'What createCreditNote would make; refuses as it does, and writes nothing.',
  })
  creditNotePreview(
    @Arg('input', () => CreditNoteInput) input: CreditNoteInput,
    @Ctx() ctx: Context,
  ): Promise<CreditNotePreviewType> {
    return ctx.sql((sql) => previewCreditNote(sql, withIds(input), ctx.app.clock.today));
  }

  @Authorized('credit-notes:write')
  @Mutation(() => CreditNoteType)
  async createCreditNote(
    @Arg('input', () => CreditNoteInput) input: CreditNoteInput,
    @Ctx() ctx: Context,
  ): Promise<CreditNoteType> {
    const known = withIds(input);
    return creditNoteRecords.found(
      ctx,
      await ctx.sql((sql) =>
        createCreditNote(sql, { ...known, byHand: true }, ctx.app.clock.today),
      ),
    );
  }

  @Authorized('credit-notes:write')
  @Mutation(() => CreditNoteType, {
    description: "The office's own custom fields of a note; never what it says.",
  })
  async updateCreditNoteDetails(
    @ArgId('id') id: string,
    @Arg('customFields', () => JSONScalar, { nullable: true }) customFields: unknown,
    @Ctx() ctx: Context,
  ): Promise<CreditNoteType> {
    await ctx.sql((sql) => updateDocumentFields(sql, 'CREDIT_NOTE', id, customFields));
    return creditNoteRecords.found(ctx, id);
  }

  @Authorized('payments:refund')
  @Mutation(() => CreditNoteType, {
    description: 'What is left of it goes back in money.',
  })
  async refundCreditNote(
    @ArgId('id') id: string,
    @Arg('date', () => DateScalar) date: string,
    @Arg('method', () => PaymentMethod) method: PaymentMethod,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey:
      | string
      | null
      | undefined,
    @Ctx() ctx: Context,
  ): Promise<CreditNoteType> {
    await ctx.sql((sql) => refundCreditNote(sql, { id, date, method, idempotencyKey }));
    return creditNoteRecords.found(ctx, id);
  }

  @FieldResolver(() => String, {
    description: 'Where its PDF is; read with the same authorization as the note.',
  })
  pdfUrl(@Root() note: CreditNoteType): string {
    return `/documents/credit-notes/${note.id}.pdf`;
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() note: CreditNoteType, @Ctx() ctx: Context): Promise<FieldValues> {
    return creditNoteRecords.customFields(ctx, note);
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() note: CreditNoteType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, note.customerId);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() note: CreditNoteType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, note.partnerId);
  }

  @FieldResolver(() => InvoiceType, { nullable: true })
  async invoice(@Root() note: CreditNoteType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return note.invoiceId ? invoiceRecords.load(ctx, note.invoiceId) : null;
  }

  @FieldResolver(() => [DocumentLineType])
  lines(@Root() note: CreditNoteType, @Ctx() ctx: Context): Promise<DocumentLineType[]> {
    return loadNoteLines(ctx, note);
  }

  @FieldResolver(() => [TaxSummaryRowType])
  async taxSummary(
    @Root() note: CreditNoteType,
    @Ctx() ctx: Context,
  ): Promise<TaxSummaryRowType[]> {
    return summaryRows(await loadNoteLines(ctx, note), note.currency);
  }

  @FieldResolver(() => [AllocationType], { description: 'What it settles, by invoice.' })
  async allocations(@Root() note: CreditNoteType, @Ctx() ctx: Context): Promise<AllocationType[]> {
    const digits = currencyDigits(note.currency);
    return (await loadNoteAllocations(ctx, note.id)).map(({ invoiceId, amountMinor }) =>
      Object.assign(new AllocationType(), { invoiceId, amount: formatMinor(amountMinor, digits) }),
    );
  }

  @FieldResolver(() => [RefundType])
  refunds(@Root() note: CreditNoteType, @Ctx() ctx: Context): Promise<RefundType[]> {
    return loadNoteRefunds(ctx, note.id);
  }

  @FieldResolver(() => DecimalScalar, {
    description: 'For who may refund: what refundCreditNote gives back of it now.',
  })
  refundable(@Root() note: CreditNoteType, @Ctx() ctx: Context): Promise<string> {
    return loadRefundable(ctx, 'notes', note);
  }

  @FieldResolver(() => String)
  recordedBy(@Root() note: CreditNoteType, @Ctx() ctx: Context): Promise<string> {
    return shownRecorder(ctx, note);
  }
}
