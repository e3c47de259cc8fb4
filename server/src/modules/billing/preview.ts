import { flagsFor } from '../../domain/runComparison.ts';
import { currencyDigits } from '../../domain/money.ts';
import type { App } from '../../app.ts';
import { customersBilled } from '../../platform/metrics.ts';
import { withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { dueCustomers } from './facts.store.ts';
import { planJson, planOne, type Planned } from './planning.ts';
import { finishSchedule, unscheduledOf } from './schedule.service.ts';
import { changeRun, comparePartners, isPreviewing, previousRuns, previousTotals, summarise, takeWaitingRun, type LockedRun } from './runs.store.ts';

/** Customers per transaction: enough to make the statements few, few enough to keep memory flat and a kill cheap. */
export const CHUNK = 1000;

/** Which run each partner is compared with. */
type Previous = Map<string, { runId: string; date: string }>;

/** What a step of previews did: a chunk; nothing, because others are at it; nothing, because there is nothing. */
export type Step = 'worked' | 'busy' | 'idle';

/** The turns of a partner: so many of its previews are worked on at once. */
export const TURNS = [0, 1] as const;
const TURN_LOCK = 4122;

/**
 * Does the next chunk of the previews that a partner waits for, the longest waiting first: plans its customers, in one
 * transaction that also moves the run's position. A killed preview so goes on where it stopped, by whatever process. `took`
 * hears which run it is before work on it begins. Changes nothing but the run.
 */
export async function previewStep(app: App, scope: Scope, { partnerId, turn }: { partnerId: string; turn: number }, took: (runId: string) => void, stop: AbortSignal): Promise<Step> {
  const step = await app.boundary.inSql(scope, async (sql): Promise<Step | { unscheduled: string[] }> => {
    // a second job of the turn, left over or come early, makes no third preview
    const { alone } = await sql.row<{ alone: boolean }>('select pg_try_advisory_xact_lock($1, hashtext($2)) alone', [TURN_LOCK, `${partnerId} ${turn}`]);
    if (!alone) return 'busy';
    const run = await takeWaitingRun(sql, partnerId);
    if (run === null) return await isPreviewing(sql, partnerId) ? 'busy' : 'idle';
    took(run.id);
    if (run.position === 0) {
      const unscheduled = await unscheduledOf(sql, run.partnerIds);
      if (unscheduled.length) return { unscheduled };
      await begin(sql, run);
    }
    await previewChunk(app, sql, run, await previousRuns(sql, run));
    return 'worked';
  });
  if (typeof step === 'string') return step;
  await finishSchedule(app, scope, step.unscheduled, stop);
  return 'worked';
}

/** A run that starts over forgets what an earlier preview of it found, but not whom a person left out. */
async function begin(sql: ScopedSql, run: LockedRun): Promise<void> {
  await sql.rows('delete from billing_run_entry where run_id = $1 and left_out_by is null', [run.id]);
  await sql.rows('delete from billing_run_partner where run_id = $1', [run.id]);
  const { n } = await sql.row<{ n: number }>('select count(*)::int n from customer where partner_id = any($1) and next_billing_date <= $2', [run.partnerIds, run.date]);
  await changeRun(sql, run, { candidates: n, processed: 0 });
}

/** Plans the next customers; the run is ready when there are no more. */
async function previewChunk(app: App, sql: ScopedSql, run: LockedRun, previous: Previous): Promise<void> {
  const customers = await dueCustomers(sql, run.partnerIds, run.date, run.position, CHUNK);
  const planned = customers.map((customer) => planOne(customer, run.date, app.clock.today));
  const totals = await previousTotals(sql, [...new Set([...previous.values()].map((each) => each.runId))], customers.map((customer) => customer.facts.id));
  await insertEntries(sql, run, planned, previous, totals);
  customersBilled.inc({ phase: 'preview' }, customers.length);
  const processed = run.processed + customers.length;
  if (customers.length === CHUNK) {
    await changeRun(sql, run, { processed, candidates: Math.max(run.candidates, processed), position: customers.at(-1)!.number });
    return;
  }
  await withoutNestedLoops(sql, async () => {
    await summarise(sql, run);
    await comparePartners(sql, run, previous);
  });
  await changeRun(sql, run, { status: 'READY', processed, candidates: processed, failure: null, failed_phase: null });
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
