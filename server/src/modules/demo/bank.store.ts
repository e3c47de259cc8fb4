import type { ScopedSql } from '../../tenancy/boundary.ts';

/** An invoice that may be paid by a transfer. */
export interface Payable {
  number: string;
  name: string;
  customer: number;
  due: bigint;
}

/** Open invoices of real partners below a place in a currency, the latest first. */
export function payable(sql: ScopedSql, currency: string, most: number): Promise<Payable[]> {
  return sql.rows<Payable>(
    `select i.number, c.name, c.number customer, i.due_minor due
    from invoice i
    join customer c on c.id = i.customer_id
    where i.due_minor > 0 and i.currency = $1 and not is_test(i.partner_path)
    order by i.document_date desc, i.number
    limit $2`,
    [currency, most],
  );
}

/** An invoice that one payment of just its total settled, the latest; due: what was paid. */
export async function paidBefore(sql: ScopedSql, currency: string): Promise<Payable | null> {
  const [paid] = await sql.rows<Payable>(
    `select i.number, c.name, c.number customer, p.amount_minor due
    from payment p
    join allocation a on a.payment_id = p.id and a.amount_minor = p.amount_minor
    join invoice i on i.id = a.invoice_id and i.total_minor = p.amount_minor and i.due_minor = 0
    join customer c on c.id = p.customer_id
    where p.method = 'BANK_TRANSFER' and p.currency = $1 and p.reversed_at is null
      and p.refunded_minor = 0 and not is_test(p.partner_path)
    order by p.date desc, p.receipt_number
    limit 1`,
    [currency],
  );
  return paid ?? null;
}

/** Whether an account was set up already. */
export async function hasBankAccount(sql: ScopedSql): Promise<boolean> {
  return (await sql.rows('select from bank_account limit 1')).length > 0;
}

export async function currencyOf(sql: ScopedSql, partnerId: string): Promise<string> {
  return (
    await sql.row<{ currency: string }>('select currency from partner where id = $1', [partnerId])
  ).currency;
}
