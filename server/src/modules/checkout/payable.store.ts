import type { ScopedSql } from '../../tenancy/boundary.ts';

/** due: in minor units. */
export interface InvoiceToPay {
  id: string;
  number: string | null;
  due: bigint;
  state: 'DRAFT' | 'ISSUED' | 'VOID';
}

/** What decides whether an invoice can be paid; null outside the scope. */
export async function invoiceToPay(sql: ScopedSql, id: string): Promise<InvoiceToPay | null> {
  const [invoice] = await sql.rows<InvoiceToPay>(
    'select id, number, due_minor due, state from invoice where id = $1',
    [id],
  );
  return invoice ?? null;
}

/** due: what it still asks for, in minor units. */
export interface ProformaToPay {
  number: string;
  status: 'UNPAID' | 'PAID' | 'VOID';
  due: bigint;
}

/** What decides whether a proforma invoice can be paid; null outside the scope. */
export async function proformaToPay(sql: ScopedSql, id: string): Promise<ProformaToPay | null> {
  const [proforma] = await sql.rows<ProformaToPay>(
    'select number, status, total_minor - paid_minor due from proforma where id = $1',
    [id],
  );
  return proforma ?? null;
}

/** Whether something is due on an invoice. */
export async function isOpen(sql: ScopedSql, invoiceId: string): Promise<boolean> {
  const open = await sql.rows(
    `select 1 from invoice i
    where id = $1
      and due_minor + (select coalesce(sum(amount_minor), 0) from write_off where invoice_id = i.id) > 0`,
    [invoiceId],
  );
  return open.length > 0;
}

/** What is due on all of a customer's invoices, in minor units. */
export async function dueOnInvoices(sql: ScopedSql, customerId: string): Promise<bigint> {
  const { due } = await sql.row<{ due: bigint }>(
    `select coalesce(sum(due_minor), 0)::bigint due
    from invoice
    where customer_id = $1 and due_minor > 0`,
    [customerId],
  );
  return due;
}
