import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { PrintedWith } from '../templates/index.ts';

/**
 * What is printed of a customer for ever, as an SQL expression over customer c: name and address,
 * those for its bills where it has such, and whatever else of it a template can print. balance: that
 * after the document, in minor units; keepsFields: whether its template may print custom fields
 * (they are kept only then); language: that of its partner's documents, where it has no own. All are
 * SQL.
 */
export function billedTo(balance: string, keepsFields: string, language = 'null'): string {
  return `jsonb_strip_nulls(coalesce(
      (select jsonb_build_object('name', coalesce(a.name, c.name),
        'street', a.street, 'city', a.city, 'zip', a.zip, 'country', a.country)
      from customer_address a
      where a.customer_id = c.id and a.kind = 'BILLING'),
      jsonb_build_object('name', c.name,
        'street', c.street, 'city', c.city, 'zip', c.zip, 'country', c.country)
      ) || jsonb_build_object(
      'email', c.email, 'phone', c.phone, 'vatId', c.vat_id, 'taxNumber', c.tax_number,
      'number', c.number::text, 'login', c.login, 'status', c.status, 'statusReason', c.status_reason,
      'balance', (${balance})::text,
      'language', coalesce(c.billing ->> 'documentLanguage', ${language}),
      'customFields', case when ${keepsFields} then c.custom_fields end))`;
}

/**
 * What printedWith() found for the issuing partners, as rows: template, company details and name
 * that documents keep.
 */
export function printedRows(parameter: string): string {
  return `json_to_recordset(${parameter}::json) as w(
      "partnerId" uuid, "templateVersionId" uuid, "companyVersionId" uuid,
      "billedBy" jsonb, "keepsFields" boolean, language text)`;
}

/** What printedWith() found, as the parameter of printedRows(). */
export function printedJson(printed: ReadonlyMap<string, PrintedWith>): string {
  return JSON.stringify([...printed.values()]);
}

/**
 * An invoice i takes on what is printed now, of customer c and the rows of printedRows(): names,
 * addresses, template.
 */
export function printedNow(balance: string): string {
  return `billed_to = ${billedTo(balance, 'w."keepsFields"', 'w.language')},
      billed_by = w."billedBy",
      template_version_id = w."templateVersionId",
      company_version_id = w."companyVersionId",
      issued_fields = null`;
}

export type Facts = Record<string, unknown>;

/** What an invoice prints beside its amounts and lines, and how often that was renewed. */
export interface Printed {
  customer: Facts;
  company: Facts | null;
  fields: Facts;
  template: string | null;
  layout: number | null;
  templateVersionId: string | null;
  companyVersionId: string | null;
  renewals: number;
}

/** What an invoice inside the scope prints; an error where there is none. */
export function printedOn(sql: ScopedSql, invoiceId: string): Promise<Printed> {
  return sql.row<Printed>(
    `select i.billed_to customer, v.details company,
      coalesce(i.issued_fields, i.custom_fields) fields, t.hash template, t.layout,
      i.template_version_id "templateVersionId", i.company_version_id "companyVersionId", i.renewals
    from invoice i
    left join template_version t on t.id = i.template_version_id
    left join company_version v on v.id = i.company_version_id
    where i.id = $1`,
    [invoiceId],
  );
}

/** From now on an invoice prints what is printed now, and its customer's balance of now. */
export async function printAnew(
  sql: ScopedSql,
  invoiceId: string,
  printed: ReadonlyMap<string, PrintedWith>,
): Promise<void> {
  await sql.rows(
    `update invoice i
    set renewals = renewals + 1, ${printedNow('c.balance_minor')}
    from customer c
    join ${printedRows('$2')} on w."partnerId" = c.partner_id
    where i.id = $1 and c.id = i.customer_id`,
    [invoiceId, printedJson(printed)],
  );
}
