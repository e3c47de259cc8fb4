import { v7 as uuid } from 'uuid';
import { todayIn } from '@backhaul/domain/time/calendar';
import { groupBy } from '../../kit/groupBy.ts';
import {
  badInput,
  conflict,
  notFound,
  Refusal,
  violatedConstraint,
} from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { recordedBy } from '../ledger/index.ts';
import { auditUsage } from './auditUsage.ts';
import { intoSums, type Rated } from './intoSums.ts';
import type { Given } from './record.input.ts';
import {
  insertRecords,
  knownRecords,
  lockUsed,
  setRated,
  type KnownRecord,
  type NewRecord,
  type Used,
} from './usage.store.ts';

export interface Recorded {
  accepted: number;
  alreadyThere: number;
  /** Of those that are there: they were withdrawn as they come, and stay so. */
  withdrawn: number;
  /** Of this call, where it wrote any. */
  batchId: string | null;
}

/** A record of a call, with its place in it. */
interface Numbered extends Given {
  index: number;
  partnerId: string;
  day: string;
}

/**
 * Writes down what was used, all of it or nothing: each record once by its partner and source id. A
 * record that is there without a price gets the one it comes with, and counts as accepted; one that
 * is there as it is counts as already there, also where it was withdrawn. Refuses by field a service
 * outside the scope (NOT_FOUND) and a source id that is there, or comes, with something else.
 */
export async function recordUsage(
  sql: ScopedSql,
  given: readonly Given[],
  nameOf: (index: number) => string = (index) => `input.${index}`,
): Promise<Recorded> {
  const services = await lockUsed(sql, [...new Set(given.map(({ serviceId }) => serviceId))]);
  const numbered = given.map((record, index) => withPlace(record, index, services, nameOf));
  const stored = await knownRecords(sql, numbered);
  const known = new Map(stored.counting.map((each) => [keyOf(each), each]));
  const gone = groupBy(stored.withdrawn, keyOf);
  const fresh = new Map<string, Numbered>();
  const toRate = new Map<string, ToRate>();
  let withdrawn = 0;
  for (const record of numbered) {
    const key = keyOf(record);
    const before = known.get(key) ?? sentBefore(fresh.get(key));
    const other = before && differsIn(before, record);
    if ((!before || other) && gone.get(key)?.some((each) => !differsIn(each, record))) {
      withdrawn += 1;
      continue;
    }
    if (!before) {
      fresh.set(key, record);
      continue;
    }
    if (other) throw thereWith(other, record, nameOf);
    if (record.unitPrice === null || before.unitPrice !== null) continue;
    toRate.set(key, { id: before.id, record, unitPrice: record.unitPrice });
    known.set(key, { ...before, unitPrice: record.unitPrice, sentPrice: record.unitPrice });
  }
  const rated = [...toRate.values()];
  const batchId = uuid();
  await write(sql, [...fresh.values()], { toRate: rated, services, batchId });
  const accepted = fresh.size + rated.length;
  if (accepted)
    await auditUsage(sql, 'record', {
      done: [...fresh.values(), ...rated.map(({ record }) => record)],
      services,
      entityId: batchId,
      said: { batchId },
    });
  return {
    accepted,
    alreadyThere: given.length - accepted,
    withdrawn,
    batchId: fresh.size ? batchId : null,
  };
}

/** In the place of the id of a record that is still to be written. */
const IN_THIS_CALL = '';

/** What tells two records apart: each partner's sources count by themselves. */
const keyOf = ({ partnerId, sourceId }: { partnerId: string; sourceId: string }): string =>
  JSON.stringify([partnerId, sourceId]);

function withPlace(
  record: Given,
  index: number,
  services: ReadonlyMap<string, Used>,
  nameOf: (index: number) => string,
): Numbered {
  const used = services.get(record.serviceId);
  if (!used) {
    const { code, message } = notFound();
    throw new Refusal(code, message, {
      fields: { [`${nameOf(index)}.serviceId`]: 'is no service of yours' },
    });
  }
  const { partnerId, timeZone } = used;
  return { ...record, index, partnerId, day: todayIn(timeZone, new Date(record.at)) };
}

/** One that came earlier in the same call, as if it were there. */
function sentBefore(record: Numbered | undefined): KnownRecord | undefined {
  return (
    record && { ...record, id: IN_THIS_CALL, at: new Date(record.at), sentPrice: record.unitPrice }
  );
}

/** What of a record that comes again is another than it was; undefined for nothing. */
function differsIn(before: KnownRecord, record: Numbered): string | undefined {
  const spelled = ({ kind }: { kind: string }) => kind.toLowerCase();
  const differs = [
    ['service', before.serviceId !== record.serviceId],
    ['instant', before.at.toISOString() !== record.at],
    ['kind', spelled(before) !== spelled(record)],
    ['quantity', before.quantity !== record.quantity],
    ['unit price', hasOtherPrice(before, record)],
  ] as const;
  return differs.find(([, is]) => is)?.[0];
}

const thereWith = (other: string, { index }: Numbered, nameOf: (index: number) => string) =>
  badInput({
    [`${nameOf(index)}.sourceId`]: `is there already with another ${other}; withdraw that record first, or give this one another id`,
  });

/** Without a price it says again what came without one, and was rated here meanwhile. */
function hasOtherPrice(before: KnownRecord, { unitPrice }: Numbered): boolean {
  if (before.id === IN_THIS_CALL) return before.unitPrice !== unitPrice;
  if (unitPrice === null) return before.sentPrice !== null;
  return before.unitPrice !== null && before.unitPrice !== unitPrice;
}

interface ToRate {
  id: string;
  record: Numbered;
  unitPrice: string;
}

async function write(
  sql: ScopedSql,
  fresh: readonly Numbered[],
  {
    toRate,
    services,
    batchId,
  }: { toRate: readonly ToRate[]; services: ReadonlyMap<string, Used>; batchId: string },
): Promise<void> {
  const priced = fresh.flatMap((record): (Numbered & Rated)[] =>
    record.unitPrice === null ? [] : [{ ...record, unitPrice: record.unitPrice }],
  );
  const rated = toRate.map(({ record, unitPrice }): Rated => ({ ...record, unitPrice }));
  const sums = await intoSums(sql, [...priced, ...rated], services);
  const sumOf = new Map(priced.map((record, i) => [record.index, sums[i]]));
  const by = recordedBy(sql).name;
  await insertFresh(
    sql,
    fresh.map((record) => ({ ...record, sumId: sumOf.get(record.index) ?? null })),
    { recordedBy: by, batchId },
  );
  if (toRate.length)
    await setRated(
      sql,
      toRate.map(({ id, unitPrice }, i) => ({ id, unitPrice, sumId: sums[priced.length + i] })),
      by,
    );
}

async function insertFresh(
  sql: ScopedSql,
  records: readonly NewRecord[],
  by: Parameters<typeof insertRecords>[2],
): Promise<void> {
  if (!records.length) return;
  try {
    await insertRecords(sql, records, by);
  } catch (error) {
    // customers are locked, so that the same record comes one after the other: this is another one's
    if (violatedConstraint(error) === 'usage_record_partner_id_source_id_key')
      throw conflict(
        'SOURCE_ID_TAKEN',
        'Another call wrote one of these source ids for another customer at this moment. Nothing was written; send it again to see which.',
      );
    throw error;
  }
}
