import { registerEnumType } from 'type-graphql';

export enum TemplateKind {
  INVOICE_PDF = 'INVOICE_PDF',
  CREDIT_NOTE_PDF = 'CREDIT_NOTE_PDF',
  PROFORMA_PDF = 'PROFORMA_PDF',
  RECEIPT_PDF = 'RECEIPT_PDF',
  RECEIPT_80MM_PDF = 'RECEIPT_80MM_PDF',
  STATEMENT_PDF = 'STATEMENT_PDF',
  INVOICE_MAIL = 'INVOICE_MAIL',
  CREDIT_NOTE_MAIL = 'CREDIT_NOTE_MAIL',
  PROFORMA_MAIL = 'PROFORMA_MAIL',
  PAYMENT_MAIL = 'PAYMENT_MAIL',
  STATEMENT_MAIL = 'STATEMENT_MAIL',
  REMINDER_MAIL = 'REMINDER_MAIL',
  BLOCKED_MAIL = 'BLOCKED_MAIL',
  CHARGE_FAILED_MAIL = 'CHARGE_FAILED_MAIL',
  CARD_ENDING_MAIL = 'CARD_ENDING_MAIL',
  WELCOME_MAIL = 'WELCOME_MAIL',
  RESET_MAIL = 'RESET_MAIL',
  SECURITY_MAIL = 'SECURITY_MAIL',
  RUN_MAIL = 'RUN_MAIL',
  BOOKS_MAIL = 'BOOKS_MAIL',
  NOTE_MAIL = 'NOTE_MAIL',
}
registerEnumType(TemplateKind, {
  name: 'TemplateKind',
  description: 'What a template makes: a PDF document, or the subject and text of a mail.',
});

/** Whether a template of the kind becomes a page; the others become a mail. */
export function isPdfKind(kind: TemplateKind): boolean {
  return kind.endsWith('_PDF');
}

/** Whether a page of the kind is a roll of 80 mm, not A4. */
export function isRollKind(kind: TemplateKind): boolean {
  return kind === TemplateKind.RECEIPT_80MM_PDF;
}

/** A template as it is written: subject is for mails only. */
export interface TemplateSource {
  source: string;
  subject: string | null;
}
