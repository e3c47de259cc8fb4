import { lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { SOURCES, type TimelineKind } from './sources.ts';

/** What happened to a customer, as it is stored. at: to the microsecond, as text. */
export interface Happened {
  customerId: string;
  kind: TimelineKind;
  id: string;
  at: string;
  key: string | null;
  detail: string | null;
  minor: bigint | null;
  currency: string | null;
  by: string | null;
  recordId: string | null;
}

/** A place in a timeline; nothing of it and newer is read. */
export interface Place {
  at: string;
  id: string;
}
export const NEWEST: Place = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/**
 * What happened to customers before a place, newest first, so much at most of each: of every kind so
 * many along its index, and of those the newest.
 */
export async function happenedTo(
  sql: ScopedSql,
  customerIds: readonly string[],
  kinds: readonly TimelineKind[],
  before: Place,
  most: number,
): Promise<Happened[]> {
  if (!kinds.length) return [];
  const parts = kinds.map((kind) => {
    const { from, where, at, id, key, detail, minor, currency, by, record } = SOURCES[kind];
    return `(
      select '${kind}' kind, ${id} id, ${at} at, ${key} key, ${detail} detail,
        ${minor} minor, ${currency} currency, ${by} "by", ${record} record
      from ${from}
      where ${where} and (${at}, ${id}) < ($2::timestamptz, $3::uuid)
      order by ${at} desc, ${id} desc
      limit $4)`;
  });
  return lookingUp(sql, () =>
    sql.rows<Happened>(
      `select c.id "customerId", e.kind, e.id,
        to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') at,
        e.key, e.detail, e.minor, e.currency, e."by", e.record "recordId"
      from unnest($1::uuid[]) c(id)
      cross join lateral (
        select * from (${parts.join('\n      union all ')}) happened
        order by at desc, id desc
        limit $4) e
      order by c.id, e.at desc, e.id desc`,
      [customerIds, before.at, before.id, most],
    ),
  );
}

/** How much happened to customers, of some kinds. */
export async function countHappened(
  sql: ScopedSql,
  customerIds: readonly string[],
  kinds: readonly TimelineKind[],
): Promise<Map<string, number>> {
  const parts = kinds.map((kind) => {
    const { from, where } = SOURCES[kind];
    return `(select count(*) from ${from} where ${where})`;
  });
  const rows = await sql.rows<{ id: string; n: number }>(
    `select c.id, (${parts.join(' + ') || '0'})::int n from unnest($1::uuid[]) c(id)`,
    [customerIds],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}
