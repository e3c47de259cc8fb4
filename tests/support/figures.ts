// What the dashboards' figures must be, said once more in plain SQL over the facts themselves, and where they are not: each
// as a query for what breaks it, asked as the owner.

/** All that is kept of a partner with those below it: sums, and the changes that are not among them yet, by every period that they count in. */
const KEPT = `
  select partner_id, figure, currency, period, rate, amount, n from figure_sum
  union all
  select p.id, figure, c.currency, left(coalesce("day"::text, ''), l), rate, amount, n
  from figure_change c join partner p on starts_with(c.partner_path, p.path) cross join unnest('{0,3,4,7,10}'::int[]) l
  where "day" is not null or l = 0`;

const FACTS = `
  select partner_path, 'INVOICED' figure, currency, document_date "day", total_minor amount, 1 n
  from invoice where state in ('ISSUED', 'VOID')
  union all
  select partner_path, 'INVOICED', currency, case when void_on > document_date then void_on else document_date end, -total_minor, -1
  from invoice where state = 'VOID'
  union all
  select partner_path, 'ISSUED', currency, document_date, total_minor, 1 from invoice where state = 'ISSUED'
  union all
  select partner_path, 'VOIDED', currency, void_on, total_minor, 1
  from invoice where state = 'VOID' and to_char(document_date, 'YYYYMM') < to_char(void_on, 'YYYYMM')
  union all
  select partner_path, 'OPEN', currency, due_date, total_minor - paid_minor, 1
  from invoice where state = 'ISSUED' and total_minor > paid_minor
  union all
  select partner_path, 'PAID', currency, date, amount_minor, 1 from payment
  union all
  select partner_path, 'PAID', currency, case when reversed_on > date then reversed_on else date end, -amount_minor, -1
  from payment where reversed_at is not null
  union all
  select partner_path, 'RECEIVED', currency, date, amount_minor, 1 from payment where reversed_at is null
  union all
  select partner_path, 'REVERSED', currency, reversed_on, amount_minor, 1
  from payment where to_char(date, 'YYYYMM') < to_char(reversed_on, 'YYYYMM')
  union all
  select partner_path, 'DOCUMENTS', currency, document_date, total_minor, 1 from invoice
  union all
  select partner_path, 'DOCUMENTS_NET', currency, document_date, net_minor, 0 from invoice where net_minor <> 0
  union all
  select partner_path, 'ISSUED_NET', currency, document_date, net_minor, 0
  from invoice where state = 'ISSUED' and net_minor <> 0
  union all
  select partner_path, case state when 'ISSUED' then 'ISSUED_PAID' else 'VOID_PAID' end, currency, document_date, paid_minor, 0
  from invoice where paid_minor <> 0
  union all
  select partner_path, figure, currency, due_date, amount, 0
  from invoice cross join lateral (values ('OPEN_NET', net_minor), ('OPEN_TOTAL', total_minor)) f(figure, amount)
  where state = 'ISSUED' and total_minor > paid_minor and amount <> 0
  union all
  select partner_path, 'PAYMENTS', currency, date, amount_minor, 1 from payment
  union all
  select partner_path, 'ENTRIES', currency, date, case type when 'CREDIT' then amount_minor else -amount_minor end, 1
  from ledger_transaction
  union all
  select partner_path, 'DEBITS', currency, date, amount_minor, 0
  from ledger_transaction where type = 'DEBIT' and amount_minor <> 0
  union all
  select partner_path, 'ENTRY_TAX', currency, date, case type when 'DEBIT' then tax_minor else -tax_minor end, 0
  from ledger_transaction where tax_minor <> 0
  union all
  select partner_path, 'BANK_ENTRIES', currency, booking_date, 0, 1 from bank_transaction
  union all
  select partner_path, 'BANK_' || status, currency, booking_date, 0, 1 from bank_transaction
  union all
  select partner_path, 'BANK_WAITING', currency, booking_date, 0, 1
  from bank_transaction where status not in ('POSTED', 'IGNORED', 'OUTGOING')
  union all
  select partner_path, case when paid_minor = total_minor then 'SETTLED' when paid_minor > 0 then 'PARTLY_SETTLED' else 'UNSETTLED' end,
    currency, document_date, total_minor, 1 from invoice where state = 'ISSUED'
  union all
  select partner_path, 'PROFORMA_' || status, currency, document_date, total_minor, 1 from proforma
  union all
  select partner_path, 'CREDITED', currency, document_date, total_minor, 1 from credit_note
  union all
  select partner_path, 'REFUNDED', currency, date, amount_minor, 1 from refund
  union all
  select partner_path, 'WRITTEN_OFF', currency, date, amount_minor, case when amount_minor > 0 then 1 else -1 end from write_off
  union all
  select partner_path, 'CUSTOMERS', currency, created_on, 0, 1 from customer
  union all
  select partner_path, status, currency, null, 0, 1 from customer where status in ('ACTIVE', 'BLOCKED')
  union all
  select partner_path, 'DEBT', currency, null, -balance_minor, 1 from customer where balance_minor < 0
  union all
  select partner_path, 'BLOCKED_DEBT', currency, null, -balance_minor, 1
  from customer where balance_minor < 0 and status = 'BLOCKED'`;

