import { TemplateKind } from '../templates/index.ts';
import { sampleData } from './sample.ts';
import type { TemplateVariableType } from './templates.types.ts';

const COMPANY = {
  name: 'Example Net Ltd',
  street: '1 Main Street',
  zip: '10115',
  city: 'Berlin',
  place: '10115 Berlin',
  country: 'Germany',
  address: '1 Main Street, 10115 Berlin, Germany',
  email: 'billing@isp.example',
  phone: '+49 30 1234567',
  website: 'isp.example',
  contact: 'billing@isp.example · +49 30 1234567',
  taxNumber: '30/123/45678',
  vatId: 'DE136695976',
  registrationNumber: 'HRB 12345 Berlin',
  bankName: 'Example Bank',
  iban: 'DE02120300000000202051',
  ibanPrinted: 'DE02 1203 0000 0000 2020 51',
  bic: 'BYLADEM1001',
  colour: '#0f766e',
  tint: '#e7f1f0',
  onColour: '#ffffff',
  footer: 'Thank you.',
  logo: 'asset:logo',
};

/** What only some kinds have. */
const ONLY: Record<string, readonly TemplateKind[]> = {
  lines: [
    TemplateKind.INVOICE_PDF,
    TemplateKind.CREDIT_NOTE_PDF,
    TemplateKind.PROFORMA_PDF,
    TemplateKind.INVOICE_MAIL,
    TemplateKind.CREDIT_NOTE_MAIL,
    TemplateKind.PROFORMA_MAIL,
  ],
  taxes: [
    TemplateKind.INVOICE_PDF,
    TemplateKind.CREDIT_NOTE_PDF,
    TemplateKind.PROFORMA_PDF,
    TemplateKind.INVOICE_MAIL,
    TemplateKind.CREDIT_NOTE_MAIL,
    TemplateKind.PROFORMA_MAIL,
  ],
  credits: [TemplateKind.INVOICE_PDF, TemplateKind.INVOICE_MAIL],
  payments: [TemplateKind.INVOICE_PDF, TemplateKind.INVOICE_MAIL],
  allocations: [TemplateKind.RECEIPT_PDF, TemplateKind.RECEIPT_80MM_PDF, TemplateKind.PAYMENT_MAIL],
  payment: [
    TemplateKind.INVOICE_PDF,
    TemplateKind.PROFORMA_PDF,
    TemplateKind.RECEIPT_PDF,
    TemplateKind.RECEIPT_80MM_PDF,
    TemplateKind.INVOICE_MAIL,
    TemplateKind.PROFORMA_MAIL,
    TemplateKind.PAYMENT_MAIL,
  ],
  invoices: [
    TemplateKind.REMINDER_MAIL,
    TemplateKind.BLOCKED_MAIL,
    TemplateKind.CHARGE_FAILED_MAIL,
  ],
  chargeAmount: [TemplateKind.CHARGE_FAILED_MAIL],
  chargeCard: [TemplateKind.CHARGE_FAILED_MAIL, TemplateKind.CARD_ENDING_MAIL],
  chargeReason: [TemplateKind.CHARGE_FAILED_MAIL],
  chargeRetryOn: [TemplateKind.CHARGE_FAILED_MAIL],
  cardLastDay: [TemplateKind.CARD_ENDING_MAIL],
  paymentLink: [
    TemplateKind.CHARGE_FAILED_MAIL,
    TemplateKind.INVOICE_PDF,
    TemplateKind.INVOICE_MAIL,
    TemplateKind.REMINDER_MAIL,
    TemplateKind.BLOCKED_MAIL,
  ],
  paysOnline: [TemplateKind.INVOICE_MAIL, TemplateKind.REMINDER_MAIL, TemplateKind.BLOCKED_MAIL],
  entries: [TemplateKind.STATEMENT_PDF],
  link: [TemplateKind.WELCOME_MAIL, TemplateKind.RESET_MAIL],
  expires: [TemplateKind.WELCOME_MAIL, TemplateKind.RESET_MAIL],
  change: [TemplateKind.SECURITY_MAIL],
  changeOf: [TemplateKind.SECURITY_MAIL],
  changedBy: [TemplateKind.SECURITY_MAIL],
  changedAt: [TemplateKind.SECURITY_MAIL],
  statementFrom: [TemplateKind.STATEMENT_MAIL],
  statementTo: [TemplateKind.STATEMENT_MAIL],
  booksHeadline: [TemplateKind.BOOKS_MAIL],
  booksText: [TemplateKind.BOOKS_MAIL],
  booksLink: [TemplateKind.BOOKS_MAIL],
  noteBy: [TemplateKind.NOTE_MAIL],
  noteAbout: [TemplateKind.NOTE_MAIL],
  noteText: [TemplateKind.NOTE_MAIL],
  noteLink: [TemplateKind.NOTE_MAIL],
  runHeadline: [TemplateKind.RUN_MAIL],
  runText: [TemplateKind.RUN_MAIL],
  runBecause: [TemplateKind.RUN_MAIL],
  runNext: [TemplateKind.RUN_MAIL],
  runLink: [TemplateKind.RUN_MAIL],
};

/** Every variable that templates of a kind can print, with an example. */
export function templateVariables(kind: TemplateKind): TemplateVariableType[] {
  const found: TemplateVariableType[] = [];
  const walk = (value: unknown, path: string) => {
    if (Array.isArray(value)) {
      found.push({ path, list: true, example: '' });
      if (value.length) walk(value[0], `${path}[]`);
      return;
    }
    if (value !== null && typeof value === 'object') {
      if (path.endsWith('customFields')) {
        found.push({ path: `${path}.<key>`, list: false, example: '' });
        return;
      }
      for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
      return;
    }
    found.push({ path, list: false, example: String(value) });
  };
  const data = sampleData(
    kind,
    COMPANY,
    { name: 'Example Net', number: '4' },
    'https://portal.isp.example',
  );
  (data.payments as object[]).push({
    amount: '10.00',
    date: '2026-04-03',
    receiptNumber: '2026-02-00001',
  });
  (data.credits as object[]).push({
    amount: '5.00',
    date: '2026-04-05',
    number: '202604000002',
  });
  walk(
    Object.fromEntries(
      Object.entries(data).filter(([key]) => !Object.hasOwn(ONLY, key) || ONLY[key].includes(kind)),
    ),
    '',
  );
  return found;
}
