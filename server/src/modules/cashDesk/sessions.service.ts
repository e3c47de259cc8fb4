import type { Clock } from '../../platform/clock.ts';
import { type Piece, samePieces, sumOfPieces } from '@backhaul/domain/cashDesk/pieces';
import { closeBy } from '@backhaul/domain/cashDesk/till';
import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { currencyDigits } from '@backhaul/domain/money/money';
import { amountInput, optionalText, textInput } from '../../kit/input.ts';
import { got } from '../../platform/must.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { loadPayments } from '../settings/index.ts';
import { countsOf, insertCount } from './movements.store.ts';
import {
  insertSession,
  lockSession,
  markApproved,
  markClosed,
  openSessions,
  ownSession,
  type SessionRow,
} from './sessions.store.ts';
import { cashOf, countsBlind, inTill, moveCash, recorded, told } from './tillCash.ts';
import { lockTill, mayUse, numberClose, tillsById, type TillRow } from './tills.store.ts';

/** Of which there may be as many kinds, and as many of each. */
const PIECES_MOST = 40;
const COUNT_MOST = 1_000_000;

/** Who works at the desk. */
export interface Cashier {
  userId: string;
  /** May do so for others too, and approve. */
  manages: boolean;
}

/**
 * Opens a till with the counted float; the session's id. Refuses NOT_FOUND, a float that is not what
 * the last close left without a reason, somebody who may not use the till, and CONFLICT SESSION_OPEN
 * where the till is open, or the user has another one open.
 */
export async function openTill(
  sql: ScopedSql,
  { userId }: Cashier,
  input: { tillId: string; float: string; reason?: string | null },
  todayIn: Clock['today'],
): Promise<string> {
  const till = await lockTill(sql, input.tillId);
  if (!till || till.archived) throw notFound();
  if (!(await mayUse(sql, till.id, userId)))
    throw badInput({ tillId: 'is not yours to use; whoever manages the desk adds you to it' });
  const float = amountInput(input.float, till.currency, 'float');
  const reason = optionalText(input.reason, 'reason', 500) ?? null;
  if (till.left !== null && till.left !== float && !reason)
    throw badInput({
      reason: `${inTill(till.left, till.currency)} was left at the last close; say why it is another amount`,
    });
  await refuseOpen(sql, till, userId);
  const id = await insertSession(sql, {
    till,
    userId,
    openedOn: await dayOf(sql, till, todayIn),
    float,
    leftBefore: till.left,
    floatReason: till.left === float ? null : reason,
  });
  if (!id) throw conflict('SESSION_OPEN', 'You have opened another till at this moment.');
  await recorded(sql, till, id, 'open', { float, reason });
  return id;
}

async function refuseOpen(sql: ScopedSql, till: TillRow, userId: string): Promise<void> {
  const [open] = await openSessions(sql, [till.id]);
  if (open)
    throw conflict(
      'SESSION_OPEN',
      open.userId === userId
        ? `You have ${till.name} open already.`
        : `${open.openedBy} has ${till.name} open.`,
    );
  const own = await ownSession(sql, userId);
  if (own) throw conflict('SESSION_OPEN', `You have ${own.till} open: close it first.`);
}

/** The first day at a till's partner, today or later, on which books are open. */
function dayOf(sql: ScopedSql, till: TillRow, todayIn: Clock['today']): Promise<string> {
  return firstOpenDay(sql, till, todayIn(till.clock));
}

/** A session and its till, the session locked. Refuses NOT_FOUND, also another's for who does not manage. */
async function locked(
  sql: ScopedSql,
  id: string,
  { userId, manages }: Cashier,
): Promise<{ session: SessionRow; till: TillRow }> {
  const session = await lockSession(sql, id);
  if (!session || (session.userId !== userId && !manages)) throw notFound();
  const [till] = await tillsById(sql, [session.tillId]);
  return { session, till };
}

function refuseUnlessOpen({ status, openedBy, number }: SessionRow): void {
  if (status !== 'OPEN')
    throw conflict('SESSION_CLOSED', `The session of ${openedBy} is closed (number ${number}).`);
}

/**
 * Cash that comes or goes without a customer. Refuses NOT_FOUND, an amount that is none, a missing
 * reason, CONFLICT SESSION_CLOSED, TILL_LIMIT and, but for who counts blind, TILL_EMPTY.
 */
export async function moveTillCash(
  sql: ScopedSql,
  cashier: Cashier,
  input: {
    sessionId: string;
    kind: 'PAY_IN' | 'PAY_OUT' | 'DEPOSIT';
    amount: string;
    reason: string;
  },
): Promise<void> {
  const { session, till } = await locked(sql, input.sessionId, cashier);
  const amount = amountInput(input.amount, till.currency, 'amount', { positive: true });
  const reason = textInput(input.reason, 'reason', { min: 1, max: 500 });
  refuseUnlessOpen(session);
  const blind = !cashier.manages && (await countsBlind(sql, session));
  await moveCash(
    sql,
    { session, till, blind },
    { kind: input.kind, method: 'CASH', amount, reason },
  );
  await recorded(sql, till, session.id, 'move-cash', { kind: input.kind, amount, reason });
}

