import { dayInWords } from '@backhaul/domain/schedule/automationWords';
import type { App } from '../../kit/app.ts';
import { changeSettings } from '../../kit/inheritance.ts';
import { got } from '../../platform/must.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { placedBelow, placeOf, type Placed } from './dues.store.ts';
import { plannedAbove, plannedOf, skipDate, unskipDate, type PlannedRow } from './planned.store.ts';
import { AUTOMATION_HOME, automationChains, madeAbove, makesOwnRuns } from './settings.store.ts';
import { automateInOrder } from './inOrder.ts';
import { previewDate } from './steps.ts';
import { settingsMoved } from './switched.ts';
import { lockAutomated } from './switched.store.ts';
import { followers, toPlannedDate, unitOf } from './unit.ts';

/**
 * Changes what a partner sets itself; a key given as null inherits again. What waits for its hour moves with it. Refuses
 * a partner outside the scope (NOT_FOUND) and wrong values, each by its name.
 */
export async function updateAutomation(
  sql: ScopedSql,
  partnerId: string,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const changed = await changeSettings(sql, AUTOMATION_HOME, partnerId, input);
  if (changed) await settingsMoved(sql, changed.partner.path);
}

/**
 * Lets nothing come by itself for a billing date of a partner, and of those below that take their automation from it; a
 * preview that waits is left to people. Twice is once. Refusals: NOT_FOUND; AUTOMATION_OFF; a date that is over; of one
 * whose run is confirmed (ALREADY_CONFIRMED) or was made by a partner above (MADE_ABOVE).
 */
export async function skipAutomation(
  sql: ScopedSql,
  partnerId: string,
  skip: { billingDate: string; reason: string | null },
): Promise<void> {
  const { billingDate, reason } = skip;
  const partner = await lockOn(sql, partnerId);
  const today = sql.today(partner.clock);
  const row = await rowOf(sql, partnerId, billingDate);
  if (row?.skippedAt) return;
  if (row?.confirmedAt || row?.status === 'PROCESSED' || row?.status === 'CONFIRMING')
    throw conflict(
      'ALREADY_CONFIRMED',
      `The run for ${dayInWords(billingDate)} is confirmed already.`,
    );
  if (!row && billingDate < today)
    throw badInput({ billingDate: 'is over: nothing comes of it by itself any more' });
  await refuseMadeAbove(sql, partner, billingDate);
  await skipDate(sql, partnerId, billingDate, { by: sql.scope.actor.name, reason, on: today });
  await said(sql, partner, 'skip', skip);
}

/** Takes that back: the date comes by itself again, what waits confirms by itself. Refuses as skipAutomation. */
export async function unskipAutomation(
  sql: ScopedSql,
  partnerId: string,
  billingDate: string,
): Promise<void> {
  const partner = await lockOn(sql, partnerId);
  const row = await rowOf(sql, partnerId, billingDate);
  if (!row?.skippedAt) return;
  await unskipDate(sql, partnerId, billingDate);
  await settingsMoved(sql, partner.path);
  await said(sql, partner, 'unskip', { billingDate });
}

/**
 * Makes previews that are to come now rather than on their day, of a partner and of those below that
 * take their automation from it; they confirm by themselves as they would have. Refuses as
 * skipAutomation does, and with NOT_TO_COME where none of that date is to come.
 */
export async function previewAutomation(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  billingDate: string,
): Promise<string[]> {
  const partner = await lockOn(sql, partnerId);
  const runs: string[] = [];
  for (const { id } of await followers(sql, partner, await placedBelow(sql, partner.path))) {
    const on = await lockAutomated(sql, id);
    const unit = on && (await unitOf(sql, id, on.since));
    const comes = unit?.automated.due.includes(billingDate);
    if (unit && comes)
      runs.push(await previewDate(sql, unit, billingDate, app.clock.instant(partner.clock)));
  }
  if (runs.length) return runs;
  throw conflict(
    'NOT_TO_COME',
    `No preview for ${dayInWords(billingDate)} is to come by itself. Make it by hand.`,
  );
}

async function lockOn(sql: ScopedSql, partnerId: string): Promise<Placed> {
  const partner = await placeOf(sql, partnerId);
  if (!partner) throw notFound();
  if (await lockAutomated(sql, partnerId)) return partner;
  throw conflict(
    'AUTOMATION_OFF',
    'The automation is off for this partner: nothing comes by itself. Switch it on first.',
  );
}

async function rowOf(
  sql: ScopedSql,
  partnerId: string,
  billingDate: string,
): Promise<PlannedRow | undefined> {
  return (await plannedOf(sql, [partnerId])).find((row) => row.billingDate === billingDate);
}

async function refuseMadeAbove(
  sql: ScopedSql,
  partner: Placed,
  billingDate: string,
): Promise<void> {
  const links = got(await automationChains(sql, [partner.id]), partner.id);
  const head = madeAbove(partner, links);
  if (!head) return;
  const above = await plannedAbove(sql, partner.id, head.originId);
  const made = above.find((row) => row.billingDate === billingDate);
  if (made && toPlannedDate(made).state !== 'DONE')
    throw conflict(
      'MADE_ABOVE',
      'The preview of this date is made already, by a partner above for several together. Have its customers left out there.',
    );
}

async function said(sql: ScopedSql, partner: Placed, action: string, after: object): Promise<void> {
  await audit(sql, { action, entity: 'automation', entityId: partner.id, after, partner });
  await announce(sql, { topic: 'finance', path: partner.path });
}

/**
 * Does what would come by itself up to an instant for a partner and everything below it, in order, and answers the runs
 * when they rest. What is done already is not done again.
 */
export async function automateBelow(
  app: App,
  scope: ScopedSql['scope'],
  path: string,
  until: Date,
  stop: AbortSignal = new AbortController().signal,
): Promise<string[]> {
  const partners = await app.boundary.inSql(scope, async (sql) => {
    const below = await placedBelow(sql, path);
    const chains = await automationChains(
      sql,
      below.map(({ id }) => id),
    );
    return below.filter((each) => makesOwnRuns(each, got(chains, each.id)));
  });
  const makers = partners.map(({ id }) => id);
  return automateInOrder(app, scope, path, { makers, until, stop });
}
