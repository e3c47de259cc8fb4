import { randomInt } from 'node:crypto';
import { counterPrefix, formatUsesNext, renderNumber, type NumberVars } from '../../domain/numbering.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

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
 * The numbers of documents that are issued now, in the order asked for. The counters stay locked until the transaction
 * ends, so a number is given out exactly when its document exists: no gaps, no duplicates.
 */
export async function assignNumbers(sql: ScopedSql, kind: NumberedKind, requests: readonly NumberRequest[]): Promise<string[]> {
  const counters = new Map<string, { partner: NumberRequest['partner']; prefix: string; count: number; next: bigint }>();
  const keys = requests.map(({ partner, format, vars }) => {
    if (!formatUsesNext(format)) return null;
    const prefix = counterPrefix(format, vars);
    const key = `${partner.id} ${prefix}`;
    const known = counters.get(key);
    if (known) known.count += 1; else counters.set(key, { partner, prefix, count: 1, next: 0n });
    return key;
  });
  await reserve(sql, kind, counters);
  return requests.map(({ format, vars }, i) => {
    const key = keys[i];
    if (key === null) return renderNumber(format, vars, 0, random);
    const counter = counters.get(key)!;
    counter.next += 1n;
    return renderNumber(format, vars, counter.next, random);
  });
}

/** Moves each counter on by what is needed of it; in one order everywhere, so that two transactions never wait in a circle. */
async function reserve(sql: ScopedSql, kind: NumberedKind, counters: Map<string, { partner: NumberRequest['partner']; prefix: string; count: number; next: bigint }>): Promise<void> {
  if (!counters.size) return;
  const ordered = [...counters.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counter]) => counter);
  const rows = await sql.rows<{ partner_id: string; prefix: string; last: bigint }>(`insert into number_counter (partner_id, partner_path, kind, prefix, last)
    select p, path, $3, prefix, count from unnest($1::uuid[], $2::text[], $4::text[], $5::bigint[]) as n(p, path, prefix, count)
    on conflict (partner_id, kind, prefix) do update set last = number_counter.last + excluded.last returning partner_id, prefix, last`,
  [ordered.map((c) => c.partner.id), ordered.map((c) => c.partner.path), kind, ordered.map((c) => c.prefix), ordered.map((c) => c.count)]);
  for (const row of rows) {
    const counter = counters.get(`${row.partner_id} ${row.prefix}`)!;
    counter.next = row.last - BigInt(counter.count);
  }
}
