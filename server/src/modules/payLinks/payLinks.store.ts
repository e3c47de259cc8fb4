import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** An invoice as its links need it; amounts in minor units. times: how often its links were taken back. */
export interface LinkedInvoice {
  id: string;
  partnerId: string;
  partnerPath: string;
  customerId: string;
  number: string;
  state: 'DRAFT' | 'ISSUED' | 'VOID';
  dueDate: LocalDate;
  total: bigint;
  paid: bigint;
  due: bigint;
  currency: string;
  times: number;
  clock: PartnerClock;
}

/** Invoices inside the scope, with what their links need, drafts too. */
export function linkedInvoices(sql: ScopedSql, ids: readonly string[]): Promise<LinkedInvoice[]> {
  return sql.rows<LinkedInvoice>(
    `select
      i.id, i.partner_id "partnerId", i.partner_path "partnerPath", i.customer_id "customerId",
      coalesce(i.number, '') number, i.state, i.due_date "dueDate",
      i.total_minor total, i.paid_minor paid, i.due_minor due, i.currency,
      coalesce(e.times, 0) times, p.clock
    from unnest($1::uuid[]) x(id)
    cross join lateral (select * from invoice where id = x.id offset 0) i
    join partner p on p.id = i.partner_id
    left join lateral (
      select times from payment_link_end where invoice_id = x.id limit 1
    ) e on true`,
    [ids],
  );
}

/** Ends all links of an invoice that were given out so far; those made from now on work. */
export async function endLinks(sql: ScopedSql, invoice: LinkedInvoice): Promise<void> {
  await sql.rows(
    `insert into payment_link_end (invoice_id, partner_id, partner_path, customer_id, times)
    values ($1, $2, $3, $4, 1)
    on conflict (invoice_id) do update set times = payment_link_end.times + 1`,
    [invoice.id, invoice.partnerId, invoice.partnerPath, invoice.customerId],
  );
}

/** How a partner is shown to whoever is not signed in. */
export interface ShownPartner {
  id: string;
  name: string;
  supportEmail: string | null;
  supportPhone: string | null;
  test: boolean;
}

/** A partner inside the scope. */
export function shownPartner(sql: ScopedSql, id: string): Promise<ShownPartner> {
  return sql.row<ShownPartner>(
    `select
      id, name, support_email "supportEmail", support_phone "supportPhone", is_test(path) test
    from partner
    where id = $1`,
    [id],
  );
}
