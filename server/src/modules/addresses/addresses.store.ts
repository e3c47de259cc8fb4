import type { ScopedSql } from '../../tenancy/boundary.ts';

/** An address besides the customer's own columns; of MAIN only where on the map it is. */
export interface AddressDetails {
  kind: 'MAIN' | 'BILLING' | 'SERVICE';
  name: string | null;
  street: string | null;
  city: string | null;
  zip: string | null;
  country: string | null;
  lat: number | null;
  lon: number | null;
}

export interface StoredAddress extends AddressDetails {
  id: string;
}

/** What a customer has besides its own columns, in the order in which it was given. */
export function addressesOf(sql: ScopedSql, customerId: string): Promise<StoredAddress[]> {
  return sql.rows(
    `select id, kind, name, street, city, zip, country, lat, lon
    from customer_address
    where customer_id = $1
    order by place, id`,
    [customerId],
  );
}

/** Takes from a customer what of its addresses is not among these ids. */
export async function dropAddresses(
  sql: ScopedSql,
  customerId: string,
  besides: readonly string[],
): Promise<void> {
  await sql.rows('delete from customer_address where customer_id = $1 and id <> all ($2::uuid[])', [
    customerId,
    besides,
  ]);
}

/** Puts those of a customer's addresses that stay in their order, and adds the others. */
export async function placeAddresses(
  sql: ScopedSql,
  customer: { id: string; partnerId: string; partnerPath: string },
  addresses: readonly (AddressDetails & { id: string | null; place: number })[],
): Promise<void> {
  const given = `json_to_recordset($1::json) as g(
      id uuid, place int, kind text, name text,
      street text, city text, zip text, country text, lat float8, lon float8)`;
  const json = JSON.stringify(addresses);
  await sql.rows(
    `update customer_address a
    set place = g.place
    from ${given}
    where a.id = g.id and a.place <> g.place`,
    [json],
  );
  await sql.rows(
    `insert into customer_address (customer_id, partner_id, partner_path,
      place, kind, name, street, city, zip, country, lat, lon)
    select $2, $3, $4,
      place, kind, name, street, city, zip, country, lat, lon
    from ${given}
    where g.id is null`,
    [json, customer.id, customer.partnerId, customer.partnerPath],
  );
}
