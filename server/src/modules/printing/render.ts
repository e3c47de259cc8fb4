import { UTC } from '@backhaul/domain/time/partnerClock';
import type { App } from '../../kit/app.ts';
import { addDays, addMonths } from '@backhaul/domain/time/calendar';
import { notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { loadPerson, loadReceipt, loadStatement } from './accountData.ts';
import { type DrawnSource, isPdfKind, TemplateKind } from '../templates/index.ts';
import { inLanguage, languageIn, momentIn, titleIn } from './inLanguage.ts';
import { companyLogo, companyView, withoutAccount } from './companyView.ts';
import { draw, drawnWell, type NamedDocument, type Prepared } from './draw.ts';
import { sourceOf, type DocumentData } from './documentData.ts';
import { loadCreditNotes } from './creditNoteData.ts';
import { loadProformas } from './proformaData.ts';
import { loadInvoices } from './invoiceData.ts';
import { ownerOf, partnerOfDocument } from './owners.ts';
import { isTestPartner } from './owners.store.ts';
import { copyMark, type ReceiptPrint } from './receiptPrints.ts';
import { withPaymentLinks } from './paymentLinks.ts';
import { templatePictures } from './pictures.ts';
import { readableData, type Reads } from './readable.ts';
import { swissLanguage, swissPart } from './swissPart.ts';
import { testMark } from './testMark.ts';
import type { RenderAsset } from './rendering/protocol.ts';

/**
 * What to render. documentId is an invoice for INVOICE_PDF and INVOICE_MAIL, a credit note for
 * CREDIT_NOTE_PDF and CREDIT_NOTE_MAIL, a proforma for PROFORMA_PDF and PROFORMA_MAIL, a payment for
 * RECEIPT_PDF, RECEIPT_80MM_PDF and PAYMENT_MAIL, a customer for STATEMENT_PDF, STATEMENT_MAIL, REMINDER_MAIL,
 * BLOCKED_MAIL, CHARGE_FAILED_MAIL, CARD_ENDING_MAIL and WELCOME_MAIL, a customer or a user for RESET_MAIL and
 * SECURITY_MAIL, and a user
 * for RUN_MAIL, BOOKS_MAIL and NOTE_MAIL.
 */
export interface DocumentRequest {
  kind: TemplateKind;
  documentId: string;
  /** For a statement: its first and last day; the last twelve months when they are not given. */
  from?: string;
  to?: string;
  /** Texts that only the caller knows, such as the link of a RESET_MAIL; templates read them as {{link}} and so on. */
  extra?: Readonly<Record<string, string>>;
  /** How long the link of it works: templates read it as {{expires}}, written in the language of the mail. */
  until?: { at: string; timeZone: string };
  /**
   * What whoever asks may read of it; without this all of it: for mails that are sent, and
   * documents as they were issued.
   */
  reads?: Reads;
  /** Of a receipt that is handed out at the desk. */
  print?: ReceiptPrint | null;
}

/**
 * Renders one document or mail with the template and company details that it was issued with, or
 * those in force now for what has none. Refuses NOT_FOUND for a record outside the scope, and
 * CONFLICT TEMPLATE_FAILED for a template that fails.
 */
export async function renderDocument(
  app: App,
  scope: Scope,
  request: DocumentRequest,
): Promise<NamedDocument> {
  return draw(await preparedFor(app, scope, request));
}

/**
 * The pages of the same document as one picture (SVG) for the screen: light to send, and shown by
 * every browser. Refuses as renderDocument does.
 */
export async function pictureOf(app: App, scope: Scope, request: DocumentRequest): Promise<string> {
  return (await drawnWell(await preparedFor(app, scope, request), { make: 'picture' })).picture!;
}

async function preparedFor(app: App, scope: Scope, request: DocumentRequest): Promise<Prepared> {
  // templates and company details are staff's matter: read in the scope of the record's partner,
  // once the asker may see it
  const work = await app.boundary.jobScope(await partnerOfDocument(app, scope, request));
  if (!work) throw notFound();
  return app.boundary.inSql(work, (sql) => prepare(app, sql, request));
}

/** Reads what one document needs; trial: another template than its own, with the pictures it shows, for a preview. */
export async function prepare(
  app: App,
  sql: ScopedSql,
  request: DocumentRequest,
  trial?: { template: DrawnSource; pictures: RenderAsset[] },
): Promise<Prepared> {
  const whole = await documentData(app, sql, request);
  const document = request.reads
    ? { ...whole, data: readableData(whole.data, request.reads) }
    : whole;
  const template = trial?.template ?? (await sourceOf(sql, request.kind, document));
  return preparedFrom(
    sql,
    request.kind,
    await withPaymentLinks(app, sql, request.kind, document, template),
    template,
    request,
    trial?.pictures,
  );
}

async function documentData(
  app: App,
  sql: ScopedSql,
  { kind, documentId, from, to, print }: DocumentRequest,
): Promise<DocumentData> {
  switch (ownerOf(kind)) {
    case 'invoice': {
      const [invoice] = await loadInvoices(sql, [documentId]);
      if (!invoice) throw notFound();
      return invoice;
    }
    case 'note': {
      const [note] = await loadCreditNotes(sql, [documentId]);
      if (!note) throw notFound();
      return note;
    }
    case 'proforma': {
      const [proforma] = await loadProformas(sql, [documentId]);
      if (!proforma) throw notFound();
      return proforma;
    }
    case 'payment':
      return loadReceipt(sql, documentId, print?.tendered);
    case 'person': {
      if (kind !== TemplateKind.STATEMENT_PDF) return loadPerson(sql, documentId);
      const last = to ?? app.clock.today(UTC);
      return loadStatement(sql, documentId, from ?? addDays(addMonths(last, -12), 1), last);
    }
    default:
      throw notFound();
  }
}

/**
 * Adds what every document shows: the company, its logo, the partner and the portal's address; and
 * the template's pictures.
 */
export async function preparedFrom(
  sql: ScopedSql,
  kind: TemplateKind,
  document: DocumentData,
  template: DrawnSource,
  { extra = {}, until, print }: Pick<DocumentRequest, 'extra' | 'until' | 'print'> = {},
  pictures?: RenderAsset[],
): Promise<Prepared> {
  const { issuer } = document;
  const logo = isPdfKind(kind) ? await companyLogo(sql, issuer) : null;
  const language = languageIn(document.data, template);
  const { void: isVoid = false } = document.data.document as { void?: boolean };
  const tested = isPdfKind(kind) && (await isTestPartner(sql, document.partnerId));
  return {
    partnerId: document.partnerId,
    kind,
    ...template,
    mark: (tested ? testMark(language, isVoid) : '') + copyMark(language, print?.copy ?? 1),
    // what a test partner asks for is not to be paid
    ...(document.swiss &&
      kind === TemplateKind.INVOICE_PDF &&
      !tested && { swiss: swissPart(document.swiss, swissLanguage(language)) }),
    assets: [
      ...(logo ? [logo] : []),
      ...(isPdfKind(kind) ? (pictures ?? (await templatePictures(sql, template.source))) : []),
    ],
    title: titleIn(language, document),
    author: issuer.name,
    issuedAt: Math.floor(document.issuedAt.getTime() / 1000),
    fileName: document.fileName,
    data: {
      kind,
      portalUrl: issuer.portalUrl,
      ...extra,
      ...(until && { expires: momentIn(language, until.at, until.timeZone) }),
      ...inLanguage(document.data, language, kind),
      company: companyView(isVoid ? withoutAccount(issuer) : issuer, logo, language ?? 'EN'),
      partner: { name: issuer.partnerName, number: issuer.partnerNumber },
    },
  };
}
