import type { Prisma } from '../../generated/prisma/client.ts';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';
import type { Coverage } from './places.store.ts';

/** A run as it shows: a whole one, or of one made above the scope the part that is inside it. */
export interface SeenRun {
  id: string;
  partnerPath: string;
  date: Date;
  status: string;
  partnerIds: string[];
  fingerprint: string | null;
  failure: string | null;
  candidates: number;
  processed: number;
  customerCount: number;
  invoiceCount: number;
  leftOutCount: number;
  totals: Prisma.JsonValue;
  flagCounts: Prisma.JsonValue;
  createdBy: string | null;
  createdAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  fromAbove: boolean;
}

/** What a part adds up to, and how far it is: sums of the totals by partner that lie inside the scope. */
const PART = `
  select
    a.id, scope_path() "partnerPath", a.date, a.status, covered_from_above(a.id) "partnerIds",
    null, case when a.status = 'FAILED' then 'It stopped before it was done. Whoever made it can go on with it.' end,
    case
      when a.confirming then done.candidates
      when a.status in ('READY', 'DELETED') then part.customers + part.left_out
      when a.status = 'PROCESSED' then part.customers
      else 0
    end,
    case
      when a.confirming then done.processed
      when a.status in ('READY', 'DELETED') then part.customers + part.left_out
      when a.status = 'PROCESSED' then part.customers
      else 0
    end,
    part.customers, part.invoices, part.left_out, part.totals, flagged.counts,
    null, a.created_at, null, a.confirmed_at, true
  from runs_from_above($1) a
  cross join lateral (
    select
      coalesce(sum(customers), 0)::int customers,
      coalesce(sum(invoices), 0)::int invoices,
      coalesce(sum(left_out), 0)::int left_out,
      coalesce(jsonb_agg(
        jsonb_build_object('currency', currency, 'net', net::text, 'tax', tax::text, 'total', total::text)
        order by currency) filter (where customers > 0), '[]') totals
    from (
      select currency,
        sum(customer_count) customers, sum(invoice_count) invoices, sum(left_out_count) left_out,
        sum(net_minor) net, sum(tax_minor) tax, sum(total_minor) total
      from billing_run_partner
      where run_id = a.id
      group by 1) c) part
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('flag', flag, 'count', n) order by flag), '[]') counts
    from (
      select key flag, sum(value::int) n
      from billing_run_partner, jsonb_each_text(flag_counts)
      where run_id = a.id
      group by 1) f) flagged
  cross join lateral (
    select
      count(*) filter (where left_out_code is null or left_out_code = 'CHANGED')::int candidates,
      count(*) filter (where charge_id is not null or left_out_code = 'CHANGED')::int processed
    from billing_run_entry
    where a.confirming and run_id = a.id) done`;

/** Those of the runs that show, in no order. */
export function seenRuns(tx: ScopedTx, ids: readonly string[]): Promise<SeenRun[]> {
  return tx.$queryRawUnsafe<SeenRun[]>(
    `select
      id, partner_path "partnerPath", date, status, partner_ids "partnerIds",
      fingerprint, failure, candidates, processed,
      customer_count "customerCount", invoice_count "invoiceCount", left_out_count "leftOutCount",
      totals, flag_counts "flagCounts",
      created_by "createdBy", created_at "createdAt", confirmed_by "confirmedBy",
      confirmed_at "confirmedAt", false "fromAbove"
    from billing_run
    where id = any($1::uuid[])
    union all ${PART}`,
    ids,
  );
}

/** Whether something of a run made above the scope shows inside it. */
export async function showsPart(sql: ScopedSql, runId: string): Promise<boolean> {
  return (await sql.rows('select 1 from runs_from_above(array[$1::uuid])', [runId])).length > 0;
}

/** What a run made above, whose preview waits, covers of the scope; null without such a part. */
export async function waitingPart(sql: ScopedSql, runId: string): Promise<Coverage | null> {
  const [part] = await sql.rows<Coverage>(
    `select id, date, covered_from_above(id) "partnerIds", include_descendants "includeDescendants",
      places_from_above(id) places
    from runs_from_above(array[$1::uuid])
    where status = 'READY'`,
    [runId],
  );
  return part ?? null;
}
