import type { Contract } from '@backhaul/domain/charging/contract';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A service with its contract, and what ending it early has made so far. */
export interface EndingService extends Contract {
  id: string;
  customerId: string;
  description: string;
  endDate: LocalDate | null;
  /** Of its tariff; null: it is sold without tax. */
  taxRateId: string | null;
  taxIncluded: boolean;
  /** The item of its early end that is not taken back. */
  itemId: string | null;
  itemDate: LocalDate | null;
  charged: boolean;
  /** Another plan follows it: it is changed, not ended. */
  followed: boolean;
}

/** Services that have a contract, or a fee for its early end. */
export function endingServices(sql: ScopedSql, ids: readonly string[]): Promise<EndingService[]> {
  return sql.rows<EndingService>(
    `select s.id, s.customer_id "customerId", s.description,
      s.start_date "startDate", s.end_date "endDate",
      s.minimum_months "minimumMonths", trim_scale(s.cancellation_fee)::text "cancellationFee",
      t.tax_rate_id "taxRateId", t.tax_included "taxIncluded",
      f.id "itemId", f.date "itemDate", coalesce(f.charge_id is not null, false) charged,
      s.changed_to is not null followed
    from service s
    join tariff t on t.id = s.tariff_id
    left join future_item f on f.id = s.cancellation_item and f.removed_at is null
    where s.id = any ($1::uuid[])
      and (s.minimum_months is not null or s.cancellation_item is not null)
    order by s.id`,
    [ids],
  );
}

/** Says which item a service's early end made; null: none. */
export async function setCancellationItem(
  sql: ScopedSql,
  id: string,
  itemId: string | null,
): Promise<void> {
  await sql.rows('update service set cancellation_item = $2 where id = $1', [id, itemId]);
}
