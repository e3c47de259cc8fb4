import { randomInt } from 'node:crypto';
import {
  counterPrefix,
  formatUsesLocation,
  formatUsesNext,
  renderNumber,
  type NumberVars,
} from '@backhaul/domain/numbers/numbering';
import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { got } from '../../platform/must.ts';
import {
  locationNumbers,
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

/** Why a partner's documents get no numbers: the format of its settings, and the number that it gave. */
export interface Collision {
  reason: 'NUMBER_TAKEN' | 'NUMBERS_USED_UP';
  format: string;
  number: string;
}

/** A collision in words, with what to do. */
export function sayCollision({ reason, format, number }: Collision): string {
  const why =
    reason === 'NUMBER_TAKEN'
      ? `the number format "${format}" gives ${number}, which another document has already`
      : `the number format "${format}" has too few random characters: nearly all its numbers are taken`;
  return `${why}. Change it in the finance settings.`;
}

/**
 * The numbers of documents that are issued now, in the order asked for. Refuses with CONFLICT NUMBER_TAKEN a format that
 * gives a number which another document of the partner has, and with NUMBERS_USED_UP one with too few random characters.
 */
export async function assignNumbers(
  sql: ScopedSql,
  kind: NumberedKind,
  requests: readonly NumberRequest[],
): Promise<string[]> {
  const { numbers, collisions } = await numbersOfMany(sql, kind, requests);
  for (const collision of collisions.values()) {
    const words = sayCollision(collision);
    throw conflict(collision.reason, `${words[0].toUpperCase()}${words.slice(1)}`);
  }
  return numbers;
}

/**
 * The numbers of documents of several partners, in the order asked for. The counters stay locked until the transaction
 * ends, so a number is given out exactly when its document exists: no gaps, no duplicates. Where a format has no {next},
 * a random number that is taken is drawn again. A partner of which one number is taken gets none of them, and its
 * counters stand where they stood; it is named with the reason.
 */
export async function numbersOfMany(
  sql: ScopedSql,
  kind: NumberedKind,
  given: readonly NumberRequest[],
): Promise<{ numbers: string[]; collisions: Map<string, Collision> }> {
  const requests = await withLocations(sql, given);
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
  const collisions = await settleTaken(sql, kind, requests, numbers);
  const back = inOrder(counters).filter(({ partner }) => collisions.has(partner.id));
  if (back.length)
    await moveCounters(
      sql,
      kind,
      back.map((counter) => ({ ...counter, count: -counter.count })),
    );
  return { numbers, collisions };
}

/** Requests with the numbers of where their customers are, looked up where a format has them. */
async function withLocations(
  sql: ScopedSql,
  requests: readonly NumberRequest[],
): Promise<readonly NumberRequest[]> {
  const asking = requests.filter(({ format }) => formatUsesLocation(format));
  if (!asking.length) return requests;
  const found = await locationNumbers(
    sql,
    asking.map(({ vars }) => Number(vars.customerId)),
  );
  return requests.map((request) => {
    const locationId = found.get(Number(request.vars.customerId)) ?? null;
    return { ...request, vars: { ...request.vars, locationId } };
  });
}

/** next: the number that was given out last. */
interface Counter extends CounterMove {
  next: bigint;
}

/** In one order everywhere, so that two transactions never wait in a circle. */
const inOrder = (counters: ReadonlyMap<string, Counter>): Counter[] =>
  [...counters.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counter]) => counter);

/** Moves each counter on by what is needed of it. */
async function reserve(
  sql: ScopedSql,
  kind: NumberedKind,
  counters: Map<string, Counter>,
): Promise<void> {
  if (!counters.size) return;
  const moved = await moveCounters(sql, kind, inOrder(counters));
  for (const { partnerId, prefix, last } of moved) {
    const counter = got(counters, `${partnerId} ${prefix}`);
    counter.next = last - BigInt(counter.count);
  }
}

const DRAWS_MAX = 30;

/**
 * Draws the random numbers again that another document has; their counters, locked, keep others from drawing meanwhile.
 * Returns the partners of which a number stays taken.
 */
async function settleTaken(
  sql: ScopedSql,
  kind: NumberedKind,
  requests: readonly NumberRequest[],
  numbers: string[],
): Promise<Map<string, Collision>> {
  const collisions = new Map<string, Collision>();
  const collide = (i: number, reason: Collision['reason']) => {
    const { partner, format } = requests[i];
    if (!collisions.has(partner.id))
      collisions.set(partner.id, { reason, format, number: numbers[i] });
  };
  let open = await taken(sql, kind, requests, numbers, [...requests.keys()]);
  for (let draw = 0; open.length; draw += 1) {
    for (const i of open)
      if (formatUsesNext(requests[i].format)) collide(i, 'NUMBER_TAKEN');
      else if (draw === DRAWS_MAX) collide(i, 'NUMBERS_USED_UP');
    const again = open.filter((i) => !collisions.has(requests[i].partner.id));
    for (const i of again)
      numbers[i] = renderNumber(requests[i].format, requests[i].vars, 0, random);
    open = again.length ? await taken(sql, kind, requests, numbers, again) : [];
  }
  return collisions;
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
