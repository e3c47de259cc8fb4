import type { ChargePlan } from '@backhaul/domain/charging/planCharge';
import { flagsFor, periodsCovered } from '@backhaul/domain/charging/runComparison';
import { currencyDigits } from '@backhaul/domain/money/money';
import { countedBy } from '@backhaul/domain/time/periods';
import type { App } from '../../kit/app.ts';
import { eachInTurn, partsOf, whileWriting } from '../../kit/parts.ts';
import { customersBilled } from '../../platform/metrics.ts';
import { withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { changesOf } from './changes.ts';
import {
  billingDays,
  comparePartners,
  comparisonOf,
  lastCharges,
  linesOfCharges,
  placeKey,
  type Comparison,
  type LastCharge,
} from './compare.store.ts';
import { countDue } from './due.store.ts';
import { entryRows, forgetPreview, insertEntries, type Compared } from './entries.store.ts';
import { dueCustomers, type Billable } from './facts.store.ts';
import { holdPlaces, type Covered } from './places.store.ts';
import { coveredNow } from './places.ts';
import { planOne, type Planned } from './planning.ts';
import { finishSchedule } from './schedule.service.ts';
import { unscheduledOf } from './schedule.store.ts';
import {
  advanceRun,
  changeRun,
  holdTurn,
  isPreviewing,
  summarise,
  takeWaitingRun,
  type LockedRun,
} from './runs.store.ts';
import { last } from '../../platform/must.ts';

/** Customers per transaction: enough to make the statements few, few enough to keep memory flat and a kill cheap. */
export const CHUNK = 1000;
/** Of these, so many are planned while those before are being written. */
const PART = 250;

/** What a step of previews did: a chunk; nothing, because others are at it; nothing, because there is nothing. */
export type Step = 'worked' | 'busy' | 'idle';

/** The turns of a partner: so many of its previews are worked on at once. */
export const TURNS = [0, 1] as const;

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
      if (!(await holdTurn(sql, partnerId, turn))) return 'busy';
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
  const partnerIds = covered.map((place) => place.id);
  await forgetPreview(sql, run.id, partnerIds);
  const candidates = await countDue(sql, partnerIds, run.date);
  const days = await billingDays(sql, partnerIds, run.date);
  const places = covered.map((place) => ({ ...place, billingDay: days.get(place.id) ?? null }));
  await advanceRun(sql, run, {
    candidates,
    processed: 0,
    partner_ids: partnerIds,
    places: JSON.stringify(places),
  });
  return { ...run, candidates, processed: 0, partnerIds, places };
}

/** Plans the next customers; the run is ready when there are no more. */
async function previewChunk(
  app: App,
  sql: ScopedSql,
  run: LockedRun,
  comparison: Comparison,
): Promise<void> {
  const customers = await dueCustomers(sql, run.partnerIds, {
    on: run.date,
    after: run.position,
    limit: CHUNK,
    candidates: run.candidates,
  });
  const charged = await lastCharges(
    sql,
    customers.map((customer) => customer.facts.id),
  );
  await whileWriting(
    partsOf(customers, PART),
    async (part, written) => {
      const planned = await eachInTurn(part, (customer) =>
        planOne(customer, run.date, app.clock.today),
      );
      const found = compared(planned, charged, comparison);
      const different = differing(planned, found, charged);
      if (different.length) {
        await written();
        await sayChanges(sql, different);
      }
      return entryRows(planned, found);
    },
    (rows) => insertEntries(sql, run, rows),
  );
  customersBilled.inc({ phase: 'preview' }, customers.length);
  const processed = run.processed + customers.length;
  if (customers.length === CHUNK) {
    await advanceRun(sql, run, {
      processed,
      candidates: Math.max(run.candidates, processed),
      position: last(customers).number,
    });
    return;
  }
  // what was found of a partner that left meanwhile would not be summed up, and be charged when it comes back
  if (!(await holdPlaces(sql, run))) {
    await advanceRun(sql, run, { position: 0 });
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
  sql.happened('runRested', { runId: run.id, status: 'READY' });
}

/** Compares customers with their own last charges. */
function compared(
  planned: readonly Planned[],
  charged: ReadonlyMap<string, LastCharge>,
  { billed }: Comparison,
): Compared[] {
  return planned.map(({ customer, plan }): Compared => {
    const before = charged.get(customer.facts.id) ?? null;
    const flags =
      plan &&
      flagsFor(
        {
          total: plan.total,
          firstCharge: plan.services.some((service) => service.setupCharged),
          periods: periodsCovered(plan.lines, countedBy(customer.facts.settings)),
          prepaidMonths: customer.facts.settings.prepaidMonths,
          waiting: plan.waiting.length,
        },
        before,
        billed.has(placeKey(customer.partnerId, customer.facts.settings.billingDay)),
        currencyDigits(customer.facts.currency),
      );
    return {
      flags: flags ?? [],
      previous: before?.total ?? null,
      previousOn: before?.on ?? null,
      changes: [],
    };
  });
}

/** A customer that is charged another amount than last time. */
interface Different {
  customer: Billable;
  plan: ChargePlan;
  entry: Compared;
  chargeId: string;
}

function differing(
  planned: readonly Planned[],
  found: readonly Compared[],
  charged: ReadonlyMap<string, LastCharge>,
): Different[] {
  return planned.flatMap(({ customer, plan }, i) => {
    const before = charged.get(customer.facts.id);
    return plan && before && plan.total !== before.total
      ? [{ customer, plan, entry: found[i], chargeId: before.id }]
      : [];
  });
}

/** Says in the entries why their amounts are others than last time. */
async function sayChanges(sql: ScopedSql, different: readonly Different[]): Promise<void> {
  const lines = await linesOfCharges(
    sql,
    different.map(({ customer, chargeId }) => ({ customerId: customer.facts.id, chargeId })),
  );
  for (const { customer, plan, entry, chargeId } of different)
    entry.changes = changesOf(customer, plan, lines.get(chargeId) ?? []);
}