interface Count {
  sessionId: string;
  counted: string;
  left: string;
  reason?: string | null;
  pieces?: readonly { value: string; count: number }[] | null;
}

/**
 * Keeps what was counted, before anything is said of what should be there: the first count stays,
 * whatever is counted after it. Refuses NOT_FOUND, wrong amounts by field, and CONFLICT SESSION_CLOSED.
 */
export async function countTill(sql: ScopedSql, cashier: Cashier, input: Count): Promise<void> {
  const { session, till } = await locked(sql, input.sessionId, cashier);
  const counted = amountInput(input.counted, till.currency, 'counted');
  const left = amountInput(input.left, till.currency, 'left');
  if (left > counted) throw badInput({ left: 'is more than was counted' });
  optionalText(input.reason, 'reason', 500);
  const pieces = checkedPieces(input.pieces ?? null, counted, till.currency);
  refuseUnlessOpen(session);
  const last = (await countsOf(sql, [session.id])).at(-1);
  const expected = await cashOf(sql, session);
  const same = last?.counted === counted && last.expected === expected;
  if (same && samePieces(last.pieces, pieces)) return;
  await insertCount(sql, session, { counted, expected, pieces });
  await told(sql, session);
}

/** Counted coins and notes, the largest first, without those of which there are none. */
function checkedPieces(given: Count['pieces'], counted: bigint, currency: string): Piece[] | null {
  if (!given) return null;
  if (given.length > PIECES_MOST) throw badInput({ pieces: 'are more kinds than there are' });
  const pieces = given.map(({ value, count }) => {
    if (count < 0 || count > COUNT_MOST) throw badInput({ pieces: 'is no number of pieces' });
    return { value: amountInput(value, currency, 'pieces', { positive: true }), count };
  });
  if (new Set(pieces.map(({ value }) => value)).size < pieces.length)
    throw badInput({ pieces: 'name a coin or note twice' });
  const sum = sumOfPieces(pieces);
  if (sum !== counted) throw badInput({ pieces: `come to ${inTill(sum, currency)}` });
  return pieces
    .filter(({ count }) => count > 0)
    .sort((one, other) => (one.value < other.value ? 1 : -1));
}

/**
 * Closes a counted session under its till's next number; beyond the tolerance it waits for approval.
 * Refuses a difference without a reason, naming it, and what countTill() refuses.
 */
export async function closeTill(
  sql: ScopedSql,
  cashier: Cashier,
  input: Count,
  todayIn: Clock['today'],
): Promise<void> {
  const { session, till } = await locked(sql, input.sessionId, cashier);
  refuseUnlessOpen(session);
  const counted = amountInput(input.counted, till.currency, 'counted');
  const left = amountInput(input.left, till.currency, 'left');
  const reason = optionalText(input.reason, 'reason', 500) ?? null;
  const expected = await cashOf(sql, session);
  const [first] = await countsOf(sql, [session.id]);
  const close = closeBy(
    // what moved after the first count moves what it had to be
    { expected, counted, firstCount: first.counted + (expected - first.expected) },
    await toleranceOf(sql, till),
  );
  if (close.needsReason && !reason) {
    const [should, was] = [expected, first.counted].map((each) => inTill(each, till.currency));
    throw badInput({
      reason: `${should} should be in the till, ${was} was counted first; say why`,
    });
  }
  const number = await numberClose(sql, till.id, left);
  await markClosed(sql, session.id, {
    status: close.needsApproval ? 'AWAITING_APPROVAL' : 'CLOSED',
    closedOn: await dayOf(sql, till, todayIn),
    number,
    expected,
    counted,
    left,
    closeReason: close.needsReason ? reason : null,
  });
  await recorded(sql, till, session.id, 'close-till', { number, expected, counted, left, reason });
}

async function toleranceOf(sql: ScopedSql, { partnerId, currency }: TillRow): Promise<bigint> {
  const { tillDifferenceTolerance } = got(await loadPayments(sql, [partnerId]), partnerId);
  return roundToMinor(fromDecimal(tillDifferenceTolerance), currencyDigits(currency));
}

/** Lets a difference stand. Refuses NOT_FOUND, a missing reason, and CONFLICT NOT_WAITING. */
export async function approveDifference(
  sql: ScopedSql,
  cashier: Cashier,
  id: string,
  reason: string,
): Promise<void> {
  const words = textInput(reason, 'reason', { min: 1, max: 500 });
  const { session, till } = await locked(sql, id, cashier);
  if (session.status !== 'AWAITING_APPROVAL')
    throw conflict(
      'NOT_WAITING',
      session.status === 'OPEN' ? 'The till is not closed yet.' : 'Nothing waits for approval.',
    );
  await markApproved(sql, id, words);
  await recorded(sql, till, id, 'approve-difference', { reason: words });
}
