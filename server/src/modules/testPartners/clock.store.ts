import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A partner's clock; day and through are null of one that lives with everybody else. */
export interface ClockRow {
  id: string;
  path: string;
  name: string;
  clock: PartnerClock;
  /** The day that it is there. */
  day: LocalDate | null;
  /** The day through which all was done that time brings. */
  through: LocalDate | null;
  /** How far somebody wants it to go. */
  until: LocalDate | null;
  movedBy: string | null;
  beganAt: Date | null;
  problem: string | null;
}

const CLOCK = `select p.id, p.path, p.name, p.clock, p.test_day "day", p.test_through "through",
    c.until, c.moved_by "movedBy", c.began_at "beganAt", c.problem
  from partner p
  left join test_clock c on c.partner_id = p.id`;

/** The clock of a partner inside the scope; undefined of one outside. */
export async function readClock(sql: ScopedSql, partnerId: string): Promise<ClockRow | undefined> {
  return (await sql.rows<ClockRow>(`${CLOCK} where p.id = $1`, [partnerId]))[0];
}

/** The same, and nobody else moves it until the transaction ends. */
export async function lockClock(sql: ScopedSql, partnerId: string): Promise<ClockRow | undefined> {
  await sql.rows('select from partner where id = $1 for no key update', [partnerId]);
  return readClock(sql, partnerId);
}

/** Keeps how far a clock is to go; one that is to go farther already stays so. */
export async function setUntil(sql: ScopedSql, partnerId: string, until: LocalDate): Promise<void> {
  await sql.rows(
    `insert into test_clock as c (partner_id, partner_path, until, moved_by)
    select id, path, $2, $3
    from partner
    where id = $1
    on conflict (partner_id) do update
    set until = greatest(c.until, excluded.until), moved_by = excluded.moved_by, problem = null`,
    [partnerId, until, sql.scope.actor.name],
  );
}

/** Keeps that a clock goes no farther than a day. */
export async function stopAt(sql: ScopedSql, partnerId: string, day: LocalDate): Promise<void> {
  await sql.rows('update test_clock set until = $2 where partner_id = $1', [partnerId, day]);
}

const DAYS_LOCK = 4135;

/** Holds the days of a test partner until the transaction ends; false when somebody else lives them. */
export async function holdDays(sql: ScopedSql, partnerId: string): Promise<boolean> {
  const { alone } = await sql.row<{ alone: boolean }>(
    'select pg_try_advisory_xact_lock($1, hashtext($2)) alone',
    [DAYS_LOCK, partnerId],
  );
  return alone;
}

/**
 * Begins a day at a place and everything below it; one that has begun already goes on. False where
 * the clock is not to go there any more.
 */
export async function beginDay(
  sql: ScopedSql,
  { id, path }: { id: string; path: string },
  day: LocalDate,
): Promise<boolean> {
  const clock = await lockClock(sql, id);
  if (!clock?.until || (clock.until < day && clock.day !== day)) return false;
  const begun = await sql.rows(
    `update partner
    set test_day = $2
    where path >= $1 and path < $1 || chr(1114111) and test_day < $2
    returning 1`,
    [path, day],
  );
  if (begun.length)
    await sql.rows('update test_clock set began_at = clock_timestamp() where partner_id = $1', [
      id,
    ]);
  return true;
}

/** Ends a day: all was done of it. */
export async function endDay(
  sql: ScopedSql,
  { id, path }: { id: string; path: string },
  day: LocalDate,
  brought: object,
): Promise<void> {
  await sql.rows(
    `update partner
    set test_through = $2
    where path >= $1 and path < $1 || chr(1114111)`,
    [path, day],
  );
  await sql.rows(
    `insert into test_clock_day (partner_id, partner_path, date, moved_by, brought)
    select partner_id, partner_path, $2, moved_by, $3
    from test_clock
    where partner_id = $1
    on conflict (partner_id, date) do nothing`,
    [id, day, JSON.stringify(brought)],
  );
}

/** Says why a clock does not go on; null: it does. */
export async function setProblem(
  sql: ScopedSql,
  partnerId: string,
  problem: string | null,
): Promise<void> {
  await sql.rows(
    'update test_clock set problem = $2 where partner_id = $1 and problem is distinct from $2',
    [partnerId, problem],
  );
}

/** The test partners inside the scope whose clocks are to go farther than they are. */
export async function unfinishedClocks(sql: ScopedSql): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select c.partner_id id
    from test_clock c
    join partner p on p.id = c.partner_id
    where c.until > p.test_through`,
  );
  return rows.map(({ id }) => id);
}

/** The next billing date of anybody at a place and below after a day; null where there is none. */
export async function nextBillingAfter(
  sql: ScopedSql,
  path: string,
  day: LocalDate,
): Promise<LocalDate | null> {
  const { next } = await sql.row<{ next: LocalDate | null }>(
    `select min(next_billing_date) next
    from customer
    where partner_path >= $1 and partner_path < $1 || chr(1114111) and next_billing_date > $2`,
    [path, day],
  );
  return next;
}

/** The days that were lived, the latest first. */
export function livedDays(
  sql: ScopedSql,
  partnerId: string,
  { first, offset }: { first: number; offset: number },
): Promise<{ date: LocalDate; movedBy: string; brought: object }[]> {
  return sql.rows(
    `select date, moved_by "movedBy", brought
    from test_clock_day
    where partner_id = $1
    order by date desc
    limit $2 offset $3`,
    [partnerId, first, offset],
  );
}

/** Offers a partner what the one above it sells in its currency, so that there is something to try. */
export async function offerAsAbove(sql: ScopedSql, id: string, above: string): Promise<void> {
  await sql.rows(
    `insert into tariff_partner (tariff_id, partner_id, partner_path)
    select o.tariff_id, p.id, p.path
    from partner p
    join tariff_partner o on o.partner_id = $2
    join tariff t on t.id = o.tariff_id and t.currency = p.currency and t.archived_at is null
    where p.id = $1`,
    [id, above],
  );
}
