import type { ScopedSql } from '../../tenancy/boundary.ts';

/** The correction of a payment in cash; amount in minor units, above zero where it was a credit. */
export interface Rounding {
  paymentId: string;
  customerId: string;
  receiptNumber: string;
  transactionId: string;
  amount: bigint;
}

/** Remembers the entry that rounded a payment. */
export async function insertRounding(
  sql: ScopedSql,
  account: { partnerId: string; partnerPath: string },
  { paymentId, transactionId, amount }: Pick<Rounding, 'paymentId' | 'transactionId' | 'amount'>,
): Promise<void> {
  await sql.rows(
    `insert into cash_rounding (payment_id, partner_id, partner_path, transaction_id, amount_minor)
    values ($1, $2, $3, $4, $5)`,
    [paymentId, account.partnerId, account.partnerPath, transactionId, amount],
  );
}

/** The corrections of payments, as far as they have any, in the order of their customers. */
export function roundingsOf(sql: ScopedSql, paymentIds: readonly string[]): Promise<Rounding[]> {
  return sql.rows<Rounding>(
    `select r.payment_id "paymentId", p.customer_id "customerId", p.receipt_number "receiptNumber",
      r.transaction_id "transactionId", r.amount_minor amount
    from cash_rounding r
    join payment p on p.id = r.payment_id
    where r.payment_id = any($1::uuid[])
    order by p.customer_id, r.payment_id`,
    [paymentIds],
  );
}

/** Leaves nothing of a credit that could settle an invoice. */
export async function useUp(sql: ScopedSql, creditId: string): Promise<void> {
  await sql.rows('update credit set remaining_minor = 0 where transaction_id = $1', [creditId]);
}
