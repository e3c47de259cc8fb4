import { applyCredits } from '@backhaul/domain/settlement/settlement';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { issueInvoice } from '../invoices/index.ts';
import { type Account, allocateCredits, auditPlace, lockAccount } from '../ledger/index.ts';
import { chargeKept } from '../runs/index.ts';
import { linesOf, markPaid, waitingCredits } from './issue.store.ts';
import { lockProforma, type LockedProforma } from './proformas.store.ts';
import { voidOvertaken } from './overtaken.ts';
import { freeWaiting } from './void.store.ts';

/**
 * Proformas that are paid in full become invoices, each once: settled by what waited on it, and what is above its total
 * is free. In the transaction of the payment that made it full, whose customer is locked.
 */
export async function issuePaidProformas(
  sql: ScopedSql,
  covered: readonly Happenings['proformaCovered'][],
): Promise<void> {
  for (const { customerId, proformaId, on } of covered) {
    const account = await lockAccount(sql, customerId);
    const proforma = await lockProforma(sql, proformaId);
    if (proforma.status !== 'UNPAID' || proforma.paid < proforma.total) continue;
    // what it asks for may be charged, or gone, by now: then the money is the customer's, and the proforma says so
    await voidOvertaken(sql, [{ customerId }]);
    if ((await lockProforma(sql, proformaId)).status === 'UNPAID')
      await becomeInvoice(sql, account, proforma, on);
  }
}

/** The invoice that a proforma becomes: of one that came by itself, the charge that it asked for. */
async function issued(
  sql: ScopedSql,
  account: Account,
  { id, charge }: LockedProforma,
  on: string,
): Promise<string> {
  return charge
    ? chargeKept(sql, account, charge.plan, charge.billingDate)
    : issueInvoice(sql, account, { documentDate: on, lines: await linesOf(sql, id) });
}

async function becomeInvoice(
  sql: ScopedSql,
  account: Account,
  proforma: LockedProforma,
  on: string,
): Promise<void> {
  const credits = await waitingCredits(sql, proforma.id);
  const invoiceId = await issued(sql, account, proforma, on);
  await markPaid(sql, proforma.id, invoiceId);
  await freeWaiting(sql, [proforma.id]);
  const { total } = proforma;
  const asked = { id: invoiceId, due: total, dueDate: on, documentDate: on, number: null };
  const paidBy = new Map(credits.map(({ id, paymentId }) => [id, paymentId]));
  await allocateCredits(
    sql,
    applyCredits(credits, [asked], total).map(({ creditId, amount }) => ({
      customerId: account.id,
      partnerId: account.partnerId,
      partnerPath: account.partnerPath,
      invoiceId,
      transactionId: creditId,
      paymentId: paidBy.get(creditId) ?? null,
      amount,
      madeBy: 'PAYMENT',
      date: on,
    })),
  );
  await audit(sql, {
    action: 'become-invoice',
    entity: 'proforma',
    entityId: proforma.id,
    before: { status: 'UNPAID', number: proforma.number },
    after: { status: 'PAID', invoiceId },
    partner: auditPlace(account),
  });
}
