import { area, type InvariantSql } from './amiss.ts';

/**
 * What was charged of a service, not undone and not given back, follows day on day up to where it
 * says that it is charged. Only pauses may lie between, and days without service: who was blocked
 * and pays ahead goes on from the day on which that ended. Where charging began is left open: what
 * was charged before a move into the system is not known.
 */
export const PERIODS: InvariantSql = {
  checked: `select count(*) from service s where ${area('s')}`,
  amiss: [
    `with kept as (
      select t.service_id, t.period_from, least(t.period_to, u.first_day) period_to
      from ledger_transaction t
      join charge h on h.id = t.charge_id
      left join (
        select u.charge_id, u.service_id, min(u.first_day) first_day
        from unused_days u
        where ${area('u')}
        group by u.charge_id, u.service_id) u on u.charge_id = t.charge_id and u.service_id = t.service_id
      where ${area('t')} and t.service_id is not null and t.period_from is not null
        and t.type = 'DEBIT' and t.category = 'Service' and t.reverses_id is null and h.undone_at is null),
    days as (
      select service_id, period_from, period_to,
        lag(period_to) over per before, lead(period_from) over per after
      from kept
      where period_from < period_to
      window per as (partition by service_id order by period_from, period_to))
    select 'SERVICE' kind, s.id, c.name || ' #' || c.number || ', ' || s.description "name", null currency,
      case when d.period_from < d.before then 'days are charged twice: from'
        when d.period_from < s.start_date then 'is charged before it starts: from'
        when d.after is null and d.period_to <> s.charged_until then 'is charged until'
        else 'days are left out: charged from' end what,
      case when d.after is null and d.period_to <> s.charged_until
          and d.period_from >= coalesce(d.before, s.start_date)
        then s.charged_until else d.period_from end::text "found",
      case when d.period_from < d.before then d.before
        when d.period_from < s.start_date then s.start_date
        when d.after is null and d.period_to <> s.charged_until then d.period_to
        else d.before end::text expected
    from days d
    join service s on s.id = d.service_id
    join customer c on c.id = s.customer_id
    where d.period_from < coalesce(d.before, s.start_date)
      or (d.after is null and d.period_to <> s.charged_until)
      or (d.period_from > d.before and not exists (
        select 1 from jsonb_array_elements(s.pauses) p
        where (p->>'from')::date <= d.before
          and coalesce((p->>'until')::date, 'infinity') >= d.period_from)
        and not exists (
          select 1 from status_change h
          where h.customer_id = c.id and h.from_status = 'BLOCKED' and h.date = d.period_from))`,
  ],
};
