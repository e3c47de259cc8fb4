import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';
import type { DisputeStanding } from './gateway.ts';

export type DisputeStatus = DisputeStanding['status'];

/** moves: how often it went on. */
interface KnownDispute {
  id: string;
  status: DisputeStatus;
  moves: number;
}

/** A dispute of a payment as it is known, whose customer is locked; null: not yet. */
export async function knownDispute(
  sql: ScopedSql,
  paymentId: string,
  providerRef: string,
): Promise<KnownDispute | null> {
  const [dispute] = await sql.rows<KnownDispute>(
    'select id, status, moves from dispute where payment_id = $1 and provider_ref = $2',
    [paymentId, providerRef],
  );
  return dispute ?? null;
}

/** Writes a dispute that was not known; its id. */
export async function insertDispute(
  sql: ScopedSql,
  account: Account,
  paymentId: string,
  dispute: DisputeStanding,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into dispute (partner_id, partner_path, customer_id, payment_id,
      provider_ref, amount_minor, currency, status, reason, answer_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    returning id`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      paymentId,
      dispute.providerRef,
      dispute.amountMinor,
      dispute.currency,
      dispute.status,
      dispute.reason.slice(0, 300),
      dispute.answerBy,
    ],
  );
  return id;
}

/** Keeps how a dispute stands now. */
export async function moveDispute(
  sql: ScopedSql,
  id: string,
  { status, answerBy }: Pick<DisputeStanding, 'status' | 'answerBy'>,
): Promise<void> {
  await sql.rows(
    'update dispute set status = $2, answer_by = $3, moves = moves + 1 where id = $1',
    [id, status, answerBy],
  );
}

/** Whether the provider keeps the money of a payment, or more of it, for another dispute. */
export async function keptForAnother(
  sql: ScopedSql,
  paymentId: string,
  { providerRef, amountMinor }: Pick<DisputeStanding, 'providerRef' | 'amountMinor'>,
): Promise<boolean> {
  const { kept } = await sql.row<{ kept: boolean }>(
    `select exists (
      select from dispute
      where payment_id = $1 and provider_ref <> $2
        and status in ('WITHDRAWN', 'LOST') and amount_minor >= $3
    ) kept`,
    [paymentId, providerRef, amountMinor],
  );
  return kept;
}

/** The most that a provider keeps of a payment for disputes of it, in minor units. */
export async function withdrawnOf(sql: ScopedSql, paymentId: string): Promise<bigint> {
  const { most } = await sql.row<{ most: bigint }>(
    `select coalesce(max(amount_minor), 0)::bigint most
    from dispute
    where payment_id = $1 and status in ('WITHDRAWN', 'LOST')`,
    [paymentId],
  );
  return most;
}
