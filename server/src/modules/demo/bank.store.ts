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

/** Whether an account was set up already. */
export async function hasBankAccount(sql: ScopedSql): Promise<boolean> {
  return (await sql.rows('select from bank_account limit 1')).length > 0;
}

export async function currencyOf(sql: ScopedSql, partnerId: string): Promise<string> {
  return (
    await sql.row<{ currency: string }>('select currency from partner where id = $1', [partnerId])
  ).currency;
}
