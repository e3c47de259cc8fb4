import type { ScopedSql } from '../../tenancy/boundary.ts';
import { addressees } from './addressees.store.ts';

/** How many messages of each channel the invoices of customers c make. */
const COUNTED = `count(*)::int invoices,
      coalesce(sum(mails.n), 0)::int "EMAIL", coalesce(sum(texts.n), 0)::int "SMS"`;
const ADDRESSED = `cross join lateral (
      select count(*) n from ${addressees('INVOICES', "'EMAIL'")} d) mails
    cross join lateral (
      select count(*) n from ${addressees('INVOICES', "'SMS'")} d) texts`;

/**
 * Whom a partner's invoices of a run go to: how many there are, and how many messages each channel
 * carries: each customer, or its contacts that get invoices, as far as they can be written to.
 */
export interface RunRecipients {
  partnerId: string;
  invoices: number;
  EMAIL: number;
  SMS: number;
}

/** The same for work on many records that is looked at, of the invoices that would come of it. */
export function recipientsOfWork(sql: ScopedSql, jobId: string): Promise<RunRecipients[]> {
  return sql.rows<RunRecipients>(
    `select c.partner_id "partnerId",
      ${COUNTED}
    from mass_job_row r
    join mass_job j on j.id = r.job_id
    cross join lateral (
      select id, partner_id, email, phone from customer
      where j.kind <> 'APPROVE_INVOICES' and id = r.record_id
      union all
      select o.id, o.partner_id, o.email, o.phone
      from invoice i join customer o on o.id = i.customer_id
      where j.kind = 'APPROVE_INVOICES' and i.id = r.record_id) c
    ${ADDRESSED}
    where r.job_id = $1 and r.state = 'CHANGES' and r.mailed
    group by 1`,
    [jobId],
  );
}

/** The same for all partners of a run, of the invoices that confirming it would issue. */
export function recipientsOf(sql: ScopedSql, runId: string): Promise<RunRecipients[]> {
  return sql.rows<RunRecipients>(
    `select e.partner_id "partnerId",
      ${COUNTED}
    from billing_run_entry e
    cross join lateral (
      select id, email, phone from customer c where c.id = e.customer_id limit 1) c
    ${ADDRESSED}
    where e.run_id = $1 and e.left_out_code is null and e.creates_invoice
    group by 1`,
    [runId],
  );
}
