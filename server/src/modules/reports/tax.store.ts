import type { Asked } from './asked.ts';
import { entriesRead, taxCategory } from './entries.store.ts';
import type { Params } from './params.ts';
import { REVENUE } from './revenue.store.ts';
import { ofWhom, placed } from './where.store.ts';

/** The tax of what was charged and credited, by the day it was booked: what the ledger holds. */
export function issuedFacts(asked: Asked, p: Params): string {
  return `select e.*,
      case when e.of_note then 0 else e.gross - e.tax end "m_invoiceNet",
      case when e.of_note then 0 else e.tax end "m_invoiceTax",
      case when e.of_note then e.gross - e.tax else 0 end "m_creditNet",
      case when e.of_note then e.tax else 0 end "m_creditTax",
      e.gross - e.tax m_net, e.tax m_tax, e.gross m_gross, 1 n
    from (${entriesRead(asked, p, { lines: true, periods: false })}) e
    where e.category = any (${p.add(REVENUE, 'text[]')})`;
}

/**
 * The tax of what was paid of invoices: of each amount that money settled its share, rounded on the running total of the
 * invoice, so that the whole of it is the invoice's tax. Credit notes and write-offs settle too, and are no money.
 */
export function paidFacts(asked: Asked, p: Params): string {
  const where = [placed(asked, p, 'a'), ...ofWhom(asked, p, 'a')].join(' and ');
  const share = (of: string, upTo: string) =>
    `round(${upTo}::numeric * r.${of} / nullif(i.total_minor, 0))`;
  const part = (of: string) =>
    `${share(of, 's.sofar')} - ${share(of, '(s.sofar - s.amount_minor)')}`;
  return `with
    touched as materialized (
      select distinct a.invoice_id from allocation a
      where ${where} and a.date >= ${p.add(asked.from, 'date')} and a.date <= ${p.add(asked.to, 'date')}
        and a.made_by in ('PAYMENT', 'BALANCE')),
    settled as materialized (
      select a.*, sum(a.amount_minor) over (partition by a.invoice_id order by a.date, a.created_at, a.id) sofar
      from touched x
      join allocation a on a.invoice_id = x.invoice_id
      where a.made_by in ('PAYMENT', 'BALANCE')),
    rates as materialized (
      select l.invoice_id, l.tax_percent, ${taxCategory('l')} tax_category,
        sum(l.net_minor) net, sum(l.tax_minor) tax
      from touched x
      join invoice_line l on l.invoice_id = x.invoice_id
      group by 1, 2, 3),
    parts as (
      select s.partner_id, s.customer_id, s.date, r.tax_percent, r.tax_category,
        ${part('net')} net, ${part('tax')} tax
      from settled s
      join invoice i on i.id = s.invoice_id and i.currency = ${p.add(asked.currency, 'text')}
      join rates r on r.invoice_id = s.invoice_id
      where s.date >= ${p.add(asked.from, 'date')} and s.date <= ${p.add(asked.to, 'date')})
    select partner_id, customer_id, date, tax_percent, tax_category,
      net m_net, tax m_tax, net + tax m_gross, 1 n
    from parts`;
}
