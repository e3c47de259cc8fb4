import type { Context } from '../../kit/context.ts';
import { isId } from '../../kit/input.ts';
import { groupBy } from '../../kit/groupBy.ts';
import { notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { toSession, toTill, type TillSessionType, type TillType } from './cashDesk.types.ts';
import type { Cashier } from './sessions.service.ts';
import { sessionsById, type SessionRow } from './sessions.store.ts';
import { tillsById, type TillRow } from './tills.store.ts';

/** Who asks, as the desk knows people; API keys manage and have no session. */
export function cashierOf(ctx: Context): Cashier {
  return { userId: ctx.someone.id, manages: ctx.can('cash-desk:manage') };
}

/** Lists by key, what one level of the answer asks for at once. */
export function listsOf<R>(
  ctx: Context,
  name: string,
  key: string,
  read: (sql: ScopedSql, keys: readonly string[]) => Promise<R[]>,
  keyOf: (row: R) => string,
): Promise<R[]> {
  return ctx.loadBatch(name, key, async (keys) => {
    const rows = groupBy(await ctx.sql((sql) => read(sql, keys)), keyOf);
    return keys.map((each) => rows.get(each) ?? []);
  });
}

/** One till inside the scope, by an id of a row that was seen. */
export async function tillOf(ctx: Context, id: string): Promise<TillRow> {
  const [till] = await listsOf(ctx, 'till', id, tillsById, (row) => row.id);
  if (!till) throw notFound();
  return till;
}

export async function foundTill(ctx: Context, id: string): Promise<TillType> {
  if (!isId(id)) throw notFound();
  return toTill(await tillOf(ctx, id.toLowerCase()));
}

export async function sessionOf(ctx: Context, row: SessionRow): Promise<TillSessionType> {
  return toSession(row, (await tillOf(ctx, row.tillId)).currency);
}

/** A session by an id from outside; refuses NOT_FOUND, also another's for who does not manage. */
export async function foundSession(ctx: Context, id: string): Promise<TillSessionType> {
  const { userId, manages } = cashierOf(ctx);
  const [row] = isId(id)
    ? await listsOf(ctx, 'tillSession', id.toLowerCase(), sessionsById, (each) => each.id)
    : [];
  if (!row || (row.userId !== userId && !manages)) throw notFound();
  return sessionOf(ctx, row);
}
