import {
  differencesBetween,
  flagsFor,
  periodsCovered,
} from '@backhaul/domain/charging/runComparison';
import { currencyDigits } from '@backhaul/domain/money/money';
import type { App } from '../../kit/app.ts';
import { customersBilled } from '../../platform/metrics.ts';
import { withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import {
  billingDays,
  comparePartners,
  comparisonOf,
  lastCharges,
  linesOfCharges,
  placeKey,
  type Comparison,
} from './compare.store.ts';
import { dueCustomers } from './facts.store.ts';
import { coveredNow, type Covered } from './places.ts';
import { linesOf, planJson, planOne, type Planned } from './planning.ts';
import { finishSchedule, unscheduledOf } from './schedule.service.ts';
import {
  changeRun,
  isPreviewing,
  summarise,
  takeWaitingRun,
  type LockedRun,
} from './runs.store.ts';
import { got, last } from '../../platform/must.ts';

/** Customers per transaction: enough to make the statements few, few enough to keep memory flat and a kill cheap. */
export const CHUNK = 1000;

/** What a step of previews did: a chunk; nothing, because others are at it; nothing, because there is nothing. */
export type Step = 'worked' | 'busy' | 'idle';

/** The turns of a partner: so many of its previews are worked on at once. */
export const TURNS = [0, 1] as const;
const TURN_LOCK = 4122;

/**
 * Does the next chunk of the previews that a partner waits for, the longest waiting first: plans
 * its customers, in one transaction that also moves the run's position. A killed preview so goes on
 * where it stopped, by whatever process. `took` hears which run it is before work on it begins.
 * Changes nothing but the run.
 */
export async function previewStep(
  app: App,
  scope: Scope,
  { partnerId, turn }: { partnerId: string; turn: number },
  took: (runId: string) => void,
  stop: AbortSignal,
): Promise<Step> {
  const step = await app.boundary.inSql(
    scope,
    async (sql): Promise<Step | { unscheduled: string[] }> => {
      // a second job of the turn, left over or come early, makes no third preview
      const { alone } = await sql.row<{ alone: boolean }>(
        'select pg_try_advisory_xact_lock($1, hashtext($2)) alone',
        [TURN_LOCK, `${partnerId} ${turn}`],
      );
      if (!alone) return 'busy';
      let run = await takeWaitingRun(sql, partnerId);
      if (run === null) return (await isPreviewing(sql, partnerId)) ? 'busy' : 'idle';
      took(run.id);
      if (run.position === 0) {
        const places = await coveredNow(sql, run);
        const unscheduled = await unscheduledOf(
          sql,
          places.map((place) => place.id),
        );
        if (unscheduled.length) return { unscheduled };
        run = await begin(sql, run, places);
      }
      await previewChunk(app, sql, run, await comparisonOf(sql, run));
      return 'worked';
    },
  );
  if (typeof step === 'string') return step;
  await finishSchedule(app, scope, step.unscheduled, stop);
  return 'worked';
}

/**
 * A run that starts over forgets what an earlier preview of it found, but not whom a person left
 * out. It is one of the tree as it stands: whom it covers, and by which billing day, is written
 * down, so that a change is found later.
 */
async function begin(
  sql: ScopedSql,
  run: LockedRun,
  covered: readonly Covered[],
): Promise<LockedRun> {
  await sql.rows('delete from billing_run_entry where run_id = $1 and left_out_by is null', [
    run.id,
  ]);
  await sql.rows('delete from billing_run_partner where run_id = $1', [run.id]);
  const partnerIds = covered.map((place) => place.id);
  const { n } = await sql.row<{ n: number }>(
    'select count(*)::int n from customer where partner_id = any($1) and next_billing_date <= $2',
    [partnerIds, run.date],
  );
  const days = await billingDays(sql, partnerIds, run.date);
  const places = covered.map((place) => ({ ...place, billingDay: days.get(place.id) ?? null }));
  await changeRun(sql, run, {
    candidates: n,
    processed: 0,
    partner_ids: partnerIds,
    places: JSON.stringify(places),
  });
  return { ...run, candidates: n, processed: 0, partnerIds, places };
}

/** Plans the next customers; the run is ready when there are no more. */
async function previewChunk(
  app: App,
  sql: ScopedSql,
  run: LockedRun,
  comparison: Comparison,
): Promise<void> {
  const customers = await dueCustomers(sql, run.partnerIds, run.date, run.position, CHUNK);
  const planned = customers.map((customer) => planOne(customer, run.date, app.clock.today));
  await insertEntries(sql, run, planned, await compared(sql, planned, comparison));
  customersBilled.inc({ phase: 'preview' }, customers.length);
  const processed = run.processed + customers.length;
  if (customers.length === CHUNK) {
    await changeRun(sql, run, {
      processed,
      candidates: Math.max(run.candidates, processed),
      position: last(customers).number,
    });
    return;
  }
  await withoutNestedLoops(sql, async () => {
    await summarise(sql, run);
    await comparePartners(sql, run, comparison);
  });
  await changeRun(sql, run, {
    status: 'READY',
    processed,
    candidates: processed,
    failure: null,
    failed_phase: null,
  });
}

/** What a customer's entry says beside its last charge. */
interface Compared {
  flags: string[];
  previous: bigint | null;
  previousOn: string | null;
  differences: string[];
}

/** Compares customers with their own last charges; the lines are read only where a difference is to be explained. */
async function compared(
  sql: ScopedSql,
  planned: readonly Planned[],
  comparison: Comparison,
): Promise<Compared[]> {
  const ids = planned.map(({ customer }) => customer.facts.id);
  const charged = await lastCharges(sql, ids);
  const found = planned.map(({ customer, plan }): Compared => {
    const before = charged.get(customer.facts.id) ?? null;
    const flags =
      plan &&
      flagsFor(
        {
          total: plan.total,
          firstCharge: plan.services.some((service) => service.setupCharged),
          periods: periodsCovered(plan.lines, customer.facts.settings.billingDay),
          prepaidMonths: customer.facts.settings.prepaidMonths,
        },
        before,
        comparison.billed.has(placeKey(customer.partnerId, customer.facts.settings.billingDay)),
        currencyDigits(customer.facts.currency),
      );
    return {
      flags: flags ?? [],
      previous: before?.total ?? null,
      previousOn: before?.on ?? null,
      differences: [],
    };
  });
  const unusual = planned.flatMap(({ customer, plan }, i) =>
    plan && found[i].flags.includes('CHANGED')
      ? [
          {
            plan,
            entry: found[i],
            customerId: customer.facts.id,
            chargeId: got(charged, customer.facts.id).id,
          },
        ]
      : [],
  );
  const lines = await linesOfCharges(
    sql,
    unusual.map((each) => each.customerId),
    unusual.map((each) => each.chargeId),
  );
  for (const { plan, entry, chargeId } of unusual)
    entry.differences = differencesBetween(linesOf(plan), lines.get(chargeId) ?? [], plan.digits);
  return found;
}

async function insertEntries(
  sql: ScopedSql,
  run: LockedRun,
  planned: readonly Planned[],
  comparisons: readonly Compared[],
): Promise<void> {
  if (!planned.length) return;
  const rows = planned.map(({ customer, plan, leftOut, hash }, i) => {
    const { flags, previous, previousOn, differences } = comparisons[i];
    return {
      customer_id: customer.facts.id,
      partner_id: customer.partnerId,
      partner_path: customer.partnerPath,
      customer_number: customer.number,
      customer_name: customer.name,
      facts_version: customer.factsVersion,
      currency: customer.facts.currency,
      plan: plan && planJson(customer, plan),
      net: plan?.net.toString() ?? '0',
      tax: plan?.tax.toString() ?? '0',
      total: plan?.total.toString() ?? '0',
      previous: previous?.toString() ?? null,
      previous_on: previousOn,
      differences,
      creates_invoice: plan?.createsInvoice ?? false,
      document_date: plan?.documentDate ?? null,
      due_date: plan?.dueDate ?? null,
      hash,
      flags,
      code: leftOut?.leftOut ?? null,
      reason: leftOut?.reason ?? null,
    };
  });
  await sql.rows(
    `insert into billing_run_entry (run_id, customer_id, partner_id, partner_path,
      customer_number, customer_name, facts_version, currency, plan,
      net_minor, tax_minor, total_minor, previous_minor, previous_on, differences,
      creates_invoice, document_date, due_date, hash, flags, left_out_code, left_out_reason)
    select $2, customer_id, partner_id, partner_path,
      customer_number, customer_name, facts_version, currency, plan,
      net, tax, total, previous, previous_on, differences,
      creates_invoice, document_date, due_date, hash, flags, code, reason
    from json_to_recordset($1::json) as e(customer_id uuid, partner_id uuid, partner_path text,
      customer_number int, customer_name text, facts_version int, currency text, plan jsonb,
      net bigint, tax bigint, total bigint, previous bigint, previous_on date, differences text[],
      creates_invoice boolean, document_date date, due_date date, hash text, flags text[], code text, reason text)
    on conflict (run_id, customer_id) do update
    set facts_version = excluded.facts_version, plan = excluded.plan,
      net_minor = excluded.net_minor, tax_minor = excluded.tax_minor, total_minor = excluded.total_minor,
      previous_minor = excluded.previous_minor, previous_on = excluded.previous_on, differences = excluded.differences,
      creates_invoice = excluded.creates_invoice, document_date = excluded.document_date, due_date = excluded.due_date,
      hash = excluded.hash, flags = excluded.flags`,
    [JSON.stringify(rows), run.id],
  );
}
