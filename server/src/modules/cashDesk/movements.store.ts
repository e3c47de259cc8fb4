import type { Piece } from '@backhaul/domain/cashDesk/pieces';
import type { TillEvent } from '@backhaul/domain/cashDesk/till';
import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { SessionRow } from './sessions.store.ts';

/** One movement of a session as it is kept; amounts in minor units. */
export interface MovementRow {
  id: string;
  sessionId: string;
  kind: TillEvent;
  method: PaymentMethod;
  amount: bigint;
  paymentId: string | null;
  receiptNumber: string | null;
  tendered: bigint | null;
  reason: string | null;
  recordedBy: string;
  at: Date;
}

/** What moved in sessions, in the order in which it did. */
export function movementsOf(sql: ScopedSql, sessionIds: readonly string[]): Promise<MovementRow[]> {
  return sql.rows<MovementRow>(
    `select m.id, m.session_id "sessionId", m.kind, m.method, m.amount_minor amount,
      m.payment_id "paymentId", p.receipt_number "receiptNumber", m.tendered_minor tendered,
      m.reason, m.recorded_by "recordedBy", m.at
    from unnest($1::uuid[]) x(id)
    cross join lateral (select * from till_movement where session_id = x.id offset 0) m
    left join lateral (select receipt_number from payment where id = m.payment_id limit 1) p on true
    order by m.at, m.id`,
    [sessionIds],
  );
}

export type MovementToWrite = Pick<MovementRow, 'kind' | 'method' | 'amount'> &
  Partial<Pick<MovementRow, 'paymentId' | 'tendered' | 'reason'>>;

export async function insertMovement(
  sql: ScopedSql,
  session: SessionRow,
  movement: MovementToWrite,
): Promise<void> {
  await sql.rows(
    `insert into till_movement (partner_id, partner_path, session_id, kind, method, amount_minor,
      payment_id, tendered_minor, reason, recorded_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      session.partnerId,
      session.partnerPath,
      session.id,
      movement.kind,
      movement.method,
      movement.amount,
      movement.paymentId ?? null,
      movement.tendered ?? null,
      movement.reason ?? null,
      sql.scope.actor.name,
    ],
  );
}

/** One count of a session; amounts in minor units. */
export interface CountRow {
  sessionId: string;
  counted: bigint;
  expected: bigint;
  countedBy: string;
  at: Date;
  /** How many of each coin and note, largest first; null where a total was typed. */
  pieces: Piece[] | null;
}

type CountToRead = Omit<CountRow, 'pieces'> & {
  pieces: readonly { value: number; count: number }[] | null;
};

/** The counts of sessions, the first first. */
export async function countsOf(sql: ScopedSql, sessionIds: readonly string[]): Promise<CountRow[]> {
  const rows = await sql.rows<CountToRead>(
    `select c.session_id "sessionId", c.counted_minor counted, c.expected_minor expected,
      c.counted_by "countedBy", c.at, c.pieces
    from unnest($1::uuid[]) x(id)
    cross join lateral (select * from till_count where session_id = x.id offset 0) c
    order by c.at, c.id`,
    [sessionIds],
  );
  return rows.map(({ pieces, ...row }) => ({
    ...row,
    pieces: pieces && pieces.map(({ value, count }) => ({ value: BigInt(value), count })),
  }));
}

export async function insertCount(
  sql: ScopedSql,
  session: SessionRow,
  { counted, expected, pieces }: Pick<CountRow, 'counted' | 'expected' | 'pieces'>,
): Promise<void> {
  await sql.rows(
    `insert into till_count (partner_id, partner_path, session_id, counted_minor, expected_minor, counted_by,
      pieces)
    values ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
    [
      session.partnerId,
      session.partnerPath,
      session.id,
      counted,
      expected,
      sql.scope.actor.name,
      pieces && JSON.stringify(pieces.map(({ value, count }) => ({ value: Number(value), count }))),
    ],
  );
}

/** A payment that was taken at a desk. */
export interface DeskPayment {
  id: string;
  receiptNumber: string;
  method: PaymentMethod;
  amount: bigint;
  currency: string;
  reversalReason: string | null;
}

/** Those of payments that were taken at a desk. */
export function deskPayments(sql: ScopedSql, ids: readonly string[]): Promise<DeskPayment[]> {
  return sql.rows<DeskPayment>(
    `select id, receipt_number "receiptNumber", method, amount_minor amount, currency,
      reversal_reason "reversalReason"
    from payment
    where id = any($1::uuid[]) and source = 'CASH_DESK'`,
    [ids],
  );
}
