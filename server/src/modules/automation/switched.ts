import { zoneOf } from '@backhaul/domain/time/partnerClock';
import { confirmsAt, momentsOf } from '@backhaul/domain/schedule/automation';
import { partnersWith } from '../../kit/inheritance.store.ts';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { clocksOf } from './dues.store.ts';
import { openBelow, setConfirmAt } from './planned.store.ts';
import { AUTOMATION_HOME, automationChains, valuesOf } from './settings.store.ts';
import { forgetSwitchedOff, keepSwitchedOn, lookAgain, newlyOn } from './switched.store.ts';

/** Keeps for whom inside the scope it is on, each since the day on which that was noticed. */
export async function keepSwitched(sql: ScopedSql): Promise<void> {
  const on = await partnersWith(sql, AUTOMATION_HOME, 'enabled', true);
  await forgetSwitchedOff(sql, on);
  const added = await newlyOn(sql, on);
  if (added.length)
    await keepSwitchedOn(
      sql,
      added.map(({ id, clock }) => ({ id, since: sql.today(clock) })),
    );
}

/** What follows where the settings of a place may be others: for whom it is on, and when what waits confirms. */
export async function settingsMoved(sql: ScopedSql, path: string): Promise<void> {
  await keepSwitched(sql);
  await lookAgain(sql, path);
  const open = await openBelow(sql, path);
  if (!open.length) return;
  const ids = [...new Set(open.map(({ partnerId }) => partnerId))];
  const chains = await automationChains(sql, ids);
  const clocks = await clocksOf(sql, ids);
  await setConfirmAt(
    sql,
    open.map(({ partnerId, billingDate, madeOn, againAt }) => {
      const values = valuesOf(got(chains, partnerId));
      const made = { on: madeOn, againAt };
      const moments = momentsOf(billingDate, values, zoneOf(got(clocks, partnerId)), made);
      const confirmAt = values.enabled ? confirmsAt(moments, values) : null;
      return { partnerId, billingDate, confirmAt };
    }),
  );
}

/** The same for partners that hang under others now. */
export async function automationMoved(
  sql: ScopedSql,
  moved: readonly Happenings['partnerMoved'][],
): Promise<void> {
  for (const { path } of moved) await settingsMoved(sql, path);
}
