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
  PAYMENT_MAIL: 'payment',
  STATEMENT_PDF: 'person',
  REMINDER_MAIL: 'person',
  BLOCKED_MAIL: 'person',
  WELCOME_MAIL: 'person',
  RESET_MAIL: 'person',
  SECURITY_MAIL: 'person',
  RUN_MAIL: 'person',
};

/** Those that users of the back office get. */
export const TO_USERS: ReadonlySet<TemplateKind> = new Set([
  TemplateKind.RESET_MAIL,
  TemplateKind.SECURITY_MAIL,
  TemplateKind.RUN_MAIL,
]);

/** Which kind of record decides who may see a document; undefined for kinds that no record has yet. */
export function ownerOf(kind: TemplateKind): DocumentOwner | undefined {
  return OWNER[kind];
}
