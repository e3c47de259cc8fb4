import { flagsFor } from '../../domain/runComparison.ts';
import { currencyDigits } from '../../domain/money.ts';
import type { App } from '../../app.ts';
import { customersBilled } from '../../platform/metrics.ts';
import { withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { dueCustomers } from './facts.store.ts';
import { planJson, planOne, type Planned } from './planning.ts';
import { finishSchedule } from './schedule.service.ts';
import { changeRun, comparePartners, lockRun, previousRuns, previousTotals, summarise, type LockedRun } from './runs.store.ts';

/** Customers per transaction: enough to make the statements few, few enough to keep memory flat and a kill cheap. */
export const CHUNK = 1000;

/** Which run each partner is compared with. */
type Previous = Map<string, { runId: string; date: string }>;

/**
 * Previews a run: plans its customers chunk by chunk, each chunk one transaction that also moves the run's position, so
 * that a killed preview goes on where it stopped and two workers on one run take turns. Changes nothing but the run.
 */
export async function previewRun(app: App, scope: Scope, runId: string, stop: AbortSignal): Promise<void> {
  const covered = await app.boundary.inSql(scope, async (sql) => (await lockRun(sql, runId)).partnerIds);
  await finishSchedule(app, scope, covered, stop);
  const previous = await app.boundary.inSql(scope, async (sql): Promise<Previous | null> => {
    const run = await lockRun(sql, runId);
    if (run.status !== 'PREVIEWING') return null;
    if (run.position === 0) await begin(sql, run);
    return previousRuns(sql, run);
  });
  if (!previous) return;
  while (!stop.aborted && await app.boundary.inSql(scope, (sql) => previewChunk(app, sql, runId, previous)));
}

/** A run that starts over forgets what an earlier preview of it found, but not whom a person left out. */
async function begin(sql: ScopedSql, run: LockedRun): Promise<void> {
  await sql.rows('delete from billing_run_entry where run_id = $1 and left_out_by is null', [run.id]);
  await sql.rows('delete from billing_run_partner where run_id = $1', [run.id]);
  const { n } = await sql.row<{ n: number }>('select count(*)::int n from customer where partner_id = any($1) and next_billing_date <= $2', [run.partnerIds, run.date]);
  await changeRun(sql, run, { candidates: n, processed: 0 });
}

/** Plans the next customers; true while there are more. */
async function previewChunk(app: App, sql: ScopedSql, runId: string, previous: Previous): Promise<boolean> {
  const run = await lockRun(sql, runId);
  if (run.status !== 'PREVIEWING') return false;
  const customers = await dueCustomers(sql, run.partnerIds, run.date, run.position, CHUNK);
  const planned = customers.map((customer) => planOne(customer, run.date, app.clock.today));
  const totals = await previousTotals(sql, [...new Set([...previous.values()].map((each) => each.runId))], customers.map((customer) => customer.facts.id));
  await insertEntries(sql, run, planned, previous, totals);
  customersBilled.inc({ phase: 'preview' }, customers.length);
  const processed = run.processed + customers.length;
  if (customers.length === CHUNK) {
    await changeRun(sql, run, { processed, candidates: Math.max(run.candidates, processed), position: customers.at(-1)!.number });
    return true;
  }
  await withoutNestedLoops(sql, async () => {
    await summarise(sql, run);
    await comparePartners(sql, run, previous);
  });
  await changeRun(sql, run, { status: 'READY', processed, candidates: processed, failure: null, failed_phase: null });
  return false;
}

async function insertEntries(sql: ScopedSql, run: LockedRun, planned: readonly Planned[], previous: Previous, totals: Map<string, bigint>): Promise<void> {
  if (!planned.length) return;
  const rows = planned.map(({ customer, plan, leftOut, hash }) => {
    const before = totals.get(customer.facts.id);
    const compared = plan && flagsFor({ total: plan.total, lineCount: plan.lines.length, firstCharge: plan.services.some((service) => service.setupCharged) }, before === undefined ? null : { total: before }, previous.has(customer.partnerId), currencyDigits(customer.facts.currency));
    return {
      customer_id: customer.facts.id, partner_id: customer.partnerId, partner_path: customer.partnerPath, customer_number: customer.number, customer_name: customer.name, facts_version: customer.factsVersion, currency: customer.facts.currency,
      plan: plan && planJson(customer, plan), net: plan?.net.toString() ?? '0', tax: plan?.tax.toString() ?? '0', total: plan?.total.toString() ?? '0', previous: before?.toString() ?? null,
      creates_invoice: plan?.createsInvoice ?? false, document_date: plan?.documentDate ?? null, due_date: plan?.dueDate ?? null, hash, flags: compared ?? [], code: leftOut?.leftOut ?? null, reason: leftOut?.reason ?? null,
    };
  });
  await sql.rows(`insert into billing_run_entry (run_id, customer_id, partner_id, partner_path, customer_number, customer_name, facts_version, currency, plan, net_minor, tax_minor, total_minor, previous_minor, creates_invoice, document_date, due_date, hash, flags, left_out_code, left_out_reason)
    select $2, customer_id, partner_id, partner_path, customer_number, customer_name, facts_version, currency, plan, net, tax, total, previous, creates_invoice, document_date, due_date, hash, flags, code, reason
    from json_to_recordset($1::json) as e(customer_id uuid, partner_id uuid, partner_path text, customer_number int, customer_name text, facts_version int, currency text, plan jsonb, net bigint, tax bigint, total bigint, previous bigint,
      creates_invoice boolean, document_date date, due_date date, hash text, flags text[], code text, reason text)
    on conflict (run_id, customer_id) do update set facts_version = excluded.facts_version, plan = excluded.plan, net_minor = excluded.net_minor, tax_minor = excluded.tax_minor, total_minor = excluded.total_minor,
      previous_minor = excluded.previous_minor, creates_invoice = excluded.creates_invoice, document_date = excluded.document_date, due_date = excluded.due_date, hash = excluded.hash, flags = excluded.flags`, [JSON.stringify(rows), run.id]);
}
