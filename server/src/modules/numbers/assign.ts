import { randomInt } from 'node:crypto';
import {
  counterPrefix,
  formatUsesNext,
  renderNumber,
  type NumberVars,
} from '@backhaul/domain/numbers/numbering';
import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { got } from '../../platform/must.ts';

/** Each kind of document counts on its own. */
export type NumberedKind = 'INVOICE' | 'CREDIT_NOTE' | 'PROFORMA' | 'RECEIPT';

export interface NumberRequest {
  partner: { id: string; path: string };
  format: string;
  vars: NumberVars;
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'; // none that reads like another

function random(kind: 'string' | 'number', length: number): string {
  const from = kind === 'number' ? '0123456789' : LETTERS;
  return Array.from({ length }, () => from[randomInt(from.length)]).join('');
}

/**
 * The numbers of documents that are issued now, in the order asked for. The counters stay locked
 * until the transaction ends, so a number is given out exactly when its document exists: no gaps,
 * no duplicates. Where a format has no {next}, a random number that is taken is drawn again.
 * Refuses with CONFLICT NUMBERS_USED_UP a format with too few random characters.
 */
export async function assignNumbers(
  sql: ScopedSql,
  kind: NumberedKind,
  requests: readonly NumberRequest[],
): Promise<string[]> {
  const counters = new Map<string, Counter>();
  const keys = requests.map(({ partner, format, vars }) => {
    const prefix = counterPrefix(format, vars);
    const key = `${partner.id} ${prefix}`;
    const known = counters.get(key);
    if (known) known.count += 1;
    else counters.set(key, { partner, prefix, count: 1, next: 0n });
    return key;
  });
  await reserve(sql, kind, counters);
  const numbers = requests.map(({ format, vars }, i) => {
    const counter = got(counters, keys[i]);
    counter.next += 1n;
    return renderNumber(format, vars, counter.next, random);
  });
  await redrawTaken(sql, kind, requests, numbers);
  return numbers;
}

interface Counter {
  partner: NumberRequest['partner'];
  prefix: string;
  count: number;
  next: bigint;
}

/**
 * Moves each counter on by what is needed of it; in one order everywhere, so that two transactions
 * never wait in a circle.
 */
async function reserve(
  sql: ScopedSql,
  kind: NumberedKind,
  counters: Map<string, Counter>,
): Promise<void> {
  if (!counters.size) return;
  const ordered = [...counters.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, counter]) => counter);
  const rows = await sql.rows<{ partner_id: string; prefix: string; last: bigint }>(
    `insert into number_counter (partner_id, partner_path, kind, prefix, last)
    select p, path, $3, prefix, count
    from unnest($1::uuid[], $2::text[], $4::text[], $5::bigint[]) as n(p, path, prefix, count)
    on conflict (partner_id, kind, prefix) do update
    set last = number_counter.last + excluded.last
    returning partner_id, prefix, last`,
    [
      ordered.map((c) => c.partner.id),
      ordered.map((c) => c.partner.path),
      kind,
      ordered.map((c) => c.prefix),
      ordered.map((c) => c.count),
    ],
  );
  for (const row of rows) {
    const counter = got(counters, `${row.partner_id} ${row.prefix}`);
    counter.next = row.last - BigInt(counter.count);
  }
}

/** Where the numbers of a kind stand; of kinds that are not here no documents exist. */
const STANDING: Partial<Record<NumberedKind, { table: string; column: string }>> = {
  INVOICE: { table: 'invoice', column: 'number' },
  RECEIPT: { table: 'payment', column: 'receipt_number' },
};
const DRAWS_MAX = 30;

/**
 * Draws the random numbers again that another document has; their counters, locked, keep others
 * from drawing meanwhile.
 */
async function redrawTaken(
  sql: ScopedSql,
  kind: NumberedKind,
  requests: readonly NumberRequest[],
  numbers: string[],
): Promise<void> {
  let open = requests.flatMap(({ format }, i) => (formatUsesNext(format) ? [] : [i]));
  for (let draw = 0; open.length; draw += 1) {
    if (draw === DRAWS_MAX)
      throw conflict(
        'NUMBERS_USED_UP',
        'The number format has too few random characters: nearly all its numbers are taken. Change it in the finance settings.',
      );
    open = await taken(sql, kind, requests, numbers, open);
    for (const i of open)
      numbers[i] = renderNumber(requests[i].format, requests[i].vars, 0, random);
  }
}

/** Which of the numbers are twice among themselves or stand on a document of their partner. */
async function taken(
  sql: ScopedSql,
  kind: NumberedKind,
  requests: readonly NumberRequest[],
  numbers: readonly string[],
  among: readonly number[],
): Promise<number[]> {
  const keyOf = (i: number) => `${requests[i].partner.id} ${numbers[i]}`;
  const at = STANDING[kind];
  const rows = at
    ? await sql.rows<{ id: string; number: string }>(
        `select n.partner id, n.number
        from unnest($1::uuid[], $2::text[]) n(partner, number)
        join ${at.table} d on d.partner_id = n.partner and d.${at.column} = n.number`,
        [among.map((i) => requests[i].partner.id), among.map((i) => numbers[i])],
      )
    : [];
  const known = new Set(rows.map((row) => `${row.id} ${row.number}`));
  const first = new Map(numbers.map((_number, i) => [keyOf(i), i] as const).reverse());
  return among.filter((i) => known.has(keyOf(i)) || first.get(keyOf(i)) !== i);
}
