import type { PlannedLine } from '@backhaul/domain/charging/plan';
import type { OpenCredit } from '@backhaul/domain/settlement/settlement';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A proforma's lines as a plan has them, in their order; amounts in minor units. */
export async function linesOf(sql: ScopedSql, proformaId: string): Promise<PlannedLine[]> {
  const rows = await sql.rows<Omit<PlannedLine, 'itemId' | 'category'>>(
    `select kind, service_id "serviceId", description,
      quantity::text, unit_price::text "unitPrice",
      period_from "periodFrom", period_to "periodTo",
      net_minor net, tax_percent::text "taxPercent", tax_terms "taxTerms", tax_included "taxIncluded",
      tax_minor tax, total_minor total
    from proforma_line
    where proforma_id = $1
    order by position`,
    [proformaId],
  );
  return rows.map((line) => ({
    ...line,
    itemId: null,
    category: line.kind === 'DISCOUNT' ? 'Discount' : 'Service',
  }));
}

/** A credit that waits, and the payment that brought it. */
type WaitingCredit = OpenCredit & { paymentId: string | null };

/** What waits on a proforma, in the order in which it came. */
export function waitingCredits(sql: ScopedSql, proformaId: string): Promise<WaitingCredit[]> {
  return sql.rows<WaitingCredit>(
    `select transaction_id id, payment_id "paymentId", remaining_minor remaining, date
    from credit
    where proforma_id = $1 and remaining_minor > 0
    order by date, transaction_id`,
    [proformaId],
  );
}

/** A proforma is paid in full: it became this invoice. */
export async function markPaid(
  sql: ScopedSql,
  proformaId: string,
  invoiceId: string,
): Promise<void> {
  await sql.rows(
    `update proforma set status = 'PAID', paid_minor = total_minor, invoice_id = $2 where id = $1`,
    [proformaId, invoiceId],
  );
}
