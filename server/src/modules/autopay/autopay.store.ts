import type { Attempt, OpenDebt } from '@backhaul/domain/settlement/autopay';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import { isRetryable, type FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import type { Method } from '../savedCards/index.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** The card that is charged. failure: why its latest charge failed, where it cannot be charged any more. */
interface AutopayCard extends Pick<Method, 'brand' | 'last4' | 'status' | 'gatewayAccountId'> {
  failure: FailureCode | null;
}

/** What decides when a customer is charged. methodId: null where autopay is off. */
export interface AutopayFacts {
  customerId: string;
  partnerId: string;
  currency: string;
  clock: PartnerClock;
  methodId: string | null;
  /** The card; null where autopay is off. */
  card: AutopayCard | null;
  /** Some charge of a card of the customer's is under way, whoever ordered it. */
  underWay: boolean;
  attempts: MadeAttempt[];
  open: OpenDebt[];
}

/** unasked: it failed without its provider being asked, for its account was not in use. */
interface MadeAttempt extends Attempt {
  unasked: boolean;
}

/**
 * The attempts as they count. Those whose provider was not asked take nothing from a debt once the account is in use:
 * it has all its days before it. Until then they are its last.
 */
export function attemptsNow({ attempts }: AutopayFacts, offered: boolean): Attempt[] {
  return attempts.map(({ unasked, ...attempt }) =>
    unasked ? { ...attempt, final: !offered, counts: !offered && attempt.counts } : attempt,
  );
}

interface Row extends Omit<AutopayFacts, 'attempts' | 'open'> {
  attempts: {
    on: LocalDate;
    at: number;
    status: string;
    failure: FailureCode | null;
    sameCard: boolean;
    counts: boolean;
  }[];
  open: { dueDate: LocalDate; due: string; issuedAt: number; takenBack: boolean }[];
}

/** Of the attempts before, so many are looked at: those of an invoice's own days are fewer. */
const ATTEMPTS = 200;

/** The facts of customers inside the scope who ever had autopay; the others are left out. */
export async function autopayFacts(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<AutopayFacts[]> {
  const rows = await sql.rows<Row>(
    `select a.customer_id "customerId", a.partner_id "partnerId", c.currency, p.clock,
      a.method_id "methodId",
      (
        select json_build_object(
          'brand', m.brand, 'last4', m.last4, 'status', m.status,
          'gatewayAccountId', m.gateway_account_id,
          'failure', (
            select f.failure from charge_attempt f
            where f.customer_id = x.id and f.method_id = m.id and f.failure is not null
            order by f.created_at desc
            limit 1
          ))
        from saved_method m
        where m.id = a.method_id
      ) card,
      exists (
        select from checkout k
        where k.customer_id = x.id and k.purpose = 'CHARGE' and k.status = 'PENDING'
      ) "underWay",
      coalesce((
        select json_agg(json_build_object(
          'on', t.on_date, 'at', extract(epoch from t.created_at) * 1000,
          'status', k.status, 'failure', t.failure,
          'sameCard', t.method_id is not distinct from a.method_id, 'counts', t.created_at >= a.since
        ) order by t.created_at)
        from (
          select * from charge_attempt
          where customer_id = x.id and origin = 'AUTOPAY'
          order by created_at desc
          limit $2
        ) t
        cross join lateral (select status from checkout where id = t.checkout_id limit 1) k
      ), '[]') attempts,
      coalesce((
        select json_agg(json_build_object(
          'dueDate', i.due_date, 'due', i.due_minor::text,
          'issuedAt', extract(epoch from i.issued_at) * 1000,
          'takenBack', exists (
            select from allocation l
            join payment y on y.partner_id = l.partner_id and y.id = l.payment_id
            where l.invoice_id = i.id
              and (y.reversed_at is not null and y.returned
                or y.gateway_kind is not null and exists (
                  select from refund f where f.payment_id = y.id and f.status <> 'FAILED'
                    and f.recorded_at > l.created_at
                ))
          )
        ))
        from invoice i
        where i.customer_id = x.id and i.due_minor > 0
      ), '[]') open
    from unnest($1::uuid[]) x(id)
    cross join lateral (select * from autopay where customer_id = x.id limit 1) a
    cross join lateral (select currency from customer where id = x.id limit 1) c
    join partner p on p.id = a.partner_id`,
    [customerIds, ATTEMPTS],
  );
  return rows.map(({ attempts, open, ...row }) => ({
    ...row,
    attempts: attempts.map(({ on, at, status, failure, sameCard, counts }) => ({
      on,
      at,
      counts,
      status: status === 'PAID' || status === 'PENDING' ? status : 'FAILED',
      final: sameCard && failure !== null && !isRetryable(failure),
      unasked: sameCard && failure === 'ACCOUNT_TROUBLE',
    })),
    open: open.map(({ due, ...each }) => ({ ...each, due: BigInt(due) })),
  }));
}

/** Before every id. */
const NOBODY_ID = '00000000-0000-0000-0000-000000000000';

/** Somebody who is charged by itself, in the order in which a morning goes through them. */
export interface Autopayer {
  customerId: string;
  partnerId: string;
  partnerPath: string;
}

/**
 * Who is charged by itself, so many at most after another one: of one partner, or of all at its place and below; what is
 * only tested has mornings of its own. owes: whether something is due.
 */
export function autopayers(
  sql: ScopedSql,
  path: string,
  { alone, after, most }: { alone: boolean; after: Autopayer | null; most: number },
): Promise<(Autopayer & { owes: boolean })[]> {
  return sql.rows(
    `select a.customer_id "customerId", a.partner_id "partnerId", a.partner_path "partnerPath",
      exists (
        select from invoice i where i.customer_id = a.customer_id and i.due_minor > 0
      ) owes
    from (
      select customer_id, partner_id, partner_path
      from autopay
      where method_id is not null
        and partner_path >= $1 and partner_path < $1 || chr(case when $2 then 1 else 1114111 end)
        and (partner_path, customer_id) > ($3, $4::uuid)
        and is_test(partner_path) = is_test($1)
      order by partner_path, customer_id
      limit $5
    ) a
    order by a.partner_path, a.customer_id`,
    [path, alone, after?.partnerPath ?? '', after?.customerId ?? NOBODY_ID, most],
  );
}

/** By which card a customer is charged; null: by none, or it never was. */
export async function autopayMethod(sql: ScopedSql, customerId: string): Promise<string | null> {
  const [row] = await sql.rows<{ methodId: string | null }>(
    'select method_id "methodId" from autopay where customer_id = $1',
    [customerId],
  );
  return row?.methodId ?? null;
}

/** Has a customer be charged by a card, from now on; null: by none. What was tried before counts no more. */
export async function saveAutopay(
  sql: ScopedSql,
  customer: { id: string; partnerId: string; partnerPath: string },
  methodId: string | null,
): Promise<void> {
  await sql.rows(
    `insert into autopay (customer_id, partner_id, partner_path, method_id)
    values ($1, $2, $3, $4)
    on conflict (customer_id) do update
    set method_id = excluded.method_id, since = clock_timestamp()`,
    [customer.id, customer.partnerId, customer.partnerPath, methodId],
  );
}

/** The partner of a customer; null outside the scope. */
export async function partnerOfCustomer(sql: ScopedSql, id: string): Promise<string | null> {
  return (await partnersOf(sql, [id]))[0]?.partnerId ?? null;
}

/** The partners of customers inside the scope. */
export function partnersOf(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<{ id: string; partnerId: string }[]> {
  return sql.rows(
    `select x.id, c.partner_id "partnerId"
    from unnest($1::uuid[]) x(id)
    cross join lateral (select partner_id from customer where id = x.id limit 1) c`,
    [ids],
  );
}

/** A partner with its place and what tells its days; done: the last of its mornings. */
export interface MorningPlace {
  id: string;
  path: string;
  clock: PartnerClock;
  done: LocalDate | null;
}

const PLACE = `select p.id, p.path, p.clock, d.date done
    from partner p
    left join autopay_day d on d.partner_id = p.id`;

/** The real partners inside the scope of whose customers a card is kept. */
export function partnersWithCards(sql: ScopedSql): Promise<MorningPlace[]> {
  return sql.rows<MorningPlace>(
    `${PLACE}
    where not is_test(p.path)
      and exists (select 1 from saved_method m where m.partner_path = p.path and m.status = 'ACTIVE')`,
  );
}

/** One partner inside the scope; null: there is none. */
export async function morningPlace(sql: ScopedSql, id: string): Promise<MorningPlace | null> {
  const [place] = await sql.rows<MorningPlace>(`${PLACE} where p.id = $1`, [id]);
  return place ?? null;
}

/** The partners at a place and below; what is only tested has mornings of its own. */
export function placesBelow(sql: ScopedSql, path: string): Promise<MorningPlace[]> {
  return sql.rows<MorningPlace>(
    `${PLACE}
    where p.path >= $1 and p.path < $1 || chr(1114111) and is_test(p.path) = is_test($1)
    order by p.path`,
    [path],
  );
}

/** Keeps that a partner's morning is done; an earlier one than is kept changes nothing. */
export async function markMorning(sql: ScopedSql, id: string, day: LocalDate): Promise<void> {
  await sql.rows(
    `insert into autopay_day (partner_id, partner_path, date)
    select id, path, $2 from partner where id = $1
    on conflict (partner_id) do update set date = greatest(autopay_day.date, excluded.date)`,
    [id, day],
  );
}
