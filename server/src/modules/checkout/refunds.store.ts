import type { ScopedSql } from '../../tenancy/boundary.ts';
import { isId } from '../../kit/input.ts';

/** Our refund that a provider speaks of: by the name that we gave it, or by its own. null: none of ours yet. */
export async function knownRefund(
  sql: ScopedSql,
  paymentId: string,
  told: { refundId: string | null; providerRef: string },
): Promise<string | null> {
  const [refund] = await sql.rows<{ id: string }>(
    'select id from refund where payment_id = $1 and (id = $2::uuid or provider_ref = $3)',
    [paymentId, told.refundId && isId(told.refundId) ? told.refundId : null, told.providerRef],
  );
  return refund?.id ?? null;
}

/** A refund that a provider is to make, and of which payment there; amounts in minor units. */
export interface RefundToMake {
  customerId: string;
  paymentId: string;
  receiptNumber: string;
  checkoutId: string;
  gatewayId: string;
  providerRef: string;
  status: 'PENDING' | 'DONE' | 'FAILED';
  amountMinor: bigint;
  currency: string;
  recordedAt: Date;
}

/** null where there is no such refund, or its payment came by no provider. */
export async function refundToMake(sql: ScopedSql, id: string): Promise<RefundToMake | null> {
  const [refund] = await sql.rows<RefundToMake>(
    `select r.customer_id "customerId", r.payment_id "paymentId", p.receipt_number "receiptNumber",
      k.id "checkoutId", k.gateway_account_id "gatewayId", p.provider_ref "providerRef",
      r.status, r.amount_minor "amountMinor", r.currency, r.recorded_at "recordedAt"
    from refund r
    join payment p on p.id = r.payment_id
    join checkout k on k.partner_id = p.partner_id and k.payment_id = p.id
    where r.id = $1 and p.provider_ref is not null`,
    [id],
  );
  return refund ?? null;
}
