import {
  LIKENESS_REASONS,
  LIKENESS_SCORES,
  SHARED_MOST,
  SIMILAR_NAME,
} from '@backhaul/domain/customers/likeness';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { belowPath } from '../partners/index.ts';

/** Where customers are compared. */
export type Place = ReturnType<typeof belowPath>;

/** Two customers who share something; bits: what, as the domain's reasonsOf() reads it. */
export interface Pair {
  customerId: string;
  otherId: string;
  bits: number;
}

/** What somebody who is not there yet is compared by. */
export interface Typed {
  name: string | null;
  email: string | null;
  phone: string | null;
  taxNumber: string | null;
  vatId: string | null;
  street: string | null;
  zip: string | null;
  city: string | null;
}

/** Which customers are compared: $1 and $2 are from where to where, $3 is in the places that are left out. */
const PLACE = `k.partner_path >= $1 and k.partner_path < $2
  and ($3 = '' or position($3 in k.partner_path) = 0)`;
const placeValues = ({ gte, lt, not }: Place) => [gte ?? '', lt ?? '', not?.contains ?? ''];

/** $4 to $7: how many may share something, the reasons, the scores of their sets, and which names are similar. */
const RULES = [SHARED_MOST, LIKENESS_REASONS, LIKENESS_SCORES, SIMILAR_NAME];
const BIT = '1 << (array_position($5::text[], p.kind) - 1)';
const NAME = 'NAME_AND_ADDRESS';

/** Of pairs (kind, a, b, the smaller first) those that nobody told apart, likeliest first. */
const RANKED = `
  alike as (
    select p.a, p.b, bit_or(${BIT}) bits
    from pairs p
    where (p.kind <> '${NAME}'
        or name_likeness((select name from customer where id = p.a), (select name from customer where id = p.b)) >= $7)
      and not exists (select from told_apart t where t.customer_id = p.a and t.other_id = p.b)
    group by p.a, p.b)`;
const LIKELIEST = '($6::float8[])[bits + 1] desc';

/**
 * Who else has each of the keys in mine (kind, key), along the index; none of a key that too many
 * have. One more than may share it is enough to know that.
 */
const HOLDERS = `
  holders as (
    select distinct m.kind, h.id
    from mine m
    cross join lateral (
      select array_agg(customer_id) ids
      from (
        select k.customer_id
        from customer_key k
        where k.kind = m.kind and k.key = m.key and ${PLACE}
        group by k.partner_path, k.customer_id
        order by k.partner_path, k.customer_id
        limit $4::int + 1) few) f
    cross join lateral unnest(f.ids) h(id)
    where cardinality(f.ids) <= $4::int)`;

/** Those who may be one, likeliest first, of all customers in a place. */
export function pairsIn(
  sql: ScopedSql,
  place: Place,
  page: { first: number; offset: number },
): Promise<Pair[]> {
  return sql.rows(
    `with shared as (
      select k.kind, array_agg(distinct k.customer_id) ids
      from customer_key k
      where ${PLACE}
      group by k.kind, k.key
      having count(distinct k.customer_id) between 2 and $4::int),
    pairs as (
      select distinct s.kind, a.id a, b.id b
      from shared s, unnest(s.ids) a(id), unnest(s.ids) b(id)
      where a.id < b.id),
    ${RANKED}
    select a "customerId", b "otherId", bits
    from alike
    order by ${LIKELIEST}, a, b
    limit $8 offset $9`,
    [...placeValues(place), ...RULES, page.first, page.offset],
  );
}

/** Those who may be one with a customer, likeliest first; the other one is otherId. */
export function pairsOf(
  sql: ScopedSql,
  place: Place,
  customerId: string,
  page: { first: number; offset: number },
): Promise<Pair[]> {
  return sql.rows(
    `with mine as (select distinct kind, key from customer_key where customer_id = $8),
    ${HOLDERS},
    pairs as (select kind, least(id, $8::uuid) a, greatest(id, $8::uuid) b from holders where id <> $8),
    ${RANKED}
    select $8::uuid "customerId", case when a = $8 then b else a end "otherId", bits
    from alike
    order by ${LIKELIEST}, "otherId"
    limit $9 offset $10`,
    [...placeValues(place), ...RULES, customerId, page.first, page.offset],
  );
}

/** The customers who may be who is typed, likeliest first, so many at most. */
export function alikeTyped(
  sql: ScopedSql,
  place: Place,
  typed: Typed,
  most: number,
): Promise<{ id: string; bits: number }[]> {
  const { name, email, phone, taxNumber, vatId, street, zip, city } = typed;
  return sql.rows(
    `with mine as (select kind, key from customer_keys_of($8, $9, $10, $11, $12, $13, $14, $15)),
    ${HOLDERS},
    alike as (
      select p.id, bit_or(${BIT}) bits
      from holders p
      where p.kind <> '${NAME}'
        or name_likeness((select name from customer where id = p.id), $8) >= $7
      group by p.id)
    select id, bits
    from alike
    order by ${LIKELIEST}, id
    limit $16`,
    [
      ...placeValues(place),
      ...RULES,
      name,
      email,
      phone,
      taxNumber,
      vatId,
      street,
      zip,
      city,
      most,
    ],
  );
}

/** Keeps that two customers are not the same; returns whether that is new. */
export async function tellApart(
  sql: ScopedSql,
  one: { id: string; partnerId: string; partnerPath: string },
  other: { id: string; partnerId: string },
): Promise<boolean> {
  const kept = await sql.rows(
    `insert into told_apart (customer_id, partner_id, partner_path, other_id, other_partner_id, said_by)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (customer_id, other_id) do nothing
    returning customer_id`,
    [one.id, one.partnerId, one.partnerPath, other.id, other.partnerId, sql.scope.actor.name],
  );
  return kept.length > 0;
}
