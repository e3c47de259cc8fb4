import { notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

export type RunStatus = 'PREVIEWING' | 'READY' | 'CONFIRMING' | 'PROCESSED' | 'DELETED' | 'FAILED';

/** A run, its row locked until the transaction ends: whoever works on it works alone. */
export interface LockedRun {
  id: string; partnerId: string; partnerPath: string; date: string; status: RunStatus; partnerIds: string[]; fingerprint: string | null;
  failedPhase: RunStatus | null; candidates: number; processed: number; position: number; customerCount: number; confirmedBy: string | null;
}

const COLUMNS = `id, partner_id "partnerId", partner_path "partnerPath", date, status, partner_ids "partnerIds", fingerprint, failed_phase "failedPhase", candidates, processed, position, customer_count "customerCount", confirmed_by "confirmedBy"`;

/** Refuses with NOT_FOUND what lies outside the scope. */
export async function lockRun(sql: ScopedSql, id: string): Promise<LockedRun> {
  const [run] = await sql.rows<LockedRun>(`select ${COLUMNS} from billing_run where id = $1 for update`, [id]);
  if (!run) throw notFound();
  return run;
}

/** The partner's preview that waits longest, locked; those that others work on at this moment are passed over. */
export async function takeWaitingRun(sql: ScopedSql, partnerId: string): Promise<LockedRun | null> {
  const [run] = await sql.rows<LockedRun>(`select ${COLUMNS} from billing_run where status = 'PREVIEWING' and partner_id = $1 order by created_at, id limit 1 for update skip locked`, [partnerId]);
  return run ?? null;
}

/** Whether a partner has previews to be made, those that are being made included. */
export async function isPreviewing(sql: ScopedSql, partnerId: string): Promise<boolean> {
  return (await sql.rows(`select 1 from billing_run where status = 'PREVIEWING' and partner_id = $1 limit 1`, [partnerId])).length > 0;
}

type RunChange = Partial<{ status: RunStatus; fingerprint: string | null; failed_phase: string | null; failure: string | null; candidates: number; processed: number; position: number; confirmed_by: string | null; confirmed_at: Date | null }>;

/** Changes a run and says so to whoever watches. */
export async function changeRun(sql: ScopedSql, run: LockedRun, change: RunChange): Promise<void> {
  const names = Object.keys(change) as (keyof RunChange)[];
  await sql.rows(`update billing_run set ${names.map((name, i) => `${name} = $${i + 2}`).join(', ')}${names.length ? ', ' : ''}heartbeat_at = now() where id = $1`, [run.id, ...names.map((name) => change[name])]);
  await announce(sql, { topic: 'run', path: run.partnerPath, id: run.id });
}

const ISSUED = 'left_out_code is null';

/** Totals per partner, totals of the run and its fingerprint, from its entries as they stand now. */
export async function summarise(sql: ScopedSql, run: LockedRun): Promise<void> {
  await sql.rows(`insert into billing_run_partner (run_id, partner_id, partner_path, currency, date, customer_count, invoice_count, left_out_count, net_minor, tax_minor, total_minor)
    select e.run_id, e.partner_id, e.partner_path, e.currency, $2::date, count(*) filter (where ${ISSUED}), count(*) filter (where ${ISSUED} and creates_invoice), count(*) filter (where not (${ISSUED})),
      coalesce(sum(net_minor) filter (where ${ISSUED}), 0), coalesce(sum(tax_minor) filter (where ${ISSUED}), 0), coalesce(sum(total_minor) filter (where ${ISSUED}), 0)
    from billing_run_entry e where e.run_id = $1 group by 1, 2, 3, 4
    on conflict (run_id, partner_id, currency) do update set customer_count = excluded.customer_count, invoice_count = excluded.invoice_count, left_out_count = excluded.left_out_count,
      net_minor = excluded.net_minor, tax_minor = excluded.tax_minor, total_minor = excluded.total_minor`, [run.id, run.date]);
  await sql.rows(`update billing_run r set customer_count = s.customers, invoice_count = s.invoices, left_out_count = s.left_out, totals = s.totals, fingerprint = f.fingerprint, flag_counts = g.flags
    from (select coalesce(sum(customers), 0)::int customers, coalesce(sum(invoices), 0)::int invoices, coalesce(sum(left_out), 0)::int left_out,
        coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'net', net::text, 'tax', tax::text, 'total', total::text) order by currency) filter (where customers > 0), '[]') totals
      from (select currency, sum(customer_count) customers, sum(invoice_count) invoices, sum(left_out_count) left_out, sum(net_minor) net, sum(tax_minor) tax, sum(total_minor) total from billing_run_partner where run_id = $1 group by 1) c) s,
      (select encode(sha256(convert_to($2 || coalesce(string_agg(customer_number || ':' || hash, ',' order by customer_number), ''), 'UTF8')), 'hex') fingerprint from billing_run_entry where run_id = $1 and ${ISSUED}) f,
      (select coalesce(jsonb_agg(jsonb_build_object('flag', flag, 'count', n) order by flag), '[]') flags from (select flag, count(*) n from billing_run_entry, unnest(flags) flag where run_id = $1 and ${ISSUED} group by 1) x) g
    where r.id = $1`, [run.id, run.date]);
}

/** Which processed run each partner is compared with: its latest of an earlier or the same billing date. */
export async function previousRuns(sql: ScopedSql, run: LockedRun): Promise<Map<string, { runId: string; date: string }>> {
  const rows = await sql.rows<{ partner_id: string; run_id: string; date: string }>(`select distinct on (partner_id) partner_id, run_id, date from billing_run_partner
    where partner_id = any($1) and processed_at is not null and date <= $2 and run_id <> $3 order by partner_id, date desc, processed_at desc`, [run.partnerIds, run.date, run.id]);
  return new Map(rows.map((row) => [row.partner_id, { runId: row.run_id, date: row.date }]));
}

/** What customers were charged by the runs they are compared with. */
export async function previousTotals(sql: ScopedSql, runIds: readonly string[], customerIds: readonly string[]): Promise<Map<string, bigint>> {
  if (!runIds.length) return new Map();
  const rows = await sql.rows<{ customer_id: string; total: bigint }>(`select customer_id, total_minor total from billing_run_entry where customer_id = any($2) and run_id = any($1) and ${ISSUED}`, [runIds, customerIds]);
  return new Map(rows.map((row) => [row.customer_id, row.total]));
}

/** Writes down, per partner, what the comparison found: the previous total and how many customers are missing. */
export async function comparePartners(sql: ScopedSql, run: LockedRun, previous: Map<string, { runId: string; date: string }>): Promise<void> {
  if (!previous.size) return;
  const partners = [...previous.keys()], runs = partners.map((id) => previous.get(id)!.runId);
  await sql.rows(`update billing_run_partner b set previous_run_id = p.run_id, previous_date = o.date, previous_minor = o.total_minor,
      missing_count = (select count(*) from billing_run_entry was where was.run_id = p.run_id and was.partner_id = p.partner_id and was.currency = b.currency and was.left_out_code is null
        and not exists (select 1 from billing_run_entry is_now where is_now.run_id = $1 and is_now.customer_id = was.customer_id and is_now.left_out_code is null))
    from unnest($2::uuid[], $3::uuid[]) p(partner_id, run_id), billing_run_partner o
    where b.run_id = $1 and b.partner_id = p.partner_id and o.run_id = p.run_id and o.partner_id = p.partner_id and o.currency = b.currency`, [run.id, partners, runs]);
}
