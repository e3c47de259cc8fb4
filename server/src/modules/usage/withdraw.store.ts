import type { LocalDate } from '@backhaul/domain/time/calendar';
import { changingEach, lookingUp, oneOf } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A record that is to be withdrawn, as it is now. Decimal texts. */
export interface ToWithdraw {
  id: string;
  sourceId: string;
  batchId: string | null;
  customerId: string;
  serviceId: string;
  currency: string;
  day: LocalDate;
  quantity: string;
  unitPrice: string | null;
  sumId: string | null;
  withdrawn: boolean;
  billed: boolean;
  /** What it is billed with; null without an invoice. */
  invoice: string | null;
}

/** Named records and all that came with a call or file, in the order of their source ids. */
export function recordsToWithdraw(
  sql: ScopedSql,
  { ids, batchId }: { ids: readonly string[]; batchId: string | null },
): Promise<ToWithdraw[]> {
  return lookingUp(sql, () =>
    sql.rows<ToWithdraw>(
      `select r.id, r.source_id "sourceId", r.batch_id "batchId",
        r.customer_id "customerId", r.service_id "serviceId",
        c.currency, r.day, trim_scale(r.quantity)::text quantity,
        trim_scale(r.unit_price)::text "unitPrice", r.sum_id "sumId",
        r.withdrawn_at is not null withdrawn,
        coalesce(u.charge_id, u.invoice_id) is not null billed, i.number invoice
      from (
        select unnest($1::uuid[]) id
        union
        select id from usage_record where batch_id = $2) g
      cross join lateral (select * from usage_record w where w.id = g.id limit 1) r
      cross join lateral (select currency from customer o where o.id = r.customer_id limit 1) c
      left join lateral (
        select charge_id, invoice_id from usage_sum s where s.id = r.sum_id limit 1) u on true
      left join lateral (select number from invoice v where v.id = u.invoice_id limit 1) i on true
      order by r.source_id, r.id`,
      [ids, batchId],
    ),
  );
}

/** Marks records as withdrawn: they belong to no sum from now on. */
export async function markWithdrawn(
  sql: ScopedSql,
  ids: readonly string[],
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  await lookingUp(sql, () =>
    sql.rows(
      `update usage_record
      set withdrawn_at = now(), withdrawn_by = $2, withdrawn_reason = $3, sum_id = null
      where id = any($1::uuid[])`,
      [ids, by, reason],
    ),
  );
}

/** What is taken out of a sum. */
export interface OutOfSum {
  sumId: string;
  quantity: string;
  records: number;
}

/** Takes out of sums what belongs to them no more; one without records is gone. */
export async function takeOutOfSums(sql: ScopedSql, out: readonly OutOfSum[]): Promise<void> {
  const given = `given as materialized (
      select * from unnest($1::uuid[], $2::numeric[], $3::int[]) g(id, quantity, records))`;
  const values = [
    out.map(({ sumId }) => sumId),
    out.map(({ quantity }) => quantity),
    out.map(({ records }) => records),
  ];
  await changingEach(sql, () =>
    sql.rows(
      `with ${given}
      delete from usage_sum s
      using given g
      where s.id = ${oneOf('select id from given')} and s.id = g.id and s.records = g.records`,
      values,
    ),
  );
  await changingEach(sql, () =>
    sql.rows(
      `with ${given},
      left_over as materialized (
        select g.*, d.first_day, d.last_day
        from given g
        cross join lateral (
          select min(r.day) first_day, max(r.day) last_day
          from usage_record r
          where r.sum_id = g.id) d
        where d.first_day is not null)
      update usage_sum s
      set quantity = s.quantity - l.quantity, records = s.records - l.records,
        first_day = l.first_day, last_day = l.last_day
      from left_over l
      where s.id = ${oneOf('select id from left_over')} and s.id = l.id`,
      values,
    ),
  );
}
