import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { selectByKeys } from '../chunks.store.ts';

/** A customer as an update finds it; key: what it was found by. */
export interface CustomerNow {
  key: string;
  id: string;
  partnerPath: string;
  name: string;
  email: string | null;
  login: string | null;
  phone: string | null;
  street: string | null;
  city: string | null;
  zip: string | null;
  country: string | null;
  kind: string;
  taxNumber: string | null;
  vatId: string | null;
  billing: Record<string, unknown>;
  customFields: FieldValues;
}

const NOW = `id, partner_path "partnerPath", name, email, login, phone, street, city, zip, country,
  kind, tax_number "taxNumber", vat_id "vatId", billing, custom_fields "customFields"`;

/** What customers are found by, each with an index for it. */
const FOUND_BY: Readonly<Record<string, { key: string; where: string }>> = {
  customer: { key: 'external_id', where: 'external_id = any ($1)' },
  number: { key: 'number::text', where: 'number = any ($1::int[])' },
  email: { key: 'email_key', where: 'email_key = any ($1)' },
  login: { key: 'login_key', where: 'login_key = any ($1)' },
};

/** Customers inside the scope by what tells them apart. */
export async function customersBy(
  sql: ScopedSql,
  by: string,
  keys: readonly string[],
): Promise<CustomerNow[]> {
  const { key, where } = FOUND_BY[by];
  const asked = by === 'number' ? keys.filter((each) => /^\d{1,9}$/.test(each)) : keys;
  return selectByKeys<CustomerNow>(
    sql,
    `select ${key} key, ${NOW} from customer where ${where}`,
    asked,
  );
}

/** Customers inside the scope as they are now, by their ids. */
export async function customersNow(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<Map<string, CustomerNow>> {
  const found = await selectByKeys<CustomerNow>(
    sql,
    `select id::text key, ${NOW} from customer where id = any ($1::uuid[])`,
    ids,
  );
  return new Map(found.map((customer) => [customer.id, customer]));
}

/** Whose logins these are. */
export async function loginsTaken(
  sql: ScopedSql,
  logins: readonly string[],
): Promise<Map<string, string>> {
  const rows = await selectByKeys<{ login: string; id: string }>(
    sql,
    'select login_key login, id from customer where login_key = any ($1)',
    [...new Set(logins)],
  );
  return new Map(rows.map(({ login, id }) => [login, id]));
}
