import type { BillingType } from '@backhaul/domain/charging/facts';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { CustomerBillingOverrides } from '@backhaul/domain/settings/finance';
import { changingEach, lookingUp, rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Who has a service, and what decides by which periods it is billed. */
export interface Used {
  id: string;
  customerId: string;
  customerName: string;
  partnerId: string;
  partnerPath: string;
  timeZone: string;
  billingType: BillingType;
  billing: CustomerBillingOverrides;
}

/**
 * Services whose customers are locked from now on, in the order of their ids; those outside the
 * scope are not there.
 */
export async function lockUsed(
  sql: ScopedSql,
  serviceIds: readonly string[],
): Promise<Map<string, Used>> {
  const owners = await sql.rows<{ id: string }>(
    `select distinct s.customer_id id from ${rowsById('service', '$1', 's')}`,
    [serviceIds],
  );
  await sql.rows(`select 1 from ${rowsById('customer', '$1', 'c', 'for update')}`, [
    owners.map(({ id }) => id),
  ]);
  const rows = await lookingUp(sql, () =>
    sql.rows<Used>(
      `select s.id, s.customer_id "customerId",
        c.name "customerName", s.partner_id "partnerId",
        s.partner_path "partnerPath", p.time_zone "timeZone",
        c.billing_type "billingType", c.billing
      from ${rowsById('service', '$1', 's')}
      cross join lateral (select * from customer o where o.id = s.customer_id limit 1) c
      join partner p on p.id = s.partner_id`,
      [serviceIds],
    ),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A record as it is known by its source. Decimal texts without what says nothing. */
export interface KnownRecord {
  id: string;
  partnerId: string;
  sourceId: string;
  serviceId: string;
  at: Date;
  day: LocalDate;
  kind: string;
  quantity: string;
  unitPrice: string | null;
  sentPrice: string | null;
}

const KNOWN = `r.id, r.partner_id "partnerId", r.source_id "sourceId", r.service_id "serviceId",
        r.at, r.day, r.kind, trim_scale(r.quantity)::text quantity,
        trim_scale(r.unit_price)::text "unitPrice", trim_scale(r.sent_price)::text "sentPrice"`;

/** Records of partners by their source ids: the one that counts of each, and those that were withdrawn. */
export async function knownRecords(
  sql: ScopedSql,
  asked: readonly { partnerId: string; sourceId: string }[],
): Promise<{ counting: KnownRecord[]; withdrawn: KnownRecord[] }> {
  const rows = await lookingUp(sql, () =>
    sql.rows<KnownRecord & { withdrawn: boolean }>(
      `select ${KNOWN}, r.withdrawn_at is not null withdrawn
      from (
        select distinct partner_id, source_id
        from unnest($1::uuid[], $2::text[]) g(partner_id, source_id)) a
      cross join lateral (
        (select * from usage_record k
        where k.partner_id = a.partner_id and k.source_id = a.source_id and k.withdrawn_at is null
        limit 1)
        union all
        (select * from usage_record k
        where k.partner_id = a.partner_id and k.source_id = a.source_id
          and k.withdrawn_at is not null
        offset 0)) r`,
      [asked.map(({ partnerId }) => partnerId), asked.map(({ sourceId }) => sourceId)],
    ),
  );
  return {
    counting: rows.filter(({ withdrawn }) => !withdrawn),
    withdrawn: rows.filter(({ withdrawn }) => withdrawn),
  };
}

export interface NewRecord {
  sourceId: string;
  serviceId: string;
  at: string;
  day: LocalDate;
  kind: string;
  quantity: string;
  unitPrice: string | null;
  sumId: string | null;
}

/** Writes records; one that is there already fails on usage_record_partner_id_source_id_key. */
export async function insertRecords(
  sql: ScopedSql,
  records: readonly NewRecord[],
  { recordedBy, batchId }: { recordedBy: string; batchId: string },
): Promise<void> {
  await sql.rows(
    `insert into usage_record (partner_id, partner_path, customer_id, service_id,
      source_id, at, day, kind, quantity, unit_price, sent_price, sum_id, recorded_by,
      batch_id)
    select s.partner_id, s.partner_path, s.customer_id, s.id,
      n.source_id, n.at, n.day, n.kind, n.quantity, n.unit_price, n.unit_price, n.sum_id, $9,
      $10
    from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::date[], $5::text[],
      $6::numeric[], $7::numeric[], $8::uuid[])
      n(source_id, service_id, at, day, kind, quantity, unit_price, sum_id)
    cross join lateral (select * from service v where v.id = n.service_id limit 1) s
    order by s.partner_id, n.source_id`,
    [
      records.map((each) => each.sourceId),
      records.map((each) => each.serviceId),
      records.map((each) => each.at),
      records.map((each) => each.day),
      records.map((each) => each.kind),
      records.map((each) => each.quantity),
      records.map((each) => each.unitPrice),
      records.map((each) => each.sumId),
      recordedBy,
      batchId,
    ],
  );
}

/** Writes the prices of records that had none, and what they are summed up with. */
export async function setRated(
  sql: ScopedSql,
  rated: readonly { id: string; unitPrice: string; sumId: string }[],
  ratedBy: string,
): Promise<void> {
  await changingEach(sql, () =>
    sql.rows(
      `update usage_record r
      set unit_price = n.unit_price, sum_id = n.sum_id, rated_by = $4
      from unnest($1::uuid[], $2::numeric[], $3::uuid[]) n(id, unit_price, sum_id)
      where r.id = any($1::uuid[]) and r.id = n.id`,
      [
        rated.map(({ id }) => id),
        rated.map(({ unitPrice }) => unitPrice),
        rated.map(({ sumId }) => sumId),
        ratedBy,
      ],
    ),
  );
}

/** Which unrated records get a price: all of it holds, null for anything. */
export interface UnratedOf {
  ids: readonly string[] | null;
  /** Of a place of the tree, and below. */
  path: string | null;
  kind: string | null;
}

const UNRATED = `r.unit_price is null and r.withdrawn_at is null
      and ($1::uuid[] is null or r.id = any($1))
      and ($2::text is null or (r.partner_path >= $2 and r.partner_path < $2 || chr(1114111)))
      and ($3::text is null or lower(r.kind) = lower($3))
      and ($1::uuid[] is not null or is_test(r.partner_path) = is_test(coalesce($2, scope_path())))`;

/** Records without a price, the oldest first, so many at most. */
export function unratedRecords(
  sql: ScopedSql,
  { ids, path, kind }: UnratedOf,
  limit: number,
): Promise<KnownRecord[]> {
  return sql.rows<KnownRecord>(
    `select ${KNOWN}
    from usage_record r
    where ${UNRATED}
    order by r.at, r.id
    limit $4`,
    [ids, path, kind, limit],
  );
}

/** How many records without a price there are. */
export async function countUnrated(
  sql: ScopedSql,
  { ids, path, kind }: UnratedOf,
): Promise<number> {
  const { n } = await sql.row<{ n: number }>(
    `select count(*)::int n from usage_record r where ${UNRATED}`,
    [ids, path, kind],
  );
  return n;
}

/** How many records of a customer's days, the last one not counted, have no price. */
export async function countUnratedOf(
  sql: ScopedSql,
  customerId: string,
  [from, until]: readonly [LocalDate, LocalDate],
): Promise<number> {
  const { n } = await lookingUp(sql, () =>
    sql.row<{ n: number }>(
      `select count(*)::int n
      from usage_record r
      where r.customer_id = $1
        and r.unit_price is null and r.withdrawn_at is null
        and r.day >= $2::date and r.day < $3::date
        and r.at >= $2::date - 1 and r.at < $3::date + 1`,
      [customerId, from, until],
    ),
  );
  return n;
}

/** Whether all of these records are inside the scope. */
export async function areThere(sql: ScopedSql, ids: readonly string[]): Promise<boolean> {
  const { all } = await sql.row<{ all: boolean }>(
    `select count(*) = cardinality($1::uuid[]) "all"
    from (select distinct id from usage_record where id = any($1)) r`,
    [[...new Set(ids)]],
  );
  return all;
}
