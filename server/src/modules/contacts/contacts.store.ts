import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What of a contact is typed. */
export interface ContactDetails {
  name: string;
  role: string | null;
  emails: string[];
  phones: string[];
  topics: string[];
}

export interface StoredContact extends ContactDetails {
  id: string;
  customerId: string;
  partnerId: string;
  partnerPath: string;
  customFields: FieldValues;
}

/** Whose a new contact is. */
export interface ContactPlace {
  id: string;
  partnerId: string;
  partnerPath: string;
}

/** How many contacts a customer has. */
export async function countContacts(sql: ScopedSql, customerId: string): Promise<number> {
  const { n } = await sql.row<{ n: number }>(
    'select count(*)::int n from contact where customer_id = $1',
    [customerId],
  );
  return n;
}

/** Stores a contact of a customer and returns its id. */
export async function insertContact(
  sql: ScopedSql,
  customer: ContactPlace,
  details: ContactDetails,
  customFields: FieldValues,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into contact (partner_id, partner_path, customer_id,
      name, role, emails, phones, topics, custom_fields)
    values ($1, $2, $3,
      $4, $5, $6, $7, $8, $9)
    returning id`,
    [
      customer.partnerId,
      customer.partnerPath,
      customer.id,
      details.name,
      details.role,
      details.emails,
      details.phones,
      details.topics,
      JSON.stringify(customFields),
    ],
  );
  return id;
}

/** A contact, locked; undefined outside the scope. */
export async function lockContact(sql: ScopedSql, id: string): Promise<StoredContact | undefined> {
  const [contact] = await sql.rows<StoredContact>(
    `select id, customer_id "customerId", partner_id "partnerId", partner_path "partnerPath",
      name, role, emails, phones, topics, custom_fields "customFields"
    from contact
    where id = $1
    for update`,
    [id],
  );
  return contact;
}

export async function storeContact(
  sql: ScopedSql,
  id: string,
  { name, role, emails, phones, topics }: ContactDetails,
): Promise<void> {
  await sql.rows(
    `update contact
    set name = $2, role = $3, emails = $4, phones = $5, topics = $6
    where id = $1`,
    [id, name, role, emails, phones, topics],
  );
}

/** Removes a contact with its words and the values of its fields. */
export async function deleteContact(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows('delete from custom_value where record_id = $1', [id]);
  await sql.rows('delete from contact where id = $1', [id]);
}

const END = '\u{10FFFF}';

/**
 * Contacts of whom every word begins some word: the longest that was typed leads along the index, the
 * others are looked up one contact at a time. real: what is only tested is left out.
 */
export async function contactsWithWords(
  sql: ScopedSql,
  words: readonly string[],
  real: boolean,
  most: number,
): Promise<string[]> {
  if (!words.length) return [];
  const [first, ...others] = [...words].sort((a, b) => b.length - a.length);
  const further = others.map(
    (_, i) => `
    cross join lateral (
      select 1 from contact_word o
      where o.contact_id = w.contact_id and o.word >= $${5 + 2 * i} and o.word < $${6 + 2 * i}
      limit 1) o${i}`,
  );
  const rows = await lookingUp(sql, () =>
    sql.rows<{ id: string }>(
      `select w.contact_id id
      from contact_word w${further.join('')}
      where w.word >= $1 and w.word < $2 and not ($3 and is_test(w.partner_path))
      order by w.word, w.partner_path, w.contact_id
      limit $4`,
      [
        first,
        first + END,
        real,
        // one may have several such words
        most * 8,
        ...others.flatMap((word) => [word, word + END]),
      ],
    ),
  );
  return [...new Set(rows.map(({ id }) => id))].slice(0, most);
}
