import type { ComparedLine } from '@backhaul/domain/charging/lineChange';
import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { PlannedLineJson } from '../invoices/index.ts';
import type { Coverage } from './places.store.ts';

/** The customers of a run whose facts changed since its preview, or who became due. */
export async function changedSince(sql: ScopedSql, run: Coverage): Promise<string[]> {
  const changed = await sql.rows<{ id: string }>(
    `select e.customer_id id
    from billing_run_entry e
    join customer c on c.id = e.customer_id
    where e.run_id = $1 and c.facts_version <> e.facts_version
    union all
    select c.id
    from customer c
    where c.partner_id = any($2) and c.next_billing_date <= $3
      and not exists (
        select 1 from billing_run_entry e
        where e.run_id = $1 and e.customer_id = c.id and e.customer_number = c.number)`,
    [run.id, run.partnerIds, run.date],
  );
  return changed.map((row) => row.id);
}

/** The entries of customers $2 in run $1, looked up by their numbers too: see the decision about entries. */
const ENTRIES = `${rowsById('customer', '$2', 'c')}
    cross join lateral (
      select * from billing_run_entry n
      where n.run_id = $1 and n.customer_id = c.id and n.customer_number = c.number
      limit 1) e`;

/** What a preview decided of a customer; excluded: a person left it out. */
interface Decided {
  hash: string;
  excluded: boolean;
}

/** The same by customer; who is not in the run is not there. */
export async function decidedBefore(
  sql: ScopedSql,
  runId: string,
  customerIds: readonly string[],
): Promise<Map<string, Decided>> {
  const rows = await sql.rows<Decided & { id: string }>(
    `select customer_id id, hash, left_out_by is not null excluded
    from ${ENTRIES}`,
    [runId, customerIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A customer as the preview shows it. */
export interface Previewed {
  leftOut: string | null;
  total: bigint;
  lines: ComparedLine[];
  /** Whether the time that it charges was billed meanwhile, by another run or by hand. */
  billed: boolean;
}

/** The same by customer; who is not in the run is not there. */
export async function previewed(
  sql: ScopedSql,
  runId: string,
  customerIds: readonly string[],
): Promise<Map<string, Previewed>> {
  const rows = await sql.rows<{
    id: string;
    leftOut: string | null;
    total: bigint;
    lines: PlannedLineJson[] | null;
    billed: boolean;
  }>(
    `select customer_id id, left_out_reason "leftOut", total_minor total, plan->'lines' lines,
      coalesce((
        select bool_and(v.charged_until >= (s->>'until')::date)
        from jsonb_array_elements(plan->'services') s
        join service v on v.id = (s->>'serviceId')::uuid), false) billed
    from ${ENTRIES}`,
    [runId, customerIds],
  );
  return new Map(
    rows.map(({ id, lines, ...row }) => [
      id,
      {
        ...row,
        lines: (lines ?? []).map((line) => ({
          ...line,
          discount: line.kind === 'DISCOUNT',
          usage: line.kind === 'USAGE',
          net: BigInt(line.net),
          total: BigInt(line.total),
        })),
      },
    ]),
  );
}
