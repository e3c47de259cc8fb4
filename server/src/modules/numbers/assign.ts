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
import {
  moveCounters,
  standingNumbers,
  type CounterMove,
  type NumberedKind,
} from './numbers.store.ts';

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

/** next: the number that was given out last. */
interface Counter extends CounterMove {
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
  const moved = await moveCounters(sql, kind, ordered);
  for (const { partnerId, prefix, last } of moved) {
    const counter = got(counters, `${partnerId} ${prefix}`);
    counter.next = last - BigInt(counter.count);
  }
}

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
  const standing = await standingNumbers(
    sql,
    kind,
    among.map((i) => ({ partnerId: requests[i].partner.id, number: numbers[i] })),
  );
  const known = new Set(standing.map(({ partnerId, number }) => `${partnerId} ${number}`));
  const first = new Map(numbers.map((_number, i) => [keyOf(i), i] as const).reverse());
  return among.filter((i) => known.has(keyOf(i)) || first.get(keyOf(i)) !== i);
}
