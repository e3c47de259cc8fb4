import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { OwnPrices, Prices } from '@backhaul/domain/charging/prices';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../../tenancy/boundary.ts';

/** A customer as a change of many finds it. */
export interface HeldCustomer {
  id: string;
  label: string;
  currency: string;
  details: Record<string, string | null>;
  location: string | null;
  labels: { id: string; name: string }[];
  billing: Record<string, unknown>;
  customFields: FieldValues;
}

/** Customers inside the scope by their ids. */
export function heldCustomers(sql: ScopedSql, ids: readonly string[]): Promise<HeldCustomer[]> {
  return sql.rows<HeldCustomer>(
    `select c.id, c.number || ' ' || c.name label, c.currency,
      jsonb_build_object(
        'name', c.name, 'email', c.email, 'login', c.login, 'phone', c.phone,
        'street', c.street, 'city', c.city, 'zip', c.zip, 'country', c.country,
        'kind', c.kind, 'taxNumber', c.tax_number, 'vatId', c.vat_id,
        'registrationNumber', c.registration_number, 'status', c.status,
        'locationId', c.location_id) details,
      p.name location, coalesce(l.labels, '[]') labels, c.billing, c.custom_fields "customFields"
    from unnest($1::uuid[]) k(id)
    join customer c on c.id = k.id
    left join location p on p.id = c.location_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name) order by l.name, l.id) labels
      from customer_label m
      join label l on l.id = m.label_id
      where m.customer_id = c.id) l on true`,
    [ids],
  );
}

/** A service as a change of many finds it. */
export interface HeldService {
  id: string;
  label: string;
  customerId: string;
  currency: string;
  description: string;
  quantity: string;
  tariffId: string;
  tariff: string;
  startDate: LocalDate;
  chargedUntil: LocalDate;
  own: OwnPrices;
  tariffPrices: Prices;
  customFields: FieldValues;
}

/** Services inside the scope by their ids. */
export function heldServices(sql: ScopedSql, ids: readonly string[]): Promise<HeldService[]> {
  return sql.rows<HeldService>(
    `select s.id, c.number || ' ' || c.name || ': ' || s.description label,
      c.id "customerId", c.currency, s.description, s.quantity,
      t.id "tariffId", t.name tariff, s.start_date "startDate", s.charged_until "chargedUntil",
      jsonb_build_object('price', s.unit_price::text, 'earlier', s.earlier_prices) own,
      jsonb_build_object('price', t.price::text, 'earlier', t.earlier_prices) "tariffPrices",
      s.custom_fields "customFields"
    from unnest($1::uuid[]) k(id)
    join service s on s.id = k.id
    join customer c on c.id = s.customer_id
    join tariff t on t.id = s.tariff_id`,
    [ids],
  );
}

/** What locations and tariffs that the scope sees are called, by their ids. */
export function namesOf(
  sql: ScopedSql,
  table: 'location' | 'tariff',
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  return sql.rows(`select id, name from ${table} where id = any ($1::uuid[])`, [ids]);
}
