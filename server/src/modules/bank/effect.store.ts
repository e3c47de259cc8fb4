import type { ScopedSql } from '../../tenancy/boundary.ts';

/** How a customer stands. */
export interface Standing {
  id: string;
  balance: bigint;
  status: string;
}

export function standings(sql: ScopedSql, ids: readonly string[]): Promise<Standing[]> {
  return sql.rows<Standing>(
    'select id, balance_minor balance, status from customer where id = any($1::uuid[])',
    [ids],
  );
}

/** What the payments of an entry settle. */
export function settledByEntry(
  sql: ScopedSql,
  entryId: string,
): Promise<{ customerId: string; invoiceId: string; amount: bigint }[]> {
  return sql.rows(
    `select p.customer_id "customerId", a.invoice_id "invoiceId", sum(a.amount_minor)::bigint amount
    from payment p
    join allocation a on a.payment_id = p.id
    where p.bank_transaction_id = $1 and p.reversed_at is null
    group by 1, 2
    having sum(a.amount_minor) > 0`,
    [entryId],
  );
}
