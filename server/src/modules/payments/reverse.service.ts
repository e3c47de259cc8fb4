import { textInput } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  allocateCredits,
  type AllocatedBy,
  announceMoney,
  auditPlace,
  lockAccount,
  post,
} from '../ledger/index.ts';

/**
 * Takes back a payment that was entered by mistake, by new entries: what it settled is open again (and paid by other
 * credit of the balance, where there is some). Refuses NOT_FOUND, a missing reason and CONFLICT ALREADY_REVERSED.
 */
export async function reversePayment(
  sql: ScopedSql,
  id: string,
  reason: string,
  todayIn: (timeZone: string) => string,
): Promise<void> {
  if (!reason.trim()) throw badInput({ reason: 'say why the payment is taken back' });
  const words = textInput(reason, 'reason', { max: 500 });
  const [owner] = await sql.rows<{ customer_id: string }>(
    'select customer_id from payment where id = $1',
    [id],
  );
  if (!owner) throw notFound();
  const account = await lockAccount(sql, owner.customer_id);
  const payment = await sql.row<{
    receipt_number: string;
    amount_minor: bigint;
    reversed_at: Date | null;
  }>('select receipt_number, amount_minor, reversed_at from payment where id = $1', [id]);
  if (payment.reversed_at)
    throw conflict('ALREADY_REVERSED', `Payment ${payment.receipt_number} was taken back already.`);
  const date = todayIn(account.timeZone);
  const credit = await sql.row<{ id: string }>(
    `select id
    from ledger_transaction
    where customer_id = $1 and payment_id = $2 and type = 'CREDIT' and reverses_id is null`,
    [account.id, id],
  );
  const settled = await sql.rows<{ invoice_id: string; made_by: AllocatedBy; amount: bigint }>(
    `select invoice_id, made_by, sum(amount_minor)::bigint amount
    from allocation
    where transaction_id = $1
    group by 1, 2
    having sum(amount_minor) <> 0`,
    [credit.id],
  );
  await allocateCredits(
    sql,
    settled.map((each) => ({
      customerId: account.id,
      partnerId: account.partnerId,
      partnerPath: account.partnerPath,
      invoiceId: each.invoice_id,
      transactionId: credit.id,
      paymentId: id,
      amount: -each.amount,
      madeBy: each.made_by,
      date,
    })),
  );
  await sql.rows('update credit set remaining_minor = 0 where transaction_id = $1', [credit.id]);
  await post(sql, account, [
    {
      type: 'DEBIT',
      amountMinor: payment.amount_minor,
      category: 'Correction',
      description: `Reversed: payment ${payment.receipt_number} (${words})`,
      paymentId: id,
      reversesId: credit.id,
      date,
    },
  ]);
  await sql.rows(
    'update payment set reversed_at = now(), reversed_on = $3, reversal_reason = $2 where id = $1',
    [id, words, date],
  );
  sql.happened('paymentReversed', { customerId: account.id, paymentId: id, on: date });
  await audit(sql, {
    action: 'reverse',
    entity: 'payment',
    entityId: id,
    before: { reversed: false, settled },
    after: { reversed: true, reason: words },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}
