import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A charge of a saved card of which nobody knows yet what became of it. amount: with the fee, in minor units. */
export interface ChargeUnderWay {
  invoiceId: string | null;
  proformaId: string | null;
  amount: bigint;
  currency: string;
  since: LocalDate;
}

/** Those of a customer, the first before the others. */
export function chargesUnderWay(sql: ScopedSql, customerId: string): Promise<ChargeUnderWay[]> {
  return sql.rows<ChargeUnderWay>(
    `select k.invoice_id "invoiceId", k.proforma_id "proformaId",
      k.amount_minor + k.fee_minor amount, k.currency, a.on_date since
    from checkout k
    join charge_attempt a on a.checkout_id = k.id
    where k.customer_id = $1 and k.purpose = 'CHARGE' and k.status = 'PENDING'
    order by k.created_at`,
    [customerId],
  );
}
