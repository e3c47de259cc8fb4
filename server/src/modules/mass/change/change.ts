import { createHash } from 'node:crypto';
import { z } from 'zod';
import { nextBillInWords, type NextBill } from '@backhaul/domain/charging/nextBill';
import { setTakenBack } from '@backhaul/domain/mass/step';
import type { Clock } from '../../../platform/clock.ts';
import { conflict, notFound, Refusal } from '../../../platform/refusal.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { nextBillOf } from '../../runs/index.ts';
import { parsing, type Look } from '../kind.ts';
import { customersTarget } from './customers.ts';
import { isBilled } from './fields.ts';
import { needsOf } from './needs.ts';
import { changeParams, type ChangedList, type ChangeParams } from './params.ts';
import { servicesTarget } from './services.ts';
import type { Target } from './target.ts';
import { changed, sameRaw, type Changed, type Held, type Value } from './values.ts';

const TARGETS: Readonly<Record<ChangedList, Target>> = {
  customers: customersTarget,
  services: servicesTarget,
};

/** Changes fields of many records, each as its own update would: tried and taken back first, then done. */
export const changeRecords = parsing<ChangeParams>(changeParams, {
  needs: needsOf,
  // each is tried out, with all that follows of it
  lookAtOnce: 25,
  async look(sql, ids, params, todayIn) {
    const target = TARGETS[params.list];
    const found = await target.read(sql, ids, params);
    const looks: Look[] = [];
    for (const record of found) looks.push(await lookAt(sql, record, params, todayIn));
    return looks;
  },
  async act(sql, id, { params, stamp }, todayIn) {
    const target = TARGETS[params.list];
    const record = await lockedRecord(sql, id, params);
    const change = changed(record, params);
    if (stampOf(change) !== stamp)
      throw conflict('STALE_PREVIEW', 'It was changed since it was looked at.');
    const did = await target.write(sql, { today: todayIn }, record, raws(change.after), params);
    const kept = { before: raws(change.before), after: raws(change.after), did };
    return { after: shown(change.after), effect: null, kept };
  },
  async undo(sql, id, { params, kept }, todayIn) {
    const record = await lockedRecord(sql, id, params);
    const { before, after, did } = keptParts.parse(kept);
    const now = raws(record.values);
    const back: Record<string, unknown> = {};
    const touched: string[] = [];
    for (const field of Object.keys(after)) {
      const [was, became] = [before[field], after[field]];
      if (Array.isArray(was) && Array.isArray(became))
        back[field] = setTakenBack(
          (now[field] ?? []) as string[],
          was as string[],
          became as string[],
        );
      // the service has its tariff until the day of the change, which says itself whether it can go
      else if (field === 'tariffId' || sameRaw(now[field], became)) back[field] = was;
      else touched.push(field);
    }
    const since = touched.length ? `Changed since: ${touched.join(', ')}.` : null;
    if (since && !Object.keys(back).length) throw conflict('CHANGED_SINCE', since);
    const { restore } = TARGETS[params.list];
    await restore(sql, { today: todayIn }, record, back, { params, more: did });
    return since;
  },
});

const keptParts = z.object({
  before: z.record(z.string(), z.json()),
  after: z.record(z.string(), z.json()),
  did: z.json(),
});

async function lockedRecord(sql: ScopedSql, id: string, params: ChangeParams): Promise<Held> {
  const target = TARGETS[params.list];
  await target.lock(sql, id);
  const [record] = await target.read(sql, [id], params);
  if (!record) throw notFound();
  return record;
}

async function lookAt(
  sql: ScopedSql,
  record: Held,
  params: ChangeParams,
  todayIn: Clock['today'],
): Promise<Look> {
  const { id: recordId, label } = record;
  const change = changed(record, params);
  const fields = Object.keys(change.after);
  const look = {
    recordId,
    label,
    before: shown(change.before),
    after: shown(change.after),
    stamp: stampOf(change),
    effect: null,
  };
  if (change.refusal !== undefined) return { ...look, refusal: change.refusal };
  if (!fields.length)
    return { ...look, before: shown(record.values), after: shown(record.values), same: true };
  try {
    return { ...look, effect: await tried(sql, record, change, { params, todayIn }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...look, refusal: error.message };
  }
}

/** Does it as if; answers what becomes of the next bill where that goes by it. Refuses as the update does. */
async function tried(
  sql: ScopedSql,
  record: Held,
  change: Changed,
  { params, todayIn }: { params: ChangeParams; todayIn: Clock['today'] },
): Promise<string | null> {
  const billed = Object.keys(change.after).some(isBilled);
  const bill = async (seen: ScopedSql): Promise<NextBill | null> =>
    billed ? nextBillOf(seen, record.customerId) : null;
  const before = await bill(sql);
  const after = await sql.asIf(async (inside) => {
    const { write } = TARGETS[params.list];
    await write(inside, { today: todayIn }, record, raws(change.after), params);
  }, bill);
  return billed ? nextBillInWords(before, after) : null;
}

function stampOf({ before, after }: Changed): string {
  return createHash('sha256')
    .update(JSON.stringify([raws(before), raws(after)]))
    .digest('base64url')
    .slice(0, 22);
}

const raws = (values: Readonly<Record<string, Value>>) =>
  Object.fromEntries(Object.entries(values).map(([field, { raw }]) => [field, raw]));
const shown = (values: Readonly<Record<string, Value>>) =>
  Object.fromEntries(Object.entries(values).map(([field, each]) => [field, each.shown]));
