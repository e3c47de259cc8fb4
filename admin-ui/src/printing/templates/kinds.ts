import type { TemplateKind } from '../../generated/graphql.ts';

/** What a template can be tried on: a record of this kind. */
export type Trial = 'invoice' | 'payment' | 'customer';

export interface KindWords {
  label: string;
  about: string;
  /** Absent: there are only sample data to try it on. */
  trial?: Trial;
}

export const documents: readonly TemplateKind[] = [
  'INVOICE_PDF',
  'CREDIT_NOTE_PDF',
  'PROFORMA_PDF',
  'RECEIPT_PDF',
  'RECEIPT_80MM_PDF',
  'STATEMENT_PDF',
];
export const mails: readonly TemplateKind[] = [
  'INVOICE_MAIL',
  'CREDIT_NOTE_MAIL',
  'PROFORMA_MAIL',
  'PAYMENT_MAIL',
  'STATEMENT_MAIL',
  'REMINDER_MAIL',
  'BLOCKED_MAIL',
  'CHARGE_FAILED_MAIL',
  'CARD_ENDING_MAIL',
  'WELCOME_MAIL',
  'RESET_MAIL',
  'SECURITY_MAIL',
  'RUN_MAIL',
  'BOOKS_MAIL',
  'NOTE_MAIL',
];

export const kindWords: Readonly<Record<TemplateKind, KindWords>> = {
  INVOICE_PDF: { label: 'Invoice', about: 'The bill itself, as PDF.', trial: 'invoice' },
  CREDIT_NOTE_PDF: { label: 'Credit note', about: 'What gives an amount back.' },
  PROFORMA_PDF: { label: 'Proforma invoice', about: 'A request for payment before the invoice.' },
  RECEIPT_PDF: {
    label: 'Receipt',
    about: 'That a payment arrived, and what it paid.',
    trial: 'payment',
  },
  RECEIPT_80MM_PDF: {
    label: 'Receipt, 80 mm',
    about: 'The same from a printer for receipts: 72 mm wide, black only, without pictures.',
    trial: 'payment',
  },
  STATEMENT_PDF: {
    label: 'Statement of account',
    about: 'Charges and payments between two days, with the balance.',
    trial: 'customer',
  },
  INVOICE_MAIL: { label: 'Invoice', about: 'Goes out with a new invoice.', trial: 'invoice' },
  CREDIT_NOTE_MAIL: { label: 'Credit note', about: 'Goes out with a new credit note.' },
  PROFORMA_MAIL: { label: 'Proforma invoice', about: 'Goes out with a new proforma invoice.' },
  PAYMENT_MAIL: { label: 'Payment received', about: 'Thanks for a payment.', trial: 'payment' },
  REMINDER_MAIL: { label: 'Reminder', about: 'Names what is still to be paid.', trial: 'customer' },
  BLOCKED_MAIL: {
    label: 'Services blocked',
    about: 'Says why, and what switches them on again.',
    trial: 'customer',
  },
  CHARGE_FAILED_MAIL: {
    label: 'Charge failed',
    about: 'Says why a saved card was not charged, and what comes next.',
    trial: 'customer',
  },
  CARD_ENDING_MAIL: {
    label: 'Card ends soon',
    about: 'Goes out 30 and 7 days before a saved card ends.',
    trial: 'customer',
  },
  WELCOME_MAIL: {
    label: 'Welcome',
    about: 'Number, login and the link to choose a password.',
    trial: 'customer',
  },
  RESET_MAIL: {
    label: 'New password',
    about: 'The link for somebody who forgot theirs.',
    trial: 'customer',
  },
  SECURITY_MAIL: {
    label: 'Address changed',
    about: 'Tells the old e-mail address that the account has another one.',
    trial: 'customer',
  },
  RUN_MAIL: {
    label: 'Billing run',
    about: 'Tells your own people what became of a run that comes by itself.',
  },
  BOOKS_MAIL: {
    label: 'Check of the books',
    about: 'Tells your administrators where the books are not in order.',
  },
  NOTE_MAIL: {
    label: 'Note',
    about: 'Tells your own people that a note about a customer mentions them.',
  },
  STATEMENT_MAIL: {
    label: 'Statement',
    about: 'Goes out with a statement of account.',
    trial: 'customer',
  },
};

export const isMail = (kind: TemplateKind): boolean => mails.includes(kind);

/** "Invoice mail", "Invoice". */
export function sayKind(kind: TemplateKind): string {
  return isMail(kind) ? `${kindWords[kind].label} mail` : kindWords[kind].label;
}

export function parseKind(text: string | undefined): TemplateKind | null {
  return [...documents, ...mails].find((kind) => kind === text) ?? null;
}
