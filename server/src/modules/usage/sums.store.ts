import type { LocalDate } from '@backhaul/domain/time/calendar';
import { changingEach, lookingUp, oneOf } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type StoredTax, TAX_COLUMNS } from '../tariffs/index.ts';

/** What waits to be billed is neither a charge's nor an invoice's. */
const OPEN = 'charge_id is null and invoice_id is null';

/** A sum of usage that waits, with what its service is called and taxed with. */
export interface OpenSum extends StoredTax {
  id: string;
  customerId: string;
  serviceId: string;
  service: string;
  kind: string;
  unitPrice: string;
  quantity: string;
  firstDay: LocalDate;
  lastDay: LocalDate;
  records: number;
  taxIncluded: boolean;
  /** What charges took before of the same, in the month of its first day. */
  earlier: string;
}

/** What waits of customers, in the order in which documents list it. */
export function openSums(sql: ScopedSql, customerIds: readonly string[]): Promise<OpenSum[]> {
  return lookingUp(sql, () =>
    sql.rows<OpenSum>(
      `select u.id, u.customer_id "customerId", u.service_id "serviceId", s.description service,
        u.kind, trim_scale(u.unit_price)::text "unitPrice", trim_scale(u.quantity)::text quantity,
        u.first_day "firstDay", u.last_day "lastDay", u.records,
        ${TAX_COLUMNS}, t.tax_included "taxIncluded", trim_scale(e.quantity)::text earlier
      from unnest($1::uuid[]) c(id)
      cross join lateral (
        select * from usage_sum o where o.customer_id = c.id and ${OPEN} offset 0) u
      -- by days alone: others have a sum for all of a month
      cross join lateral (
        select coalesce(sum(b.quantity), 0) quantity
        from usage_sum b
        where u.first_day = u.last_day and u.first_day = u.period_from
          and b.customer_id = u.customer_id and b.service_id = u.service_id
          and b.kind = u.kind and b.unit_price = u.unit_price and b.charge_id is not null
          and b.first_day = b.last_day and b.first_day = b.period_from
          and b.period_from >= date_trunc('month', u.first_day)
          and b.period_from < date_trunc('month', u.first_day) + interval '1 month'
        offset 0) e
      cross join lateral (select * from service v where v.id = u.service_id limit 1) s
      join tariff t on t.id = s.tariff_id
      left join tax_rate r on r.id = t.tax_rate_id
      order by s.start_date, s.created_at, s.id, u.kind, u.unit_price, u.first_day, u.id`,
      [customerIds],
    ),
  );
}

/** A part of a sum: what its records of one day come to. */
export interface DayOfSum {
  sumId: string;
  day: LocalDate;
  quantity: string;
  records: number;
}

/** Sums day by day, from their records. */
export function daysOfSums(sql: ScopedSql, sumIds: readonly string[]): Promise<DayOfSum[]> {
  return lookingUp(sql, () =>
    sql.rows<DayOfSum>(
      `select r.sum_id "sumId", r.day, trim_scale(sum(r.quantity))::text quantity,
        count(*)::int records
      from unnest($1::uuid[]) u(id)
      cross join lateral (select * from usage_record d where d.sum_id = u.id offset 0) r
      group by r.sum_id, r.day
      order by r.sum_id, r.day`,
      [sumIds],
    ),
  );
}

/** Records of one kind, price and period of a service, summed up. id: the sum's where there is none yet. */
export interface NewInSum {
  id: string;
  serviceId: string;
  customerId: string;
  kind: string;
  unitPrice: string;
  periodFrom: LocalDate;
  firstDay: LocalDate;
  lastDay: LocalDate;
  quantity: string;
  records: number;
}

/**
 * Adds records to the sums that wait for them, and begins those that are not there. Their customers
 * are locked, so that nobody begins the same. Returns each one's sum, in their order.
 */
export async function addToSums(sql: ScopedSql, added: readonly NewInSum[]): Promise<string[]> {
  const given = `given as materialized (
      select * from rows from (
        unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::numeric[], $6::date[],
          $7::date[], $8::date[], $9::numeric[], $10::int[])) with ordinality
        as g(id, service_id, customer_id, kind, unit_price, period_from,
          first_day, last_day, quantity, records, position))`;
  const rows = await changingEach(sql, () =>
    sql.rows<{ id: string }>(
      `with ${given},
      found as materialized (
        select g.position, u.id
        from given g
        cross join lateral (
          select o.id from usage_sum o
          where o.customer_id = g.customer_id and ${OPEN}
            and o.service_id = g.service_id and o.kind = g.kind
            and o.unit_price = g.unit_price and o.period_from = g.period_from
          limit 1) u),
      grown as (
        update usage_sum s
        set first_day = least(s.first_day, g.first_day), last_day = greatest(s.last_day, g.last_day),
          quantity = s.quantity + g.quantity, records = s.records + g.records
        from found f
        join given g on g.position = f.position
        where s.id = ${oneOf('select id from found')} and s.id = f.id),
      begun as (
        insert into usage_sum (id, partner_id, partner_path, customer_id, service_id,
          kind, unit_price, period_from, first_day, last_day, quantity, records)
        select g.id, s.partner_id, s.partner_path, s.customer_id, s.id,
          g.kind, g.unit_price, g.period_from, g.first_day, g.last_day, g.quantity, g.records
        from given g
        cross join lateral (select * from service v where v.id = g.service_id limit 1) s
        where not exists (select 1 from found f where f.position = g.position))
      select coalesce(f.id, g.id) id
      from given g
      left join found f on f.position = g.position
      order by g.position`,
      [
        added.map((each) => each.id),
        added.map((each) => each.serviceId),
        added.map((each) => each.customerId),
        added.map((each) => each.kind),
        added.map((each) => each.unitPrice),
        added.map((each) => each.periodFrom),
        added.map((each) => each.firstDay),
        added.map((each) => each.lastDay),
        added.map((each) => each.quantity),
        added.map((each) => each.records),
      ],
    ),
  );
  return rows.map(({ id }) => id);
}

