import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Whose account or record something is. */
export interface Owner {
  partnerId: string;
  partnerPath: string;
}

/** The partner of a customer; undefined outside the scope. */
export async function ownerOfCustomer(
  sql: ScopedSql,
  customerId: string,
): Promise<Owner | undefined> {
  const [owner] = await sql.rows<Owner>(
    'select partner_id "partnerId", partner_path "partnerPath" from customer where id = $1',
    [customerId],
  );
  return owner;
}

/** The e-mail address of a customer inside the scope; null where it has none. */
export async function emailOf(sql: ScopedSql, customerId: string): Promise<string | null> {
  const { email } = await sql.row<{ email: string | null }>(
    'select email from customer where id = $1',
    [customerId],
  );
  return email;
}

/** Of whom a document is; undefined outside the scope. */
export async function customerOf(
  sql: ScopedSql,
  record: 'proforma' | 'credit_note',
  id: string,
): Promise<string | undefined> {
  const [document] = await sql.rows<{ customerId: string }>(
    `select customer_id "customerId" from ${record} where id = $1`,
    [id],
  );
  return document?.customerId;
}

/** Whether an open or paid proforma may be told of still: its number where it is void; null where not. */
export async function voidNumber(sql: ScopedSql, proformaId: string): Promise<string | null> {
  const [proforma] = await sql.rows<{ number: string }>(
    "select number from proforma where id = $1 and status = 'VOID'",
    [proformaId],
  );
  return proforma?.number ?? null;
}

/** A customer of a partner wants no more mails of a kind; false where that was known, and for others' customers. */
export async function optOut(
  sql: ScopedSql,
  customer: { customerId: string; partnerId: string },
  kind: string,
): Promise<boolean> {
  const added = await sql.rows(
    `insert into message_opt_out (customer_id, kind, partner_id, partner_path)
    select id, $2, partner_id, partner_path
    from customer
    where id = $1 and partner_id = $3
    on conflict do nothing
    returning 1`,
    [customer.customerId, kind, customer.partnerId],
  );
  return added.length > 0;
}

/** The unpaid invoices of a customer, the first due first. */
export async function unpaidOf(
  sql: ScopedSql,
  customerId: string,
  limit: number,
): Promise<string[]> {
  const open = await sql.rows<{ id: string }>(
    `select id
    from invoice
    where customer_id = $1 and due_minor > 0
    order by due_date, number
    limit $2`,
    [customerId, limit],
  );
  return open.map(({ id }) => id);
}
