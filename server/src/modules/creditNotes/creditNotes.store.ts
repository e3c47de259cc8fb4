import { v7 as uuid } from 'uuid';
import type { CreditedPart, InvoicedLine, NoteLine } from '@backhaul/domain/documents/creditNote';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billedTo, LINE_COLUMNS, lineJson, printedRows } from '../invoices/index.ts';
import type { Account } from '../ledger/index.ts';
import type { PrintedWith } from '../templates/index.ts';

/** The partner's note that used a key before. */
export async function noteOfKey(
  sql: ScopedSql,
  partnerId: string,
  key: string,
): Promise<{ id: string; contentHash: string } | null> {
  const [known] = await sql.rows<{ id: string; contentHash: string }>(
    `select id, content_hash "contentHash" from credit_note where partner_id = $1 and idempotency_key = $2`,
    [partnerId, key],
  );
  return known ?? null;
}

/** The lines of an issued invoice, as a note reads them. */
export function invoicedLines(sql: ScopedSql, invoiceId: string): Promise<InvoicedLine[]> {
  return sql.rows<InvoicedLine>(
    `select position, kind, service_id "serviceId", description,
      trim_scale(quantity)::text quantity, trim_scale(unit_price)::text "unitPrice",
      period_from "periodFrom", period_to "periodTo",
      trim_scale(tax_percent)::text "taxPercent", tax_terms "taxTerms", tax_included "taxIncluded",
      net_minor net, tax_minor tax, total_minor total
    from invoice_line
    where invoice_id = $1
    order by position`,
    [invoiceId],
  );
}

/** What notes gave back of an invoice so far; its customer is locked by whoever makes the next one. */
export function creditedParts(sql: ScopedSql, invoiceId: string): Promise<CreditedPart[]> {
  return sql.rows<CreditedPart>(
    `select l.invoice_position position, l.tax_percent::text "taxPercent", l.tax_terms "taxTerms",
      l.net_minor net, l.tax_minor tax, l.total_minor total
    from credit_note n
    join credit_note_line l on l.credit_note_id = n.id
    where n.invoice_id = $1`,
    [invoiceId],
  );
}

export interface NoteToWrite {
  invoiceId: string | null;
  number: string;
  documentDate: string;
  net: bigint;
  tax: bigint;
  total: bigint;
  reason: string;
  key: string | null;
  hash: string;
  lines: readonly NoteLine[];
}

/**
 * Writes a note of a locked account with its lines, and what its partner prints now; moves no
 * balance. Returns its id; null when its key is used already.
 */
export async function insertNote(
  sql: ScopedSql,
  account: Account,
  note: NoteToWrite,
  printed: ReadonlyMap<string, PrintedWith>,
): Promise<string | null> {
  const [row] = await sql.rows<{ id: string }>(
    `insert into credit_note (id, partner_id, partner_path, customer_id,
      invoice_id, number, document_date, currency, net_minor, tax_minor, total_minor,
      reason, billed_to, billed_by, template_version_id, company_version_id,
      idempotency_key, content_hash, recorded_by)
    select $1, c.partner_id, c.partner_path, c.id,
      $3, $4, $5, c.currency, $6, $7, $8,
      $9, ${billedTo('c.balance_minor + $8::bigint', 'w."keepsFields"', 'w.language')}, w."billedBy",
      w."templateVersionId", w."companyVersionId",
      $10, $11, $12
    from customer c
    join ${printedRows('$13')} on w."partnerId" = c.partner_id
    where c.id = $2
    on conflict (partner_id, idempotency_key) do nothing
    returning id`,
    [
      uuid(),
      account.id,
      note.invoiceId,
      note.number,
      note.documentDate,
      note.net,
      note.tax,
      note.total,
      note.reason,
      note.key,
      note.hash,
      sql.scope.actor.name,
      JSON.stringify([...printed.values()]),
    ],
  );
  if (!row) return null;
  await sql.rows(
    `insert into credit_note_line (credit_note_id, position, partner_id, partner_path, customer_id,
      invoice_position, kind, service_id, description, quantity, unit_price, period_from, period_to,
      net_minor, tax_percent, tax_terms, tax_included, tax_minor, total_minor)
    select $1, row_number() over (), $2, $3, $4,
      position, kind, "serviceId", description, quantity, "unitPrice", "periodFrom", "periodTo",
      net, "taxPercent", "taxTerms", "taxIncluded", tax, total
    from json_to_recordset($5::json) as l(position int, ${LINE_COLUMNS})`,
    [
      row.id,
      account.partnerId,
      account.partnerPath,
      account.id,
      JSON.stringify(note.lines.map(({ position, ...line }) => ({ position, ...lineJson(line) }))),
    ],
  );
  return row.id;
}
