import { notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Coverage } from './places.store.ts';

export type RunStatus = 'PREVIEWING' | 'READY' | 'CONFIRMING' | 'PROCESSED' | 'DELETED' | 'FAILED';

/** A run, its row locked until the transaction ends: whoever works on it works alone. */
export interface LockedRun extends Coverage {
  partnerId: string;
  partnerPath: string;
  status: RunStatus;
  fingerprint: string | null;
  failedPhase: RunStatus | null;
  candidates: number;
  processed: number;
  position: number;
  customerCount: number;
  confirmedBy: string | null;
}

const COLUMNS = `id, partner_id "partnerId", partner_path "partnerPath", date, status,
  partner_ids "partnerIds", include_descendants "includeDescendants", places,
  fingerprint, failed_phase "failedPhase", candidates, processed, position,
  customer_count "customerCount", confirmed_by "confirmedBy"`;

/** Writes a new run of a partner, its preview still to be made. Returns its id. */
export async function insertRun(
  sql: ScopedSql,
  owner: { id: string; path: string },
  run: Pick<Coverage, 'date' | 'partnerIds' | 'includeDescendants'>,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into billing_run (partner_id, partner_path, date, partner_ids, include_descendants, created_by)
    values ($1, $2, $3, $4, $5, $6)
    returning id`,
    [owner.id, owner.path, run.date, run.partnerIds, run.includeDescendants, sql.scope.actor.name],
  );
  return id;
}

/** Refuses with NOT_FOUND what lies outside the scope. */
export async function lockRun(sql: ScopedSql, id: string): Promise<LockedRun> {
  const [run] = await sql.rows<LockedRun>(
    `select ${COLUMNS} from billing_run where id = $1 for update`,
    [id],
  );
  if (!run) throw notFound();
  return run;
}

const TURN_LOCK = 4122;

/** Holds a partner's turn at its previews until the transaction ends; false when somebody else does. */
export async function holdTurn(sql: ScopedSql, partnerId: string, turn: number): Promise<boolean> {
  const { alone } = await sql.row<{ alone: boolean }>(
    'select pg_try_advisory_xact_lock($1, hashtext($2)) alone',
    [TURN_LOCK, `${partnerId} ${turn}`],
  );
  return alone;
}

/** The partner's preview that waits longest, locked; those that others work on at this moment are passed over. */
export async function takeWaitingRun(sql: ScopedSql, partnerId: string): Promise<LockedRun | null> {
  const [run] = await sql.rows<LockedRun>(
    `select ${COLUMNS}
    from billing_run
    where status = 'PREVIEWING' and partner_id = $1
    order by created_at, id
    limit 1
    for update skip locked`,
    [partnerId],
  );
  return run ?? null;
}

/** Whether a partner has previews to be made, those that are being made included. */
export async function isPreviewing(sql: ScopedSql, partnerId: string): Promise<boolean> {
  return (
    (
      await sql.rows(
        `select 1 from billing_run where status = 'PREVIEWING' and partner_id = $1 limit 1`,
        [partnerId],
      )
    ).length > 0
  );
}

/** The same without the lock, for those who only look; null outside the scope. */
export async function lookAtRun(sql: ScopedSql, id: string): Promise<LockedRun | null> {
  return (
    (await sql.rows<LockedRun>(`select ${COLUMNS} from billing_run where id = $1`, [id]))[0] ?? null
  );
}

/** How many of these runs the scope sees. */
export async function countRuns(sql: ScopedSql, ids: readonly string[]): Promise<number> {
  const { seen } = await sql.row<{ seen: number }>(
    'select count(*)::int seen from billing_run where id = any($1::uuid[])',
    [ids],
  );
  return seen;
}

/** The runs of the whole installation that nobody has worked on for a while ('30 seconds'). */
export function unfinishedRuns(
  sql: ScopedSql,
  silentFor: string,
): Promise<{ id: string; partnerId: string; status: 'PREVIEWING' | 'CONFIRMING' }[]> {
  return sql.rows(
    'select run_id id, partner_id "partnerId", status from unfinished_runs($1::interval)',
    [silentFor],
  );
}

type RunChange = Partial<{
  status: RunStatus;
  fingerprint: string | null;
  failed_phase: string | null;
  failure: string | null;
  candidates: number;
  processed: number;
  position: number;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  partner_ids: string[];
  places: string;
}>;

/**
 * Changes a run and says so to whoever watches: where the change concerns one place alone, to those
 * who see that.
 */
export async function changeRun(
  sql: ScopedSql,
  run: LockedRun,
  change: RunChange,
  at?: string,
): Promise<void> {
  const names = Object.keys(change) as (keyof RunChange)[];
  await sql.rows(
    `update billing_run
    set ${names.map((name, i) => `${name} = $${i + 2}`).join(', ')}${names.length ? ', ' : ''}heartbeat_at = now()
    where id = $1`,
    [run.id, ...names.map((name) => change[name])],
  );
  await announce(sql, { topic: 'run', path: run.partnerPath, id: run.id, at });
}

/** How far a run is: for those who see the whole of it. */
export function advanceRun(sql: ScopedSql, run: LockedRun, change: RunChange): Promise<void> {
  return changeRun(sql, run, change, run.partnerPath);
}

const ISSUED = 'left_out_code is null';

/** Totals per partner, totals of the run and its fingerprint, from its entries as they stand now. */
export async function summarise(sql: ScopedSql, run: LockedRun): Promise<void> {
  await sql.rows(
    `insert into billing_run_partner (run_id, partner_id, partner_path, currency, date,
      customer_count,
      invoice_count,
      left_out_count,
      net_minor,
      tax_minor,
      total_minor,
      flag_counts)
    select e.run_id, e.partner_id, e.partner_path, e.currency, $2::date,
      count(*) filter (where ${ISSUED}),
      count(*) filter (where ${ISSUED} and creates_invoice),
      count(*) filter (where not (${ISSUED})),
      coalesce(sum(net_minor) filter (where ${ISSUED}), 0),
      coalesce(sum(tax_minor) filter (where ${ISSUED}), 0),
      coalesce(sum(total_minor) filter (where ${ISSUED}), 0),
      coalesce(f.counts, '{}')
    from billing_run_entry e
    left join (
      select partner_id, currency, jsonb_object_agg(flag, n) counts
      from (
        select partner_id, currency, flag, count(*) n
        from billing_run_entry, unnest(flags) flag
        where run_id = $1 and ${ISSUED}
        group by 1, 2, 3) x
      group by 1, 2) f
      on f.partner_id = e.partner_id and f.currency = e.currency
    where e.run_id = $1
    group by 1, 2, 3, 4, f.counts
    on conflict (run_id, partner_id, currency) do update
    set customer_count = excluded.customer_count,
      invoice_count = excluded.invoice_count,
      left_out_count = excluded.left_out_count,
      net_minor = excluded.net_minor,
      tax_minor = excluded.tax_minor,
      total_minor = excluded.total_minor,
      flag_counts = excluded.flag_counts`,
    [run.id, run.date],
  );
  await sql.rows(
    `update billing_run r
    set customer_count = s.customers, invoice_count = s.invoices, left_out_count = s.left_out,
      totals = s.totals, fingerprint = f.fingerprint, flag_counts = g.flags
    from (
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
        where run_id = $1
        group by 1) c) s,
    (
      select encode(sha256(convert_to(
        $2 || coalesce(string_agg(customer_number || ':' || hash, ',' order by customer_number), ''),
        'UTF8')), 'hex') fingerprint
      from billing_run_entry
      where run_id = $1 and ${ISSUED}) f,
    (
      select coalesce(jsonb_agg(jsonb_build_object('flag', flag, 'count', n) order by flag), '[]') flags
      from (
        select flag, count(*) n
        from billing_run_entry, unnest(flags) flag
        where run_id = $1 and ${ISSUED}
        group by 1) x) g
    where r.id = $1`,
    [run.id, run.date],
  );
}
