import type { LocalDate } from '../time/calendar.ts';
import { sayMinor } from '../money/sayAmount.ts';

/** A document that may be meant. */
export interface PayableDocument {
  id: string;
  kind: 'INVOICE' | 'PROFORMA';
  number: string;
  customerId: string;
  state: 'DRAFT' | 'ISSUED' | 'VOID';
  /** Minor units still to pay. */
  due: bigint;
  dueDate: LocalDate;
}

/** A customer that may have paid, with what it has open. */
export interface Payer {
  id: string;
  name: string;
  open: readonly PayableDocument[];
}

/** What is known around an entry; all within the reach of its account, and in its currency. */
export interface PairingFacts {
  amount: bigint;
  digits: number;
  /** Missing up to this, it fits all the same. */
  tolerance: bigint;
  /** Documents named by structured references, with these; and by numbers. In the order of the text. */
  referenced: readonly { reference: string; document: PayableDocument }[];
  named: readonly PayableDocument[];
  /** Customers named by their own references. */
  customers: readonly { reference: string; customerId: string }[];
  /** Customers that the IBAN is known for. */
  ofIban: readonly string[];
  /** Open invoices with just this due; two stand for many. */
  ofAmount: readonly PayableDocument[];
  /** Customers of this name. */
  ofName: readonly string[];
  payers: ReadonlyMap<string, Payer>;
}

/** What documents are called before their numbers. */
export const wordOf = (documents: readonly PayableDocument[]) =>
  documents.every(({ kind }) => kind === 'PROFORMA')
    ? `Proforma${documents.length > 1 ? 's' : ''}`
    : `Invoice${documents.length > 1 ? 's' : ''}`;

/** Whether an amount fits what is due, and what is missing. */
export function fitting(
  { amount, tolerance }: PairingFacts,
  due: bigint,
): { fits: boolean; missing: bigint } {
  const missing = due - amount;
  return { fits: missing >= 0n && missing <= tolerance && due > 0n, missing };
}

/** What the amount does to what is due, in words. */
export function outcome(facts: PairingFacts, due: bigint, count: number): string {
  const { amount, digits, tolerance } = facts;
  const written = (minor: bigint) => sayMinor(minor, digits);
  if (amount === due) return `${written(amount)} is what is due on ${count > 1 ? 'them' : 'it'}`;
  if (amount > due) return `${written(amount - due)} more than is due would go to the balance`;
  if (due - amount <= tolerance)
    return `${written(due - amount)} is missing and would be written off`;
  return `${written(due - amount)} stays due`;
}
