import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { epcCode, type ToPay } from '@backhaul/domain/documents/epcCode';
import { swissBill, swissPayload } from '@backhaul/domain/documents/swissBill';
import type { Context } from '../../kit/context.ts';
import { must } from '../../platform/must.ts';
import { CompanyDetailsType } from '../company/index.ts';
import { InvoiceType } from '../invoices/index.ts';
import { partnerRecords } from '../partners/index.ts';
import { loadPartnerPayments } from '../settings/index.ts';
import { payeeOf } from './codes.ts';
import { PaymentCodeCheckType, PaymentCodeKind } from './codes.types.ts';
import type { DocumentData } from './documentData.ts';
import { loadInvoices } from './invoiceData.ts';

@Resolver(() => InvoiceType)
export class InvoiceCodesLink {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What the code of a SEPA transfer says (EPC069-12); null where none may be printed.',
  })
  async epcQrPayload(@Root() { id }: InvoiceType, @Ctx() ctx: Context): Promise<string | null> {
    const { payment } = (await printed(ctx, id)).data as { payment: { qr: string } };
    return payment.qr || null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What the code of a Swiss QR-bill says (SPC 0200); null where none may be printed.',
  })
  async swissQrPayload(@Root() { id }: InvoiceType, @Ctx() ctx: Context): Promise<string | null> {
    const { swiss } = await printed(ctx, id);
    return swiss ? swissPayload(swiss) : null;
  }
}

/** An invoice as it is printed now; a customer reads it as its partner prints it. */
function printed(ctx: Context, id: string): Promise<DocumentData> {
  return ctx.loadBatch('invoice.printed', id, async (ids) => {
    const { scope } = ctx;
    const within =
      scope.kind === 'customer' ? await ctx.app.boundary.jobScope(scope.partnerId) : scope;
    const found = await ctx.app.boundary.inSql(must(within), (sql) => loadInvoices(sql, ids));
    return ids.map((each) => must(found.find((invoice) => invoice.id === each)));
  });
}

/** Of an invoice that could be: what is said of the company, not of an invoice. */
const ANY = { due: 1n, number: '202606000017' } as const;

@Resolver(() => CompanyDetailsType)
export class CompanyCodesLink {
  @FieldResolver(() => [PaymentCodeCheckType], {
    description: 'The codes to pay by that invoices carry, or why they do not.',
  })
  async paymentCodes(
    @Root() details: CompanyDetailsType,
    @Ctx() ctx: Context,
  ): Promise<PaymentCodeCheckType[]> {
    const { currency } = must(await partnerRecords.load(ctx, details.partnerId));
    const { paymentReference } = await loadPartnerPayments(ctx, details.partnerId);
    const payee = payeeOf({ ...details, name: details.name ?? '' });
    const toPay: ToPay = { ...ANY, currency, reference: paymentReference };
    return [
      { kind: PaymentCodeKind.EPC, why: epcCode(payee, toPay).why },
      { kind: PaymentCodeKind.SWISS_QR_BILL, why: swissBill(payee, payee, toPay).why },
    ].map((each) => Object.assign(new PaymentCodeCheckType(), each));
  }
}
