import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** The partner that a report is of. */
export interface ReportPartner {
  id: string;
  path: string;
  name: string;
  currency: string;
  clock: PartnerClock;
}

/** Undefined outside the scope. */
export async function reportPartner(
  sql: ScopedSql,
  id: string,
): Promise<ReportPartner | undefined> {
  const [partner] = await sql.rows<ReportPartner>(
    'select id, path, name, currency, clock from partner where id = $1',
    [id],
  );
  return partner;
}

/** Which of these the scope sees: what a filter names outside of it is not there. */
export async function seenOf(
  sql: ScopedSql,
  named: Readonly<Record<'customer' | 'location' | 'tariff', string | null>>,
  labels: readonly string[],
): Promise<boolean> {
  const { seen } = await sql.row<{ seen: boolean }>(
    `select ($1::uuid is null or exists (select from customer where id = $1))
      and ($2::uuid is null or exists (select from location where id = $2))
      and ($3::uuid is null or exists (select from tariff where id = $3))
      and (select count(*) from label where id = any($4::uuid[])) = cardinality($4::uuid[]) seen`,
    [named.customer, named.location, named.tariff, labels],
  );
  return seen;
}
