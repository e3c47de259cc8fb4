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

/** What a return took back, as it stands after it: amounts in minor units. */
export interface TookBack {
  paymentId: string;
  customerId: string;
  amount: bigint;
  /** What the bank asks for it; null: nothing. */
  bankFee: bigint | null;
  /** What the customer is charged for it. */
  charged: bigint;
  reopens: { invoiceId: string; amount: bigint }[];
}

/** What posting a return took back, looked at within the transaction that posts it; null for what is none. */
export async function tookBackByEntry(sql: ScopedSql, entryId: string): Promise<TookBack | null> {
  const [took] = await sql.rows<Omit<TookBack, 'reopens'> & { creditId: string }>(
    `select p.id "paymentId", p.customer_id "customerId", d.amount_minor amount, d.reverses_id "creditId",
      t.fee_minor "bankFee", coalesce((
        select sum(f.amount_minor)::bigint
        from ledger_transaction f
        where f.customer_id = p.customer_id and f.payment_id = p.id and f.type = 'DEBIT'
          and f.category = 'Fee' and f.seq > d.seq
      ), 0) charged
    from bank_transaction t
    join payment p on p.id = t.returns_payment
    cross join lateral (
      select l.amount_minor, l.reverses_id, l.seq
      from ledger_transaction l
      where l.customer_id = p.customer_id and l.payment_id = p.id and l.type = 'DEBIT'
        and l.category = 'Payment'
      order by l.seq desc
      limit 1
    ) d
    where t.id = $1`,
    [entryId],
  );
  if (!took) return null;
  const { creditId, ...rest } = took;
  // of all that the credit ever settled, what this transaction took off it
  const reopens = await sql.rows<TookBack['reopens'][number]>(
    `select invoice_id "invoiceId", -sum(amount_minor)::bigint amount
    from allocation
    where transaction_id = $1 and created_at = now()
    group by 1
    having sum(amount_minor) < 0
    order by 1`,
    [creditId],
  );
  return { ...rest, reopens };
}
