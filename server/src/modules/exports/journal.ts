import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';

/** An entry of the ledger with what decides where the other half of it is booked. */
export interface JournalEntry {
  id: string;
  seq: bigint;
  date: string;
  type: 'DEBIT' | 'CREDIT';
  amount: bigint;
  tax: bigint;
  currency: string;
  /** Its own; of one that takes another back, that one's. */
  category: string;
  writtenOff: boolean;
  /** How money came or went; null where none did. */
  method: string | null;
  description: string;
  /** The number of its document. */
  document: string | null;
  customer: JournalCustomer;
}

/** Whose account an entry moves. */
export interface JournalCustomer {
  number: number;
  name: string;
  partner: number;
}

const FIXED: Readonly<Record<string, string>> = {
  Service: 'revenues:services',
  Discount: 'revenues:discounts',
  Correction: 'revenues:corrections',
};
export const TAX = 'liabilities:tax';
export const WRITTEN_OFF = 'expenses:written-off';

/** A text of somebody's as a part of a line: nothing of it ends the line, begins a comment or parts payee and note. */
export function inLine(text: string): string {
  return text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replaceAll(';', ',')
    .replaceAll('|', '/')
    .replaceAll('"', "'")
    .trim();
}

/** A text as a part of an account's name. */
const inAccount = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'other';

/** "Amy Oz #1042": no two customers are one payee. */
export const payeeOf = ({ name, number }: JournalCustomer): string =>
  `${inLine(name)} #${number}`.trim();

/** What a customer owes, below its partner. */
export const receivable = ({ partner, number }: JournalCustomer): string =>
  `assets:receivable:${partner}:${number}`;

/** Where money of a way of paying lies. */
export const moneyAccount = (method: string): string => `assets:money:${inAccount(method)}`;

/** Where entries of a category are booked. */
export const categoryAccount = (category: string): string =>
  FIXED[category] ?? `revenues:${inAccount(category)}`;

function contraOf({ category, method, writtenOff }: JournalEntry): string {
  if (method !== null) return moneyAccount(method);
  return writtenOff ? WRITTEN_OFF : categoryAccount(category);
}

/** What everything after it is read by: amounts of a currency have its digits, and a point before them. */
export function commodityLine(currency: string): string {
  const digits = currencyDigits(currency);
  return `commodity 1.${'0'.repeat(digits)} ${currency}\n`;
}

/** An entry as a transaction of the journal: the customer's account, what it is booked against, and its tax apart. */
export function transaction(entry: JournalEntry): string {
  const { amount, tax, currency, type, customer } = entry;
  const owed = type === 'DEBIT' ? amount : -amount;
  const taxed = type === 'DEBIT' ? tax : -tax;
  const posting = (account: string, minor: bigint) =>
    `    ${account}  ${formatMinor(minor, currencyDigits(currency))} ${currency}\n`;
  const note = [entry.description, entry.document ?? ''].map(inLine).filter(Boolean).join(', ');
  return (
    `${entry.date} (${entry.id}) ${payeeOf(customer)} | ${note}\n` +
    posting(receivable(customer), owed) +
    posting(contraOf(entry), taxed - owed) +
    (taxed === 0n ? '' : posting(TAX, -taxed)) +
    '\n'
  );
}
