import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { CountedNumbers } from '@backhaul/domain/numbers/numbering';
import { lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Each kind of document counts on its own. */
export type NumberedKind = 'INVOICE' | 'CREDIT_NOTE' | 'PROFORMA' | 'RECEIPT';

/** A counter of a partner, and by how many numbers it moves on. */
export interface CounterMove {
  partner: { id: string; path: string };
  prefix: string;
  count: number;
}

/**
 * Moves counters on, in the order given, and keeps them locked. Returns where each of them stands
 * now: its last number.
 */
export function moveCounters(
  sql: ScopedSql,
  kind: NumberedKind,
  moves: readonly CounterMove[],
): Promise<{ partnerId: string; prefix: string; last: bigint }[]> {
  return sql.rows(
    `insert into number_counter (partner_id, partner_path, kind, prefix, last)
    select p, path, $3, prefix, count
    from unnest($1::uuid[], $2::text[], $4::text[], $5::bigint[]) as n(p, path, prefix, count)
    on conflict (partner_id, kind, prefix) do update
    set last = number_counter.last + excluded.last
    returning partner_id "partnerId", prefix, last`,
    [
      moves.map((move) => move.partner.id),
      moves.map((move) => move.partner.path),
      kind,
      moves.map((move) => move.prefix),
      moves.map((move) => move.count),
    ],
  );
}

/** The numbers of where customers are, by the customers' numbers; those who are nowhere are left out. */
export async function locationNumbers(
  sql: ScopedSql,
  customers: readonly number[],
): Promise<Map<number, number>> {
  const rows = await sql.rows<{ customer: number; location: number }>(
    'select customer, location from location_numbers($1::int[])',
    [customers],
  );
  return new Map(rows.map(({ customer, location }) => [customer, location]));
}

/** Where the numbers of a kind stand. */
const STANDING: Readonly<Record<NumberedKind, { table: string; column: string }>> = {
  INVOICE: { table: 'invoice', column: 'number' },
  CREDIT_NOTE: { table: 'credit_note', column: 'number' },
  PROFORMA: { table: 'proforma', column: 'number' },
  RECEIPT: { table: 'payment', column: 'receipt_number' },
};

/** A partner as its numbers are given. */
export interface NumberingPlace {
  id: string;
  number: number;
  clock: PartnerClock;
}

/** How a partner's numbers are given. */
export function numberingPlace(sql: ScopedSql, partnerId: string): Promise<NumberingPlace> {
  return sql.row<NumberingPlace>('select id, number, clock from partner where id = $1', [
    partnerId,
  ]);
}

/** The first number that a partner's counter is yet to give, and that a document has by now. */
export async function numberAhead(
  sql: ScopedSql,
  kind: NumberedKind,
  partnerId: string,
  prefix: string,
  { before, after, width }: CountedNumbers,
): Promise<string | undefined> {
  const at = STANDING[kind];
  const [ahead] = await sql.rows<{ number: string }>(
    `select d.number
    from (
      select ${at.column} number,
        substr(${at.column}, length($3) + 1, length(${at.column}) - length($3) - length($4)) digits
      from ${at.table}
      where partner_id = $1 and starts_with(${at.column}, $3)
        and length(${at.column}) > length($3) + length($4)
        and right(${at.column}, length($4)) = $4
      offset 0) d
    cross join lateral (
      select case when d.digits ~ '^[0-9]{1,18}$' then d.digits::bigint end next) n
    where n.next > coalesce(
        (select last from number_counter where partner_id = $1 and kind = $2 and prefix = $5), 0)
      and d.digits = lpad(n.next::text, greatest($6::int, length(n.next::text)), '0')
    order by n.next
    limit 1`,
    [partnerId, kind, before, after, prefix, width],
  );
  return ahead?.number;
}

/** A number as a document of a partner has it. */
interface PartnersNumber {
  partnerId: string;
  number: string;
}

/** Those of the numbers that stand on a document of their partner. */
export async function standingNumbers(
  sql: ScopedSql,
  kind: NumberedKind,
  numbers: readonly PartnersNumber[],
): Promise<PartnersNumber[]> {
  const at = STANDING[kind];
  return lookingUp(sql, () =>
    sql.rows<PartnersNumber>(
      `select n.partner "partnerId", n.number
      from unnest($1::uuid[], $2::text[]) n(partner, number)
      cross join lateral (
        select 1 from ${at.table} d
        where d.partner_id = n.partner and d.${at.column} = n.number
        limit 1) d`,
      [numbers.map(({ partnerId }) => partnerId), numbers.map(({ number }) => number)],
    ),
  );
}