/** The first day of what waits of customers; who has nothing is not there. */
export async function firstOpenDays(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, LocalDate>> {
  const rows = await lookingUp(sql, () =>
    sql.rows<{ id: string; day: LocalDate | null }>(
      `select c.id, u.day
      from unnest($1::uuid[]) c(id)
      cross join lateral (
        select min(first_day) as day from usage_sum where customer_id = c.id and ${OPEN}) u`,
      [customerIds],
    ),
  );
  return new Map(rows.flatMap(({ id, day }) => (day === null ? [] : [[id, day] as const])));
}

/** A day of a customer that parts what waits of it: a sum that begins before it and ends after. */
export interface Parting {
  customerId: string;
  day: LocalDate;
}

/** Parts the sums that a day runs through: those before the day become one of their own. */
export async function partSums(sql: ScopedSql, partings: readonly Parting[]): Promise<void> {
  await changingEach(sql, () =>
    sql.rows(
      `with cut as materialized (
        select u.id, g.day
        from unnest($1::uuid[], $2::date[]) g(customer_id, day)
        cross join lateral (
          select o.id from usage_sum o
          where o.customer_id = g.customer_id and ${OPEN}
            and o.first_day < g.day and o.last_day >= g.day
          offset 0) u),
      early as materialized (
        select c.id, c.day, new_id() early_id,
          sum(r.quantity) quantity, count(*)::int records, max(r.day) last_day
        from cut c
        cross join lateral (
          select * from usage_record d where d.sum_id = c.id and d.day < c.day offset 0) r
        group by c.id, c.day),
      begun as (
        insert into usage_sum (id, partner_id, partner_path, customer_id, service_id,
          kind, unit_price, period_from, first_day, last_day, quantity, records)
        select e.early_id, s.partner_id, s.partner_path, s.customer_id, s.service_id,
          s.kind, s.unit_price, s.period_from, s.first_day, e.last_day, e.quantity, e.records
        from early e
        cross join lateral (select * from usage_sum o where o.id = e.id limit 1) s),
      moved as (
        update usage_record r
        set sum_id = e.early_id
        from early e
        where r.sum_id = ${oneOf('select id from early')} and r.sum_id = e.id and r.day < e.day)
      update usage_sum s
      set quantity = s.quantity - e.quantity, records = s.records - e.records,
        first_day = (select min(d.day) from usage_record d where d.sum_id = s.id and d.day >= e.day)
      from early e
      where s.id = ${oneOf('select id from early')} and s.id = e.id`,
      [partings.map(({ customerId }) => customerId), partings.map(({ day }) => day)],
    ),
  );
}

/** Who takes usage: a charge, with its invoice where it makes one, or an invoice alone. */
export interface Taking {
  customerId: string;
  /** From when on; null: all before `until`. */
  from: LocalDate | null;
  /** Exclusive. */
  until: LocalDate;
  chargeId: string | null;
  invoiceId: string | null;
}

/** Gives what waits of the days to who takes it. Returns how many records that are. */
export async function takeSums(sql: ScopedSql, takings: readonly Taking[]): Promise<number> {
  const { records } = await changingEach(sql, () =>
    sql.row<{ records: number }>(
      `with given as materialized (
        select u.id, g.charge_id, g.invoice_id
        from unnest($1::uuid[], $2::date[], $3::date[], $4::uuid[], $5::uuid[])
          g(customer_id, "from", until, charge_id, invoice_id)
        cross join lateral (
          select o.id from usage_sum o
          where o.customer_id = g.customer_id and ${OPEN}
            and o.last_day < g.until and (g."from" is null or o.first_day >= g."from")
          offset 0) u),
      taken as (
        update usage_sum s
        set charge_id = g.charge_id, invoice_id = g.invoice_id
        from given g
        where s.id = ${oneOf('select id from given')} and s.id = g.id
        returning s.records)
      select coalesce(sum(records), 0)::int records from taken`,
      [
        takings.map((each) => each.customerId),
        takings.map((each) => each.from),
        takings.map((each) => each.until),
        takings.map((each) => each.chargeId),
        takings.map((each) => each.invoiceId),
      ],
    ),
  );
  return records;
}

/** What a charge or invoices took waits again. Returns whose it is. */
export async function releaseSums(
  sql: ScopedSql,
  { chargeId = null, invoiceIds = [] }: { chargeId?: string | null; invoiceIds?: string[] },
): Promise<string[]> {
  const rows = await sql.rows<{ customerId: string }>(
    `with released as (
      update usage_sum
      set charge_id = null, invoice_id = null
      where charge_id = $1 or invoice_id = any($2::uuid[])
      returning customer_id)
    select distinct customer_id "customerId" from released order by 1`,
    [chargeId, invoiceIds],
  );
  return rows.map(({ customerId }) => customerId);
}
