import { area, credited, type InvariantSql } from './amiss.ts';

/** The balance of a customer is all its credits less all its debits, and its last entry says so. */
export const LEDGER: InvariantSql = {
  checked: `select count(*) from customer c where ${area('c')}`,
  amiss: [
    `select 'CUSTOMER' kind, c.id, c.name || ' #' || c.number "name", c.currency,
      'the balance is' what, c.balance_minor::text "found", coalesce(t.total, 0)::text expected
    from customer c
    left join (
      select t.customer_id, sum(${credited('t')}) total
      from ledger_transaction t
      where ${area('t')}
      group by t.customer_id) t on t.customer_id = c.id
    where ${area('c')} and c.balance_minor <> coalesce(t.total, 0)`,
    `select 'CUSTOMER', c.id, c.name || ' #' || c.number, c.currency,
      'the last entry leaves a balance of', t.balance_after_minor::text, c.balance_minor::text
    from (
      select distinct on (t.customer_id) t.customer_id, t.balance_after_minor
      from ledger_transaction t
      where ${area('t')}
      order by t.customer_id, t.seq desc) t
    join customer c on c.id = t.customer_id
    where t.balance_after_minor <> c.balance_minor`,
  ],
};

/**
 * What was taken of a credit by no invoice: money that went back, and of the rest the fee that was passed on, also of a
 * second credit by which a payment counts again.
 */
const TAKEN = `(coalesce(r.total, 0)
        + least(coalesce(f.total, 0), t.amount_minor - coalesce(r.total, 0)))`;
/** What entries are given back by: a refund that failed, a fee; a payment that counts again is a credit of its own. */
const GIVEN_BACK = `(
        select b.reverses_id, sum(b.amount_minor) total
        from ledger_transaction b
        where ${area('b')} and b.reverses_id is not null and b.type = 'CREDIT'
          and b.category in ('Refund', 'Fee')
        group by b.reverses_id)`;

/** What is paid of an invoice is what is allocated to it, and no credit is used twice. */
export const ALLOCATIONS: InvariantSql = {
  checked: `select count(*) from allocation a where ${area('a')}`,
  amiss: [
    `select 'INVOICE' kind, i.id, coalesce(i.number, 'a draft') "name", i.currency,
      'is paid by' what, i.paid_minor::text "found",
      case when num_nonnulls(i.of_payment, i.of_month) = 0 then coalesce(a.total, 0)
        else i.total_minor end::text expected
    from invoice i
    left join (
      select a.invoice_id, sum(a.amount_minor) total
      from allocation a
      where ${area('a')}
      group by a.invoice_id) a on a.invoice_id = i.id
    where ${area('i')} and case when num_nonnulls(i.of_payment, i.of_month) = 0
      then i.paid_minor <> coalesce(a.total, 0) or i.paid_minor < 0 or i.paid_minor > i.total_minor
        or (i.state = 'VOID' and i.paid_minor <> 0)
      -- a tax document of money that was paid before: from its issue on
      else i.paid_minor <> i.total_minor or coalesce(a.total, 0) <> 0 end`,
    `select case when k.payment_id is null then 'CUSTOMER' else 'PAYMENT' end,
      coalesce(k.payment_id, c.id), coalesce(p.receipt_number, c.name || ' #' || c.number), c.currency,
      'has of a credit left', k.remaining_minor::text,
      (t.amount_minor - coalesce(a.total, 0) - ${TAKEN})::text
    from credit k
    join ledger_transaction t on t.id = k.transaction_id
    join customer c on c.id = k.customer_id
    left join payment p on p.id = k.payment_id
    left join (
      select a.transaction_id, sum(a.amount_minor) total
      from allocation a
      where ${area('a')}
      group by a.transaction_id) a on a.transaction_id = t.id
    left join (
      select r.reverses_id, sum(r.amount_minor - coalesce(b.total, 0)) total
      from ledger_transaction r
      left join ${GIVEN_BACK} b on b.reverses_id = r.id
      where ${area('r')} and r.reverses_id is not null and r.category <> 'Fee'
      group by r.reverses_id) r on r.reverses_id = t.id
    left join (
      select o.payment_id, sum(r.amount_minor - coalesce(b.total, 0)) total
      from ledger_transaction r
      join ledger_transaction o on o.id = r.reverses_id and o.payment_id is not null
      left join ${GIVEN_BACK} b on b.reverses_id = r.id
      where ${area('r')} and r.reverses_id is not null and r.category = 'Fee' and r.type = 'DEBIT'
      group by o.payment_id) f on f.payment_id = k.payment_id
    where ${area('k')} and (k.remaining_minor < 0
      or k.remaining_minor <> t.amount_minor - coalesce(a.total, 0) - ${TAKEN})`,
    `select 'PAYMENT', p.id, p.receipt_number, p.currency,
      'settles', a.total::text, p.amount_minor::text
    from (
      select a.payment_id, sum(a.amount_minor) total
      from allocation a
      where ${area('a')} and a.payment_id is not null
      group by a.payment_id) a
    join payment p on p.id = a.payment_id
    where a.total > p.amount_minor or a.total < 0`,
  ],
};

/** Notes stay within their invoice, and know what they settle and what was given back of them. */
export const NOTES: InvariantSql = {
  checked: `select count(*) from credit_note n where ${area('n')}`,
  amiss: [
    `select 'INVOICE' kind, i.id, i.number "name", i.currency,
      'is credited by its notes with' what, n.total::text "found", i.total_minor::text expected
    from (
      select n.invoice_id, sum(n.total_minor) total, sum(n.net_minor) net, sum(n.tax_minor) tax
      from credit_note n
      where ${area('n')} and n.invoice_id is not null
      group by n.invoice_id) n
    join invoice i on i.id = n.invoice_id
    where i.state <> 'ISSUED' or n.total > i.total_minor`,
    `select 'CREDIT_NOTE', n.id, n.number, n.currency,
      'settles', n.applied_minor::text, coalesce(a.total, 0)::text
    from credit_note n
    left join (
      select a.credit_note_id, sum(a.amount_minor) total
      from allocation a
      where ${area('a')} and a.credit_note_id is not null
      group by a.credit_note_id) a on a.credit_note_id = n.id
    where ${area('n')} and n.applied_minor <> coalesce(a.total, 0)`,
    `select 'CREDIT_NOTE', n.id, n.number, n.currency,
      'is given back by', n.refunded_minor::text, coalesce(r.total, 0)::text
    from credit_note n
    left join (
      select r.credit_note_id, sum(r.amount_minor) total
      from refund r
      where ${area('r')} and r.credit_note_id is not null
      group by r.credit_note_id) r on r.credit_note_id = n.id
    where ${area('n')} and n.refunded_minor <> coalesce(r.total, 0)`,
  ],
};
