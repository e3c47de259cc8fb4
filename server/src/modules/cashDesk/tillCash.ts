import { expectedCash, withinLimit } from '@backhaul/domain/cashDesk/till';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { got, must } from '../../platform/must.ts';
import { conflict } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadPayments } from '../settings/index.ts';
import { countsOf, insertMovement, movementsOf, type MovementToWrite } from './movements.store.ts';
import type { SessionRow } from './sessions.store.ts';
import type { TillRow } from './tills.store.ts';

/** An amount of a till as people say it. */
export function inTill(amount: bigint, currency: string): string {
  return formatMinor(amount, currencyDigits(currency));
}

/** What should be in the drawer of a session now, its row locked or not. */
export async function cashOf(sql: ScopedSql, session: SessionRow): Promise<bigint> {
  const movements = await movementsOf(sql, [session.id]);
  return expectedCash(
    session.float,
    movements.map((each) => ({ ...each, cash: each.method === 'CASH' })),
  );
}

/** Whether whoever does not manage the desk is not to know yet what should be in an open till. */
export async function countsBlind(sql: ScopedSql, { id, partnerId }: SessionRow): Promise<boolean> {
  if ((await countsOf(sql, [id])).length) return false;
  return got(await loadPayments(sql, [partnerId]), partnerId).blindCount;
}

/**
 * Has cash come into a session, or go out of it. Refuses CONFLICT TILL_LIMIT, and more going out than there is: not
 * where that is not to be known yet (blind), for trying amounts would tell it. What is counted shows it then.
 */
export async function moveCash(
  sql: ScopedSql,
  { session, till, blind = false }: { session: SessionRow; till: TillRow; blind?: boolean },
  movement: MovementToWrite,
): Promise<void> {
  if (movement.method === 'CASH') {
    const cash = await cashOf(sql, session);
    const comes = movement.kind === 'PAYMENT' || movement.kind === 'PAY_IN';
    if (comes && !withinLimit(cash, movement.amount, till.limit))
      throw conflict(
        'TILL_LIMIT',
        `${inTill(cash, till.currency)} in the till, limit ${inTill(must(till.limit), till.currency)}: deposit first.`,
      );
    if (!comes && !blind && movement.amount > cash)
      throw conflict(
        'TILL_EMPTY',
        `There is not so much cash in ${till.name}: it should hold ${inTill(cash, till.currency)}.`,
      );
  }
  await insertMovement(sql, session, movement);
  await told(sql, session);
}

/** Has whoever watches a session look again. */
export async function told(sql: ScopedSql, { id, partnerPath }: SessionRow): Promise<void> {
  await announce(sql, { topic: 'till', path: partnerPath, id });
}

/** Writes down what was done at a till. */
export async function recorded(
  sql: ScopedSql,
  till: TillRow,
  sessionId: string,
  action: string,
  after: Record<string, unknown>,
): Promise<void> {
  await audit(sql, {
    action,
    entity: 'till',
    entityId: till.id,
    after: { ...said(after, till.currency), sessionId },
    partner: { id: till.partnerId, path: till.partnerPath },
  });
  await announce(sql, { topic: 'till', path: till.partnerPath, id: sessionId });
}

/** What was done, its amounts as people say them. */
export function said(
  after: Readonly<Record<string, unknown>>,
  currency: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(after).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? inTill(value, currency) : value,
    ]),
  );
}
