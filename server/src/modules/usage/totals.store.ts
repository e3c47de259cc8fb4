import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedTx } from '../../tenancy/boundary.ts';

/** What of one kind waits of a service. Decimal texts; the amount is exact. */
export interface OpenTotal {
  customerId: string;
  serviceId: string;
  kind: string;
  quantity: string;
  unitPrice: string | null;
  amount: string;
  taxIncluded: boolean;
  from: LocalDate;
  to: LocalDate;
  records: number;
}

/** The same of customers, in the order of their services. */
export function openTotals(tx: ScopedTx, customerIds: string[]): Promise<OpenTotal[]> {
  return tx.$queryRaw<OpenTotal[]>`
    select u.customer_id::text "customerId", u.service_id::text "serviceId", min(u.kind) kind,
      trim_scale(sum(u.quantity))::text quantity,
      case when min(u.unit_price) = max(u.unit_price)
        then trim_scale(min(u.unit_price))::text end "unitPrice",
      trim_scale(sum(u.quantity * u.unit_price))::text amount,
      bool_and(t.tax_included) "taxIncluded",
      min(u.first_day)::text "from", max(u.last_day)::text "to", sum(u.records)::int records
    from unnest(${customerIds}::uuid[]) c(id)
    cross join lateral (
      select * from usage_sum o
      where o.customer_id = c.id and o.charge_id is null and o.invoice_id is null
      offset 0) u
    join service s on s.id = u.service_id
    join tariff t on t.id = s.tariff_id
    group by u.customer_id, u.service_id, lower(u.kind), s.start_date
    order by s.start_date, u.service_id, lower(u.kind)`;
}

/** How many records each of these invoices bills. */
export function recordsOfInvoices(
  tx: ScopedTx,
  invoiceIds: string[],
): Promise<{ invoiceId: string; records: number }[]> {
  return tx.$queryRaw<{ invoiceId: string; records: number }[]>`
    select i.id::text "invoiceId", coalesce(sum(u.records), 0)::int records
    from unnest(${invoiceIds}::uuid[]) g(id)
    cross join lateral (select * from invoice v where v.id = g.id limit 1) i
    cross join lateral (
      (select records from usage_sum t where t.invoice_id = i.id offset 0)
      union all
      (select t.records
      from charge c
      cross join lateral (select records from usage_sum s where s.charge_id = c.id offset 0) t
      where i.of_month is not null and c.customer_id = i.customer_id and c.invoice_id is null
        and c.billing_date >= i.of_month and c.billing_date < i.of_month + interval '1 month'
      offset 0)) u
    group by i.id`;
}
