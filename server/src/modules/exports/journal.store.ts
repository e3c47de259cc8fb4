import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { JournalCustomer, JournalEntry } from './journal.ts';

/** What the ledger holds at a moment: up to which entry, in which currencies, of which kinds. */
export interface JournalHead {
  until: bigint;
  currencies: string[];
  categories: string[];
  methods: string[];
}

export function journalHead(sql: ScopedSql): Promise<JournalHead> {
  return sql.row<JournalHead>(
    `select
      coalesce((select max(seq) from ledger_transaction), 0) until,
      array(select distinct currency from customer order by 1) currencies,
      array(select distinct category from ledger_transaction order by 1) categories,
      array(
        select method from payment
        union select method from refund
        order by 1) methods`,
  );
}

/** Customers in the order of their numbers, after one, so many at most. */
export function journalCustomers(
  sql: ScopedSql,
  after: number,
  limit: number,
): Promise<JournalCustomer[]> {
  return sql.rows<JournalCustomer>(
    `select c.number, c.name, p.number partner
    from customer c
    join partner p on p.id = c.partner_id
    where c.number > $1 and is_test(c.partner_path) = is_test(scope_path())
    order by c.number
    limit $2`,
    [after, limit],
  );
}

type Row = Omit<JournalEntry, 'customer'> & JournalCustomer;

/** Entries up to one, in the order of their days and of recording, after a place in it, so many at most. */
export async function journalEntries(
  sql: ScopedSql,
  until: bigint,
  after: { date: string; seq: bigint },
  limit: number,
): Promise<JournalEntry[]> {
  const rows = await sql.rows<Row>(
    `select t.id, t.seq, t.date, t.type, t.amount_minor amount, t.tax_minor tax, t.currency,
      case when t.category in ('Refund', 'Fee') then t.category else coalesce(r.category, t.category) end category,
      t.category = 'Correction' and t.invoice_id is not null and exists (
        select 1 from write_off w
        where w.invoice_id = t.invoice_id and w.transaction_id in (t.id, t.reverses_id)) "writtenOff",
      coalesce(back.method, case when coalesce(r.category, t.category) = 'Payment' then p.method end) method,
      t.description,
      coalesce(i.number, n.number, p.receipt_number) document,
      c.number, c.name, o.number partner
    from ledger_transaction t
    join customer c on c.id = t.customer_id
    join partner o on o.id = t.partner_id
    left join ledger_transaction r on r.id = t.reverses_id
    left join invoice i on i.id = t.invoice_id
    left join credit_note n on n.id = t.credit_note_id
    left join payment p on p.id = t.payment_id
    left join lateral (
      select f.method from refund f
      where t.category = 'Refund' and f.transaction_id = t.id
        and (f.payment_id = t.payment_id or f.credit_note_id = t.credit_note_id)
      limit 1) back on true
    where (t.date, t.seq) > ($1::date, $2::bigint) and t.seq <= $3
      and is_test(t.partner_path) = is_test(scope_path())
    order by t.date, t.seq
    limit $4`,
    [after.date, after.seq, until, limit],
  );
  return rows.map(({ number, name, partner, ...entry }) => ({
    ...entry,
    customer: { number, name, partner },
  }));
}
