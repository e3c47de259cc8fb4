import { area, type InvariantSql } from './amiss.ts';

/** Sums that are kept beside their rows are what the rows come to. */
export const SUMS: InvariantSql = {
  checked: `select (select count(*) from figure_sum f where ${area('f')})
    + (select count(*) from customer_figure k where ${area('k')})
    + (select count(*) from billing_run r where ${area('r')} and r.status = 'PROCESSED')`,
  amiss: [
    `select 'PARTNER' kind, p.id,
      p.name || ': figure ' || f.figure || case when f.period = '' then '' else ' of ' || f.period end "name",
      case when f.kept = f.counted then null else f.currency end currency,
      'is kept as' what,
      case when f.kept = f.counted then f.kept_n::text else trim_scale(f.kept)::text end "found",
      case when f.kept = f.counted then f.counted_n::text else trim_scale(f.counted)::text end expected
    from figures_amiss($1, $2) f
    join partner p on p.id = f.partner_id
    where is_test(p.path) = is_test($1)`,
    `select 'CUSTOMER', k.customer_id, c.name, k.currency,
      'is kept as ' || lower(k.figure) || case when k.period = '' then '' else ' in ' || k.period end,
      sum(k.kept)::text, sum(k.counted)::text
    from (
      select f.customer_id, f.figure, f.currency, f.period,
        f.amount kept, f.n kept_n, 0 counted, 0 counted_n
      from customer_figure f
      where ${area('f')}
      union all
      select f.customer_id, f.figure, f.currency, f.period, 0, 0, f.amount, f.n
      from customer_figures_of($1, $2) f
      where is_test(f.partner_path) = is_test($1)) k
    join customer c on c.id = k.customer_id
    group by k.customer_id, c.name, k.figure, k.currency, k.period
    having sum(k.kept) <> sum(k.counted) or sum(k.kept_n) <> sum(k.counted_n)`,
    `select 'PAYMENT', p.id, p.receipt_number, p.currency,
      'is given back by', p.refunded_minor::text, coalesce(r.total, 0)::text
    from payment p
    left join (
      select r.payment_id, sum(r.amount_minor) total
      from refund r
      where ${area('r')} and r.payment_id is not null and r.status <> 'FAILED'
      group by r.payment_id) r on r.payment_id = p.id
    where ${area('p')} and p.refunded_minor <> coalesce(r.total, 0)`,
    `select 'PROFORMA', f.id, f.number, f.currency,
      'has waiting for it', f.paid_minor::text, coalesce(k.total, 0)::text
    from proforma f
    left join (
      select k.proforma_id, sum(k.remaining_minor) total
      from credit k
      where ${area('k')} and k.proforma_id is not null
      group by k.proforma_id) k on k.proforma_id = f.id
    where ${area('f')} and f.status = 'UNPAID' and f.paid_minor <> coalesce(k.total, 0)`,
    `select 'BILLING_RUN', r.id, 'of ' || r.date, null,
      'comes in all currencies, in minor units, to', t.total::text, coalesce(h.total, 0)::text
    from billing_run r
    cross join lateral (
      select coalesce(sum((t->>'total')::numeric), 0) total from jsonb_array_elements(r.totals) t) t
    left join (
      select h.run_id, sum(h.total_minor) total
      from charge h
      where ${area('h')} and h.run_id is not null
      group by h.run_id) h on h.run_id = r.id
    where ${area('r')} and r.status = 'PROCESSED' and t.total <> coalesce(h.total, 0)`,
  ],
};
