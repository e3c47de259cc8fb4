import { area, credited, type InvariantSql } from './amiss.ts';

/** What the lines of each document come to. */
const linesOf = (table: string, document: string): string => `
      select l.${document} id, sum(l.net_minor) net, sum(l.tax_minor) tax, sum(l.total_minor) total
      from ${table} l
      where ${area('l')}
      group by l.${document}`;

/** A document whose lines do not add up to it, by whichever of its sums. */
const beside = (kind: string, table: string, lines: string, name: string): string => `
    select '${kind}' kind, d.id, ${name} "name", d.currency,
      case when d.total_minor <> coalesce(l.total, 0) then 'its lines come to'
        when d.tax_minor <> coalesce(l.tax, 0) then 'the tax of its lines is'
        else 'its lines come without tax to' end what,
      case when d.total_minor <> coalesce(l.total, 0) then coalesce(l.total, 0)
        when d.tax_minor <> coalesce(l.tax, 0) then coalesce(l.tax, 0)
        else coalesce(l.net, 0) end::text "found",
      case when d.total_minor <> coalesce(l.total, 0) then d.total_minor
        when d.tax_minor <> coalesce(l.tax, 0) then d.tax_minor
        else d.net_minor end::text expected
    from ${table} d
    left join (${lines}) l on l.id = d.id
    where ${area('d')} and (d.total_minor <> coalesce(l.total, 0)
      or d.tax_minor <> coalesce(l.tax, 0) or d.net_minor <> coalesce(l.net, 0))`;

/** Every document is the sum of its lines, and the ledger has what it says, no more and no less. */
export const DOCUMENTS: InvariantSql = {
  checked: `select (select count(*) from invoice i where ${area('i')})
    + (select count(*) from credit_note n where ${area('n')})
    + (select count(*) from proforma f where ${area('f')})
    + (select count(*) from payment p where ${area('p')})`,
  amiss: [
    beside(
      'INVOICE',
      'invoice',
      linesOf('invoice_line', 'invoice_id'),
      `coalesce(d.number, 'a draft')`,
    ),
    beside('CREDIT_NOTE', 'credit_note', linesOf('credit_note_line', 'credit_note_id'), 'd.number'),
    beside('PROFORMA', 'proforma', linesOf('proforma_line', 'proforma_id'), 'd.number'),
    `select 'INVOICE', i.id, coalesce(i.number, 'a draft'), i.currency,
      'the ledger has of it', coalesce(t.total, 0)::text,
      (case i.state when 'ISSUED' then i.total_minor else 0 end - coalesce(w.total, 0))::text
    from invoice i
    left join (
      select t.invoice_id, -sum(${credited('t')}) total
      from ledger_transaction t
      where ${area('t')} and t.invoice_id is not null
      group by t.invoice_id) t on t.invoice_id = i.id
    left join (
      select w.invoice_id, sum(w.amount_minor) total
      from write_off w
      where ${area('w')}
      group by w.invoice_id) w on w.invoice_id = i.id
    -- a tax document of money that was paid before moves no balance
    where ${area('i')} and num_nonnulls(i.of_payment, i.of_month) = 0 and coalesce(t.total, 0)
      <> case i.state when 'ISSUED' then i.total_minor else 0 end - coalesce(w.total, 0)`,
    `select 'CREDIT_NOTE', n.id, n.number, n.currency,
      'the ledger has of it', coalesce(t.total, 0)::text, n.total_minor::text
    from credit_note n
    left join (
      select t.credit_note_id, sum(t.amount_minor) total
      from ledger_transaction t
      where ${area('t')} and t.credit_note_id is not null and t.type = 'CREDIT'
      group by t.credit_note_id) t on t.credit_note_id = n.id
    where ${area('n')} and coalesce(t.total, 0) <> n.total_minor`,
    `select 'PAYMENT', p.id, p.receipt_number, p.currency,
      'the ledger has of it', coalesce(t.total, 0)::text, p.amount_minor::text
    from payment p
    left join (
      select t.payment_id, sum(t.amount_minor) total
      from ledger_transaction t
      where ${area('t')} and t.payment_id is not null and t.type = 'CREDIT' and t.reverses_id is null
      group by t.payment_id) t on t.payment_id = p.id
    where ${area('p')} and coalesce(t.total, 0) <> p.amount_minor`,
    `select 'CUSTOMER', c.id, c.name || ' #' || c.number, c.currency,
      'the ledger has of the charge of ' || h.billing_date, coalesce(t.total, 0)::text, h.total_minor::text
    from charge h
    join customer c on c.id = h.customer_id
    left join (
      select t.charge_id, -sum(${credited('t')}) total
      from ledger_transaction t
      -- what was given back of its days later is not of the charge itself
      where ${area('t')} and t.charge_id is not null and t.reverses_id is null
        and not (t.type = 'CREDIT' and t.category = 'Service' and t.unit_price is null)
      group by t.charge_id) t on t.charge_id = h.id
    where ${area('h')} and coalesce(t.total, 0) <> h.total_minor`,
  ],
};
