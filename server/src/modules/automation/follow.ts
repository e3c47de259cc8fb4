import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { markFailed, partnersOfOthers, plannedFor } from './planned.store.ts';
import { automationChains, valuesOf } from './settings.store.ts';
import { lookAt } from './look.ts';
import { sinceOf } from './switched.store.ts';

type Told = Happenings['automatedRun']['what'];

/** What became of runs that came by themselves: one that failed is a person's, and whoever confirms runs is told. */
export async function followRuns(
  sql: ScopedSql,
  rested: readonly Happenings['runRested'][],
): Promise<void> {
  const became = new Map(rested.map(({ runId, status }) => [runId, status]));
  // a preview that was made by hand may be the one of a date that comes
  const ready = rested.filter(({ status }) => status === 'READY').map(({ runId }) => runId);
  const others = ready.length ? await partnersOfOthers(sql, ready) : [];
  for (const partnerId of (await sinceOf(sql, others)).keys()) await lookAt(sql, partnerId);
  const rows = (await plannedFor(sql, [...became.keys()])).filter(({ skippedAt }) => !skippedAt);
  if (!rows.length) return;
  const chains = await automationChains(
    sql,
    rows.map(({ partnerId }) => partnerId),
  );
  const failed: string[] = [];
  for (const row of rows) {
    const { partnerId, partnerPath, billingDate, againAt, confirmAt } = row;
    const runId = row.runId!;
    const status = got(became, runId);
    const { enabled, approval, confirmationDays } = valuesOf(got(chains, partnerId));
    const atOnce = confirmationDays === 0 && !approval;
    const waits = confirmAt !== null || (enabled && approval && status === 'READY');
    const what: Told | null | false =
      status === 'FAILED'
        ? 'FAILED'
        : status === 'PROCESSED'
          ? row.confirmedAt && 'CONFIRMED'
          : waits && (againAt ? 'AGAIN' : atOnce ? null : 'WAITS');
    if (status === 'FAILED') failed.push(runId);
    if (what)
      sql.happened('automatedRun', {
        partnerId,
        partnerPath,
        runId,
        billingDate,
        what,
        confirmAt,
        because: row.againBecause,
      });
  }
  if (failed.length) await markFailed(sql, failed);
}