/** What each service brings on each of the days, service by service and day by day. */
const BRINGS = `
  select p.id partner_id, s.customer_id, d.on_day, c.currency,
    case when c.billed_by_itself then 'RECURRING' else 'RECURRING_INHERITED' end figure,
    case when t.tax_included then coalesce(r.percent, 0) else 0 end rate,
    (select greatest(0,
      price.on_day * s.quantity *
        (1 - least(100, coalesce(sum((x ->> 'value')::numeric) filter (where x ->> 'kind' = 'PERCENT'), 0)) / 100)
      - coalesce(sum((x ->> 'value')::numeric) filter (where x ->> 'kind' = 'FIXED'), 0))
    from jsonb_array_elements(s.discounts) x
    where coalesce((x ->> 'from')::date, '-infinity') <= d.on_day and coalesce((x ->> 'until')::date, 'infinity') >= d.on_day)
    * case when c.billing_type = 'PREPAID_CUSTOM' and t.period_days is not null then 365.0 / 12 / t.period_days else 1 end amount
  from service s
  join partner p on starts_with(s.partner_path, p.path)
  join customer c on c.id = s.customer_id
  join tariff t on t.id = s.tariff_id
  left join tax_rate r on r.id = t.tax_rate_id
  join look d on d.on_day between s.start_date and coalesce(s.end_date, 'infinity')
  cross join lateral (
    select distinct on (1) 1, e.price from (
      select (p ->> 'until')::date until, (p ->> 'price')::numeric price from jsonb_array_elements(t.earlier_prices) p
      union all select null, t.price) e
    where e.until is null or d.on_day < e.until order by 1, e.until nulls last) of_tariff
  cross join lateral (
    select distinct on (1) 1, coalesce(e.price, of_tariff.price) on_day from (
      select (p ->> 'until')::date until, (p ->> 'price')::numeric price from jsonb_array_elements(s.earlier_prices) p
      union all select null, s.unit_price) e
    where e.until is null or d.on_day < e.until order by 1, e.until nulls last) price
  where t.kind <> 'ONE_TIME' and s.state <> 'ARCHIVED' and c.billed_by_itself is distinct from false
    and (c.status <> 'INACTIVE' or c.inactive_since > d.on_day)
    and (c.billing_type = 'RECURRING' or coalesce((
      select h.to_status from status_change h where h.customer_id = c.id and h.date <= d.on_day
      order by h.at desc, h.id desc limit 1), '') <> 'BLOCKED')
    and (s.state <> 'PAUSED' or s.pauses @> '[{"until": null}]')
    and not exists (
      select 1 from jsonb_array_elements(s.pauses) p
      where (p ->> 'from')::date <= d.on_day and coalesce((p ->> 'until')::date, 'infinity') > d.on_day)`;

