import type { App } from '../../kit/app.ts';
import { isId } from '../../kit/input.ts';
import { notFound } from '../../platform/refusal.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { partnerOf, partnerOfIssued } from './owners.store.ts';
import { TemplateKind } from '../templates/index.ts';

export type DocumentOwner = 'invoice' | 'note' | 'proforma' | 'payment' | 'person';
const OWNER: Partial<Record<TemplateKind, DocumentOwner>> = {
  INVOICE_PDF: 'invoice',
  INVOICE_MAIL: 'invoice',
  CREDIT_NOTE_PDF: 'note',
  CREDIT_NOTE_MAIL: 'note',
  PROFORMA_PDF: 'proforma',
  PROFORMA_MAIL: 'proforma',
  RECEIPT_PDF: 'payment',
  RECEIPT_80MM_PDF: 'payment',
  PAYMENT_MAIL: 'payment',
  STATEMENT_PDF: 'person',
  REMINDER_MAIL: 'person',
  BLOCKED_MAIL: 'person',
  CHARGE_FAILED_MAIL: 'person',
  CARD_ENDING_MAIL: 'person',
  WELCOME_MAIL: 'person',
  RESET_MAIL: 'person',
  SECURITY_MAIL: 'person',
  RUN_MAIL: 'person',
  BOOKS_MAIL: 'person',
  NOTE_MAIL: 'person',
  STATEMENT_MAIL: 'person',
};

/** Those that users of the back office get. */
export const TO_USERS: ReadonlySet<TemplateKind> = new Set([
  TemplateKind.RESET_MAIL,
  TemplateKind.SECURITY_MAIL,
  TemplateKind.RUN_MAIL,
  TemplateKind.BOOKS_MAIL,
  TemplateKind.NOTE_MAIL,
]);

/** Which kind of record decides who may see a document; undefined for kinds that no record has yet. */
export function ownerOf(kind: TemplateKind): DocumentOwner | undefined {
  return OWNER[kind];
}

/**
 * The partner of a record that the scope sees; the scope's own rights decide, whatever is rendered afterwards.
 * Refuses NOT_FOUND, also a draft that a customer asks for.
 */
export async function partnerOfDocument(
  app: App,
  scope: Scope,
  { kind, documentId }: { kind: TemplateKind; documentId: string },
): Promise<string> {
  const owner = ownerOf(kind);
  if (!owner || !isId(documentId)) throw notFound();
  const partnerId = await app.boundary.inSql(scope, async (sql) => {
    if (owner === 'invoice')
      return scope.kind === 'customer'
        ? partnerOfIssued(sql, documentId)
        : partnerOf(sql, 'invoice', documentId);
    if (owner === 'note') return partnerOf(sql, 'credit_note', documentId);
    if (owner === 'proforma') return partnerOf(sql, 'proforma', documentId);
    if (owner === 'payment') return partnerOf(sql, 'payment', documentId);
    return (
      (await partnerOf(sql, 'customer', documentId)) ??
      (TO_USERS.has(kind) ? partnerOf(sql, 'app_user', documentId) : undefined)
    );
  });
  if (!partnerId) throw notFound();
  return partnerId;
}
