import type { App } from '../../kit/app.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { gatewaysOf, usable } from '../checkout/index.ts';
import { linksOf } from '../payLinks/index.ts';
import { isPdfKind, type TemplateKind, type TemplateSource } from '../templates/index.ts';
import type { DocumentData } from './documentData.ts';
import { ownerOf } from './owners.ts';

/** Templates name them by these words; one that names none costs no look. */
const NAMED = /\b(paymentLink|paysOnline)\b/;

/**
 * Adds where the invoices of a document are paid without signing in, as templates read it: paymentLink of the invoice
 * that it is about or, of a mail about a customer, of each open one, and of the first due; '' where nothing can be paid
 * by a link. paysOnline: whether anything can be paid online at the partner.
 */
export async function withPaymentLinks(
  app: App,
  sql: ScopedSql,
  kind: TemplateKind,
  document: DocumentData,
  template: TemplateSource,
): Promise<DocumentData> {
  if (!NAMED.test(`${template.source} ${template.subject ?? ''}`)) return document;
  const open = openOf(document);
  const ids = ownerOf(kind) === 'invoice' ? [document.id] : open.map(({ id }) => id);
  const links = await linksOf(app, sql, document.issuer.portalUrl, ids);
  const accounts = isPdfKind(kind) ? [] : await gatewaysOf(app, sql, document.partnerId);
  return {
    ...document,
    data: {
      ...document.data,
      paymentLink: links.get(ids[0] ?? '') ?? '',
      paysOnline: usable(app, accounts).length > 0,
      ...(open.length && {
        invoices: open.map((invoice) => ({ ...invoice, paymentLink: links.get(invoice.id) ?? '' })),
      }),
    },
  };
}

function openOf({ data }: DocumentData): { id: string }[] {
  return Array.isArray(data.invoices) ? (data.invoices as { id: string }[]) : [];
}
