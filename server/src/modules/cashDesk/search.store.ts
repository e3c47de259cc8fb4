import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What a cashier sees of a customer; amounts in minor units. */
export interface DeskCustomer {
  id: string;
  number: number;
  name: string;
  status: string;
  balance: bigint;
  currency: string;
}

const COLUMNS = `c.id, c.number, c.name, c.status, c.balance_minor balance, c.currency`;

/** Where a cashier looks: below a till's partner, in its currency; null: as far as the scope goes. */
export interface Within {
  path: string | null;
  currency: string | null;
}

/** Customers by their ids. */
export function deskCustomers(sql: ScopedSql, ids: readonly string[]): Promise<DeskCustomer[]> {
  return sql.rows<DeskCustomer>(`select ${COLUMNS} from customer c where c.id = any($1::uuid[])`, [
    ids,
  ]);
}

const FITS = `($1::text is null or starts_with(c.partner_path, $1))
      and is_test(c.partner_path) = is_test(coalesce($1, scope_path()))
      and ($2::text is null or c.currency = $2)`;

/** The customers with a whole number of their own, or of an issued invoice; printed: those that a reference names. */
export function byNumber(
  sql: ScopedSql,
  { text, printed }: { text: string; printed: readonly string[] },
  { path, currency }: Within,
  most: number,
): Promise<DeskCustomer[]> {
  return sql.rows<DeskCustomer>(
    `select ${COLUMNS}
    from customer c
    where ${FITS} and c.id in (
      select id from customer where number = $3
      union
      select unnest($6::uuid[])
      union
      select customer_id from invoice where number = $4 and state = 'ISSUED')
    order by c.number
    limit $5`,
    [path, currency, /^\d{1,9}$/.test(text) ? Number(text) : null, text, most, printed],
  );
}

/** Columns of a customer's words, as its table has them. */
const NAME = -1;
const LOGIN = -5;

/** The customers of whom every word begins one of their name or login, by name. */
export function byWords(
  sql: ScopedSql,
  words: readonly string[],
  { path, currency }: Within,
  most: number,
): Promise<DeskCustomer[]> {
  return sql.rows<DeskCustomer>(
    `select ${COLUMNS}
    from customer c
    where ${FITS}
      ${words
        .map(
          (_, at) => `and c.id in (
        select customer_id from customer_word
        where field in (${NAME}, ${LOGIN}) and word >= $${4 + 2 * at} and word < $${5 + 2 * at})`,
        )
        .join('\n      ')}
    order by c.name, c.number
    limit $3`,
    [path, currency, most, ...words.flatMap((word) => [word, `${word}\u{10FFFF}`])],
  );
}

/** An open invoice as a cashier sees it; amounts in minor units. */
export interface DeskInvoice {
  id: string;
  customerId: string;
  number: string;
  documentDate: string;
  dueDate: string;
  total: bigint;
  due: bigint;
}

/** What customers still have to pay, the oldest due first. */
export function openInvoicesOf(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<DeskInvoice[]> {
  return sql.rows<DeskInvoice>(
    `select i.id, i.customer_id "customerId", i.number, i.document_date "documentDate",
      i.due_date "dueDate", i.total_minor total, i.due_minor due
    from unnest($1::uuid[]) x(id)
    cross join lateral (
      select * from invoice where customer_id = x.id and due_minor > 0 offset 0) i
    order by i.due_date, i.document_date, i.id`,
    [customerIds],
  );
}

/** A payment of the desk as its receipt says it; amounts in minor units. */
export interface DeskReceipt {
  id: string;
  receiptNumber: string;
  amount: bigint;
  currency: string;
  tendered: bigint | null;
  date: string;
  method: string;
  customerId: string;
}

export function receiptOf(sql: ScopedSql, paymentId: string): Promise<DeskReceipt> {
  return sql.row<DeskReceipt>(
    `select p.id, p.receipt_number "receiptNumber", p.amount_minor amount, p.currency,
      m.tendered_minor tendered, p.date, p.method, p.customer_id "customerId"
    from payment p
    join till_movement m on m.payment_id = p.id and m.kind = 'PAYMENT'
    where p.id = $1`,
    [paymentId],
  );
}
