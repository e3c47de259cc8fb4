import type { Clock } from '../../platform/clock.ts';
import { badInput, conflict, ofInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  approveInvoice,
  createInvoice,
  type InvoiceInput,
  lockInvoice,
} from '../invoices/index.ts';
import { type NewPayment, recordPayment } from './payments.service.ts';
import { invoiceToPay } from './payments.store.ts';

/** The money that an invoice is claimed with. */
type Claim = Pick<NewPayment, 'amount' | 'date' | 'method'>;

/**
 * Issues an invoice and records the payment that settles it, both or neither; what is more than it stays on the balance.
 * Refuses a draft by field, and what createInvoice() and recordPayment() refuse.
 */
export async function createAndClaim(
  sql: ScopedSql,
  input: InvoiceInput & { customerId: string },
  payment: Claim,
  todayIn: Clock['today'],
): Promise<string> {
  if (input.draft)
    throw badInput({ 'invoice.draft': 'cannot be paid; leave it out, and the invoice is issued' });
  const invoiceId = await ofInput('invoice', () => createInvoice(sql, input));
  await pay(sql, { ...payment, customerId: input.customerId, invoiceId }, todayIn);
  return invoiceId;
}

/**
 * Records the payment that settles an invoice; a draft is issued for it, both or neither. Refuses NOT_FOUND, CONFLICT
 * NOT_ISSUED for a void one and NOTHING_DUE for one that is paid, and what recordPayment() refuses.
 */
export async function claimInvoice(
  sql: ScopedSql,
  id: string,
  payment: Claim,
  todayIn: Clock['today'],
): Promise<void> {
  const { account, invoice } = await lockInvoice(sql, id);
  if (invoice.state === 'VOID')
    throw conflict('NOT_ISSUED', `Invoice ${invoice.number} is void: nobody owes it.`);
  if (invoice.state === 'DRAFT') await approveInvoice(sql, id);
  const open = await invoiceToPay(sql, id);
  if (!open || open.dueMinor + open.writtenOffMinor <= 0n)
    throw conflict(
      'NOTHING_DUE',
      invoice.state === 'DRAFT'
        ? 'Nothing is due of this draft: approve it without a payment.'
        : `Invoice ${invoice.number} is paid already.`,
    );
  await pay(sql, { ...payment, customerId: account.id, invoiceId: id }, todayIn);
}

const pay = (sql: ScopedSql, payment: NewPayment, todayIn: Clock['today']) =>
  ofInput('payment', () => recordPayment(sql, payment, todayIn));
