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

/** Where the numbers of a kind stand; of kinds that are not here no documents exist. */
const STANDING: Partial<Record<NumberedKind, { table: string; column: string }>> = {
  INVOICE: { table: 'invoice', column: 'number' },
  CREDIT_NOTE: { table: 'credit_note', column: 'number' },
  RECEIPT: { table: 'payment', column: 'receipt_number' },
};

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
  if (!at) return [];
  return sql.rows<PartnersNumber>(
    `select n.partner "partnerId", n.number
    from unnest($1::uuid[], $2::text[]) n(partner, number)
    join ${at.table} d on d.partner_id = n.partner and d.${at.column} = n.number`,
    [numbers.map(({ partnerId }) => partnerId), numbers.map(({ number }) => number)],
  );
}
