import { badInput, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Payer } from './checkouts.store.ts';
import {
  dueOnInvoices,
  invoiceToPay,
  proformaToPay,
  type InvoiceToPay,
  type ProformaToPay,
} from './payable.store.ts';

/** A document that a payment is for. */
interface Named {
  invoiceId?: string | null;
  proformaId?: string | null;
}

/** What is to be paid: how it is called, and what is due of it; null where nothing is named. */
export async function toBePaid(
  sql: ScopedSql,
  { invoiceId, proformaId }: Named,
  again: boolean,
): Promise<{ title: string | null; due: bigint } | null> {
  const invoice = invoiceId ? await payable(sql, invoiceId, again) : null;
  const proforma = proformaId ? await payableProforma(sql, proformaId, again) : null;
  if (invoice && proforma)
    throw badInput({ proformaId: 'cannot be given beside an invoice; name one' });
  if (proforma) return { title: `Proforma ${proforma.number}`, due: proforma.due };
  return invoice && { title: invoice.number && `Invoice ${invoice.number}`, due: invoice.due };
}

async function payableProforma(
  sql: ScopedSql,
  proformaId: string,
  again: boolean,
): Promise<ProformaToPay> {
  const proforma = await proformaToPay(sql, proformaId);
  if (!proforma) throw notFound();
  const { number, status } = proforma;
  if (!again && status !== 'UNPAID')
    throw badInput({
      proformaId: `proforma ${number} is ${status === 'VOID' ? 'void' : 'paid already'}`,
    });
  return proforma;
}

async function payable(sql: ScopedSql, invoiceId: string, again: boolean): Promise<InvoiceToPay> {
  const invoice = await invoiceToPay(sql, invoiceId);
  if (!invoice || invoice.state === 'DRAFT') throw notFound();
  if (!again && invoice.state === 'VOID')
    throw badInput({ invoiceId: `invoice ${invoice.number} is void` });
  if (!again && invoice.due <= 0n)
    throw badInput({ invoiceId: `invoice ${invoice.number} is paid already` });
  return invoice;
}

/** What is open on invoices; for a customer that is billed without them, what the balance lacks. */
export async function allThatIsDue(sql: ScopedSql, owner: Payer): Promise<bigint> {
  const due = await dueOnInvoices(sql, owner.id);
  return due > 0n ? due : -owner.balanceMinor;
}
