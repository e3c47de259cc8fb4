// What is there already of what the files of an import bring.
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { selectByKeys } from './chunks.store.ts';
import type { KnownCustomer, KnownTariff, PartnerPlace } from './frame.ts';
import type { ItemRow } from './rows.ts';

/** One import at a time: two at once would both find a row missing. */
export async function lockImports(sql: ScopedSql): Promise<void> {
  await sql.rows('select pg_advisory_xact_lock(4120)');
}

/** Every partner of the scope: real ones, or those of a test where the file is for one. */
export function partnersThere(sql: ScopedSql, ofPartner?: string): Promise<PartnerPlace[]> {
  return sql.rows<PartnerPlace>(
    `select id, number, path, name, currency, time_zone "timeZone", clock
    from partner
    where is_test(path) = coalesce((select is_test(o.path) from partner o where o.id = $1), false)`,
    [ofPartner ?? null],
  );
}

/** Tariffs by their codes; the id stands for one without. */
export async function tariffsThere(sql: ScopedSql): Promise<KnownTariff[]> {
  const tariffs = await sql.rows<Omit<KnownTariff, 'partnerIds'> & { partners: string[] }>(
    `select
      id, coalesce(code, id::text) code, kind, name, currency, price::text price,
      partner_id "ownerId",
      array(select o.partner_id::text from tariff_partner o where o.tariff_id = tariff.id) partners
    from tariff`,
  );
  return tariffs.map(({ partners, ...tariff }) => ({ ...tariff, partnerIds: new Set(partners) }));
}

/** A customer that is there: it has a number of its own. */
export interface CustomerThere extends Pick<
  KnownCustomer,
  'id' | 'externalId' | 'partnerId' | 'partnerPath' | 'currency'
> {
  number: number;
}

/** Customers with these numbers in the old system, or these of their own; some may come twice. */
export async function customersThere(
  sql: ScopedSql,
  externalIds: readonly string[],
  numbers: readonly string[],
): Promise<CustomerThere[]> {
  const columns = `
    id, external_id "externalId", number,
    partner_id "partnerId", partner_path "partnerPath", currency`;
  return [
    ...(await selectByKeys<CustomerThere>(
      sql,
      `select ${columns} from customer where external_id = any($1)`,
      externalIds,
    )),
    ...(await selectByKeys<CustomerThere>(
      sql,
      `select ${columns} from customer where number = any($1::int[])`,
      numbers,
    )),
  ];
}

/** Who has a login, by partner and number in the old system, or (#) by the own number. */
export async function loginHolders(
  sql: ScopedSql,
  logins: readonly string[],
): Promise<Map<string, string>> {
  const rows = await selectByKeys<{ login: string; holder: string }>(
    sql,
    `select
      c.login_key login,
      case
        when c.external_id is null then '#' || c.number
        else p.number || ' ' || c.external_id
      end holder
    from customer c
    join partner p on p.id = c.partner_id
    where c.login_key = any($1)`,
    [...new Set(logins)],
  );
  return new Map(rows.map(({ login, holder }) => [login, holder]));
}

/** Services of customers that say the same, with how many do. */
export interface ServicesThere {
  customerId: string;
  tariffId: string;
  startDate: string;
  description: string;
  count: number;
}

/** The services of customers. */
export function servicesThere(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<ServicesThere[]> {
  return selectByKeys<ServicesThere>(
    sql,
    `select
      customer_id "customerId", tariff_id "tariffId",
      start_date "startDate", description, count(*)::int count
    from service
    where customer_id = any($1)
    group by 1, 2, 3, 4`,
    customerIds,
  );
}

/** Items of customers that say the same, charged since or not, as a file says it; with how many do. */
export function itemsThere(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<(ItemRow & { customer: string; count: number })[]> {
  return selectByKeys<ItemRow & { customer: string; count: number }>(
    sql,
    `select customer_id customer, description, quantity::text quantity, unit_price::text unit_price,
      trim_scale(tax_percent)::text tax_percent, tax_included, date, count(*)::int count
    from future_item
    where customer_id = any($1)
    group by 1, 2, 3, 4, 5, 6, 7`,
    customerIds,
  );
}

/** Which of these keys of unique custom fields records hold already. */
export async function uniqueKeysThere(
  sql: ScopedSql,
  keys: readonly string[],
): Promise<Set<string>> {
  const found = await selectByKeys<{ key: string }>(
    sql,
    'select unique_key key from custom_value where unique_key = any ($1)',
    keys,
  );
  return new Set(found.map(({ key }) => key));
}
