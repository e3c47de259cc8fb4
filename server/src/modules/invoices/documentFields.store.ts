import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Whose a document is, and its custom fields; undefined outside the scope. */
export async function fieldsOfDocument(
  sql: ScopedSql,
  table: 'credit_note' | 'proforma',
  id: string,
): Promise<{ customerId: string; customFields: FieldValues } | undefined> {
  const [document] = await sql.rows<{ customerId: string; customFields: FieldValues }>(
    `select customer_id "customerId", custom_fields "customFields" from ${table} where id = $1`,
    [id],
  );
  return document;
}
