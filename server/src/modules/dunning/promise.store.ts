import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';

/** What a customer promised last; until null: it was taken back. */
export interface Promised {
  customerId: string;
  until: LocalDate | null;
  reason: string | null;
  by: string;
}

const QUERY = `
  select distinct on (customer_id) customer_id::text "customerId", until::text, reason, recorded_by by
  from promise_to_pay
  where customer_id = any($1::uuid[])
  order by customer_id, at desc`;

/** What customers promised last; who never did is missing. */
export function lastPromises(
  db: ScopedSql | ScopedTx,
  customerIds: readonly string[],
): Promise<Promised[]> {
  return 'scope' in db
    ? db.rows<Promised>(QUERY, [customerIds])
    : db.$queryRawUnsafe<Promised[]>(QUERY, customerIds);
}

/** Writes a promise of a locked customer beside those before it; until null takes back. */
export async function insertPromise(
  sql: ScopedSql,
  customer: { id: string; partnerId: string; partnerPath: string },
  promise: { until: LocalDate | null; reason: string | null; date: LocalDate },
): Promise<void> {
  await sql.rows(
    `insert into promise_to_pay (partner_id, partner_path, customer_id,
      until, reason, date, recorded_by)
    values ($1, $2, $3,
      $4, $5, $6, $7)`,
    [
      customer.partnerId,
      customer.partnerPath,
      customer.id,
      promise.until,
      promise.reason,
      promise.date,
      sql.scope.actor.name,
    ],
  );
}

/** Those of customers who promised to pay until a day, with the time zone that the day is of. */
export function promisers(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<{ customerId: string; until: LocalDate; clock: PartnerClock }[]> {
  return sql.rows(
    `select last.customer_id "customerId", last.until, p.clock
    from (
      select distinct on (customer_id) customer_id, partner_id, until
      from promise_to_pay
      where customer_id = any($1::uuid[])
      order by customer_id, at desc) last
    join partner p on p.id = last.partner_id
    where last.until is not null`,
    [customerIds],
  );
}
