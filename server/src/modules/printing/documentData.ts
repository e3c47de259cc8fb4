import type { SwissBill } from '@backhaul/domain/documents/swissBill';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { languageOf } from '@backhaul/domain/text/languages';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Issuer } from '../company/index.ts';
import {
  type DrawnSource,
  forReversed,
  LAYOUT,
  loadTemplates,
  TemplateKind,
} from '../templates/index.ts';
import { countryName } from './countries.ts';
import { got } from '../../platform/must.ts';

/**
 * What a document is rendered from: the template, layout and details it was issued with, and its
 * facts as plain JSON. Of an issued invoice or payment everything stays as it was then, except, on
 * purpose, what time does to it: what is paid and due, which payments settle it, and whether it was
 * made void.
 */
export interface DocumentData {
  id: string;
  partnerId: string;
  issuer: Issuer;
  /** null: the template in force. */
  template: { source: string; layout: number } | null;
  /** A receipt whose payment was taken back. */
  reversed?: boolean;
  title: string;
  /** The same in parts, of which the word is said in the document's language. */
  named?: {
    word: 'invoice' | 'draftInvoice' | 'creditNote' | 'proforma' | 'receipt' | 'statement';
    number: string;
  };
  /** What a payment part behind it asks for; none where it has none. */
  swiss?: SwissBill | null;
  issuedAt: Date;
  fileName: string;
  data: Record<string, unknown>;
}

interface Party {
  name?: string;
  street?: string;
  zip?: string;
  city?: string;
  country?: string;
  email?: string;
  phone?: string;
}

/** A printed name and address, as templates read them. */
export function partyView(party: Party): Record<string, string> {
  const {
    name = '',
    street = '',
    zip = '',
    city = '',
    country = '',
    email = '',
    phone = '',
  } = party;
  return {
    name,
    street,
    zip,
    city,
    place: [zip, city].filter(Boolean).join(' '),
    country: countryName(country),
    email,
    phone,
  };
}

/** A customer as it was printed when a document was issued: billed_to of invoices, payments and notes. */
export interface PrintedCustomer extends Party {
  /** In which its documents speak; none: English, as before there were others. */
  language?: string;
  number?: string;
  login?: string;
  status?: string;
  statusReason?: string;
  balance?: string;
  vatId?: string;
  taxNumber?: string;
  customFields?: Record<string, unknown>;
}

/**
 * The customer of a document, as templates read it. customFields: those to show when none were kept
 * with the document.
 */
export function customerView(
  customer: PrintedCustomer,
  currency: string,
  customFields: Record<string, unknown>,
): Record<string, unknown> {
  const { number = '', login = '', status = '', statusReason = '', balance } = customer;
  const { vatId = '', taxNumber = '' } = customer;
  return {
    language: languageOf(customer.language),
    countryCode: customer.country ?? '',
    number,
    login,
    status,
    statusReason,
    vatId,
    taxNumber,
    balance: balance === undefined ? '' : formatMinor(BigInt(balance), currencyDigits(currency)),
    customFields: customer.customFields ?? customFields,
    ...partyView(customer),
  };
}

/** What a document was issued with; null where it was not. */
export function printedTemplate({
  source,
  layout,
}: {
  source: string | null;
  layout: number | null;
}): DocumentData['template'] {
  return source === null || layout === null ? null : { source, layout };
}

/** The template of a document: the one it was issued with, else the one in force. */
export async function sourceOf(
  sql: ScopedSql,
  kind: TemplateKind,
  document: DocumentData,
): Promise<DrawnSource> {
  const issued =
    kind === TemplateKind.INVOICE_PDF ||
    kind === TemplateKind.RECEIPT_PDF ||
    kind === TemplateKind.CREDIT_NOTE_PDF ||
    kind === TemplateKind.PROFORMA_PDF
      ? document.template
      : null;
  const template = issued
    ? { ...issued, subject: null }
    : got(await loadTemplates(sql, kind, [document.partnerId]), document.partnerId);
  return document.reversed &&
    (kind === TemplateKind.RECEIPT_PDF || kind === TemplateKind.RECEIPT_80MM_PDF)
    ? forReversed(kind, template, LAYOUT)
    : template;
}
