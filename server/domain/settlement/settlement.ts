import type { LocalDate } from '../time/calendar.ts';

export interface OpenInvoice {
  id: string;
  /** What is still to pay, minor units. */
  due: bigint;
  dueDate: LocalDate;
  documentDate: LocalDate;
  number: string | null;
}

export interface Allocated {
  invoiceId: string;
  amount: bigint;
}

export type InvoiceStatus = 'DRAFT' | 'UNPAID' | 'PARTIALLY_PAID' | 'PAID' | 'OVERDUE' | 'VOID';

/** Money on the balance that settles nothing yet: an unallocated payment, credit note or credit. */
export interface OpenCredit {
  id: string;
  remaining: bigint;
  date: LocalDate;
}

/**
 * Which invoices an amount settles, in minor units: named ones first, in their order, then the oldest due first (then
 * the older document, then the id); `rest` stays on the balance. Invoices with nothing due are passed over.
 * Throws RangeError for a negative amount. Source: billing rules, Payments.
 */
export function allocate(
  amount: bigint,
  open: readonly OpenInvoice[],
  namedInvoices?: string | readonly string[] | null,
): { allocations: Allocated[]; rest: bigint } {
  if (amount < 0n) throw new RangeError('A payment cannot be negative');
  const names = [namedInvoices ?? []].flat();
  const named = names.flatMap((id) => open.find((invoice) => invoice.id === id) ?? []);
  const others = open.filter((invoice) => !names.includes(invoice.id)).sort(oldestFirst);
  const allocations: Allocated[] = [];
  let rest = amount;
  for (const invoice of [...named, ...others]) {
    const part = lesser(rest, invoice.due);
    if (part <= 0n) continue;
    allocations.push({ invoiceId: invoice.id, amount: part });
    rest -= part;
  }
  return { allocations, rest };
}

/**
 * How the balance pays invoices by itself: the credits in their given order (oldest first) settle the oldest due
 * invoices, `limit` minor units at most in all. Source: billing rules, Payments.
 */
export function applyCredits(
  credits: readonly OpenCredit[],
  open: readonly OpenInvoice[],
  limit: bigint,
): { creditId: string; invoiceId: string; amount: bigint }[] {
  const due = new Map(open.map((invoice) => [invoice.id, invoice.due]));
  const applied: { creditId: string; invoiceId: string; amount: bigint }[] = [];
  let left = limit;
  for (const credit of credits) {
    const money = lesser(credit.remaining, left);
    if (money <= 0n) continue;
    const stillOpen = open.map((invoice) => ({ ...invoice, due: due.get(invoice.id) ?? 0n }));
    for (const { invoiceId, amount } of allocate(money, stillOpen).allocations) {
      applied.push({ creditId: credit.id, invoiceId, amount });
      due.set(invoiceId, (due.get(invoiceId) ?? 0n) - amount);
      left -= amount;
    }
  }
  return applied;
}

/** The invoices that so much money pays in full, the oldest due first; those that it does not cover are passed over. */
export function coveredWholly(open: readonly OpenInvoice[], available: bigint): OpenInvoice[] {
  let left = available;
  return [...open].sort(oldestFirst).filter(({ due }) => {
    if (due > left) return false;
    left -= due;
    return true;
  });
}

/**
 * The status people see. OVERDUE wins over PARTIALLY_PAID: something is due and the last day to pay has passed.
 * An issued invoice over zero is PAID. Source: billing rules, Invoices, credit notes, proformas.
 */
export function invoiceStatus(
  invoice: { state: 'DRAFT' | 'ISSUED' | 'VOID'; total: bigint; paid: bigint; dueDate: LocalDate },
  today: LocalDate,
): InvoiceStatus {
  if (invoice.state !== 'ISSUED') return invoice.state;
  if (invoice.paid >= invoice.total) return 'PAID';
  if (today > invoice.dueDate) return 'OVERDUE';
  return invoice.paid > 0n ? 'PARTIALLY_PAID' : 'UNPAID';
}

/**
 * The only open invoice whose due equals the amount, or null when there is none or several: what a payment that names
 * no invoice is linked to first ("auto-associate"). Source: billing rules, Payments.
 */
export function exactMatch(amount: bigint, open: readonly OpenInvoice[]): string | null {
  const matches = open.filter((invoice) => invoice.due === amount && amount > 0n);
  return matches.length === 1 ? (matches[0]?.id ?? null) : null;
}

function oldestFirst(a: OpenInvoice, b: OpenInvoice): number {
  return (
    ordered(a.dueDate, b.dueDate) || ordered(a.documentDate, b.documentDate) || ordered(a.id, b.id)
  );
}

function ordered(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
