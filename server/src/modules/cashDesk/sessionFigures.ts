import { expectedCash } from '@backhaul/domain/cashDesk/till';
import type { Context } from '../../kit/context.ts';
import { loadPartnerPayments } from '../settings/index.ts';
import type { TillSessionType } from './cashDesk.types.ts';
import { cashierOf, listsOf } from './loaders.ts';
import { countsOf, movementsOf, type CountRow, type MovementRow } from './movements.store.ts';

/** What moved in a session, in the order in which it did. */
export function movementsOfSession(ctx: Context, { id }: TillSessionType): Promise<MovementRow[]> {
  return listsOf(ctx, 'tillSession.movements', id, movementsOf, (row) => row.sessionId);
}

/** What was counted, the first first. */
export function countsOfSession(ctx: Context, { id }: TillSessionType): Promise<CountRow[]> {
  return listsOf(ctx, 'tillSession.counts', id, countsOf, (row) => row.sessionId);
}

/** What should be in the drawer; of a closed session, what should have been. */
export async function cashOfSession(ctx: Context, session: TillSessionType): Promise<bigint> {
  const { expected, float } = session.row;
  if (expected !== null) return expected;
  const movements = await movementsOfSession(ctx, session);
  return expectedCash(
    float,
    movements.map((each) => ({ ...each, cash: each.method === 'CASH' })),
  );
}

/** Whether the viewer is not to know yet what should be there: it has not counted. */
export async function isBlind(ctx: Context, session: TillSessionType): Promise<boolean> {
  if (session.row.status !== 'OPEN' || cashierOf(ctx).manages) return false;
  const { blindCount } = await loadPartnerPayments(ctx, session.row.partnerId);
  return blindCount && !(await countsOfSession(ctx, session)).length;
}
