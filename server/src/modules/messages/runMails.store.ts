import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Whom a partner's invoices of a run go to: how many there are, and how many of their customers can be written to. */
export interface RunRecipients {
  partnerId: string;
  invoices: number;
  EMAIL: number;
  SMS: number;
}

/** The same for all partners of a run, of the invoices that confirming it would issue. */
export function recipientsOf(sql: ScopedSql, runId: string): Promise<RunRecipients[]> {
  return sql.rows<RunRecipients>(
    `select e.partner_id "partnerId",
      count(*)::int invoices, count(c.email)::int "EMAIL", count(c.phone)::int "SMS"
    from billing_run_entry e
    cross join lateral (
      select email, phone from customer c where c.id = e.customer_id limit 1) c
    where e.run_id = $1 and e.left_out_code is null and e.creates_invoice
    group by 1`,
    [runId],
  );
}