export const BROKEN_FIGURES: Record<string, string> = {
  'kept figures of money and customers are those of their rows': `
    select * from (
      select partner_id, figure, currency, period, sum(amount) kept, sum(n) kept_n
      from (${KEPT}) k where figure not like 'RECURRING%' and figure not like 'MRR_%' group by 1, 2, 3, 4) k
    full join (
      select p.id partner_id, figure, f.currency, left(coalesce("day"::text, ''), l) period, sum(amount) counted, sum(n) counted_n
      from (${FACTS}) f join partner p on starts_with(f.partner_path, p.path) cross join unnest('{0,3,4,7,10}'::int[]) l
      where "day" is not null or l = 0 group by 1, 2, 3, 4) c using (partner_id, figure, currency, period)
    where coalesce(kept, 0) <> coalesce(counted, 0) or coalesce(kept_n, 0) <> coalesce(counted_n, 0)`,
  'kept recurring revenue is that of the services, on each day on which it moves and on the one before': `
    with look as (
      select distinct on_day from (
        select "day" on_day from recurring_step union all select "day" - 1 from recurring_step
        union all select start_date from service union all select coalesce(end_date, start_date) from service
        union all select (p ->> 'until')::date from service, jsonb_array_elements(earlier_prices) p
        union all select (p ->> 'until')::date from tariff, jsonb_array_elements(earlier_prices) p) d
      -- closed days stay as they were counted
      where on_day > coalesce((select max(through) from books_closing), '-infinity')),
    brings as (${BRINGS}),
    counted as (
      select partner_id, figure, currency, rate, on_day, sum(amount) amount from brings group by 1, 2, 3, 4, 5),
    paying as (
      select partner_id, figure, currency, on_day, count(*) n from (
        select partner_id, figure, currency, on_day, customer_id from brings group by 1, 2, 3, 4, 5 having sum(amount) > 0) each
      group by 1, 2, 3, 4),
    kept as (
      select partner_id, figure, currency, rate, on_day, sum(amount) amount
      from (${KEPT}) k join look on k.period <= on_day::text
      where figure like 'RECURRING%' and length(period) = 10 group by 1, 2, 3, 4, 5),
    kept_paying as (
      select partner_id, figure, currency, on_day, sum(n) n
      from (${KEPT}) k join look on k.period <= on_day::text
      where figure like 'RECURRING%' and length(period) = 10 group by 1, 2, 3, 4)
    select partner_id, figure, currency, on_day, rate, k.amount::text kept, c.amount::text counted
    from kept k full join counted c using (partner_id, figure, currency, rate, on_day)
    where abs(coalesce(k.amount, 0) - coalesce(c.amount, 0)) > 0.000000000001
    union all
    select partner_id, figure, currency, on_day, null, k.n::text, c.n::text
    from kept_paying k full join paying c using (partner_id, figure, currency, on_day)
    where coalesce(k.n, 0) <> coalesce(c.n, 0)`,
  'what moves is what recurring revenue moves by, of each customer once a day': `
    select partner_id, whose, currency, on_day, sum(net)::text "left"
    from (
      select partner_id, figure like '%_INHERITED' whose, currency, period on_day,
        case when figure like 'MRR_%' then 1 else -1 end * amount * 100 / (100 + rate) net
      from (${KEPT}) k where figure like 'MRR_%' or figure like 'RECURRING%' and length(period) = 10) each
    where length(on_day) = 10
    group by 1, 2, 3, 4 having abs(sum(net)) > 0.000000001
    union all
    select min(partner_id::text)::uuid, null, currency, "day"::text, count(*)::text
    from recurring_step where net is not null group by customer_id, currency, "day" having count(*) > 1`,
  'what customers paid and owe is kept as their rows give it': `
    select customer_id, figure, currency, period, sum(amount)::text "left", sum(n)::text
    from (
      select customer_id, figure, currency, period, amount, n from customer_figure
      union all
      select customer_id, 'OPEN', currency, '', paid_minor - total_minor, -1
      from invoice where state = 'ISSUED' and total_minor > paid_minor
      union all
      select customer_id, 'PAID', currency, left(date::text, 7), -amount_minor, -1 from payment where reversed_at is null
      union all
      select customer_id, 'PAID', currency, left(date::text, 7), amount_minor, 0 from refund where status <> 'FAILED') each
    group by 1, 2, 3, 4 having sum(amount) <> 0 or sum(n) <> 0`,
  'every period is the sum of its days': `
    select partner_id, figure, currency, rate, short, sum(amount), sum(n)
    from (
      select partner_id, figure, currency, rate, period short, amount, n from (${KEPT}) k where length(period) < 10
      union all
      select partner_id, figure, currency, rate, left(period, l), -amount, -n
      from (${KEPT}) k cross join unnest('{0,3,4,7}'::int[]) l where length(period) = 10) each
    where figure not in ('ACTIVE', 'BLOCKED', 'DEBT', 'BLOCKED_DEBT')
    group by 1, 2, 3, 4, 5 having sum(amount) <> 0 or sum(n) <> 0`,
};
