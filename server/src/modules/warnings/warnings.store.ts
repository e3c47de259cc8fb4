import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Those of the partners that have issued no document yet, by number. */
export function withoutDocuments(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  return sql.rows(
    `select id, name
    from partner p
    where id = any($1)
      and not exists (select 1 from invoice i where i.partner_id = p.id and i.state <> 'DRAFT')
    order by number`,
    [partnerIds],
  );
}

/** A customer's partner and the time zone that its days are of; null outside the scope. */
export async function placeOfCustomer(
  sql: ScopedSql,
  customerId: string,
): Promise<{ partnerId: string; clock: PartnerClock } | null> {
  const [customer] = await sql.rows<{ partnerId: string; clock: PartnerClock }>(
    `select c.partner_id "partnerId", p.clock
    from customer c
    join partner p on p.id = c.partner_id
    where c.id = $1`,
    [customerId],
  );
  return customer ?? null;
}

/** The partners that a run issues invoices for. */
export async function issuingPartners(sql: ScopedSql, runId: string): Promise<string[]> {
  const partners = await sql.rows<{ id: string }>(
    'select distinct partner_id id from billing_run_partner where run_id = $1 and invoice_count > 0',
    [runId],
  );
  return partners.map((partner) => partner.id);
}
