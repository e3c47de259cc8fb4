import type { PlannedLine } from '@backhaul/domain/charging/plan';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billedTo, LINE_COLUMNS, lineJson, printedRows } from '../invoices/index.ts';
import type { PlanJson } from '../runs/index.ts';
import type { PrintedWith } from '../templates/index.ts';

/** The partner's proforma that used a key before. */
export async function proformaOfKey(
  sql: ScopedSql,
  partnerId: string,
  key: string,
): Promise<{ id: string; contentHash: string } | null> {
  const [known] = await sql.rows<{ id: string; contentHash: string }>(
    `select id, content_hash "contentHash" from proforma where partner_id = $1 and idempotency_key = $2`,
    [partnerId, key],
  );
  return known ?? null;
}

/** plan, billingDate: of one that comes by itself, the charge that it asks for. */
export interface ProformaToWrite {
  id: string;
  customerId: string;
  number: string;
  documentDate: string;
  dueDate: string;
  net: bigint;
  tax: bigint;
  total: bigint;
  key: string | null;
  hash: string;
  lines: readonly PlannedLine[];
  billingDay?: number;
  billingDate?: string;
  plan?: PlanJson;
}

/** As JSON, whose numbers hold less than an amount may have. */
const json = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/**
 * Writes proformas of locked customers with their lines, and what their partners print now, however many by the same
 * statements; moves no balance. Returns the ids of those that were written: not of one whose key is used already.
 */
export async function insertProformas(
  sql: ScopedSql,
  proformas: readonly ProformaToWrite[],
  printed: ReadonlyMap<string, PrintedWith>,
): Promise<string[]> {
  const made = await sql.rows<{ id: string }>(
    `insert into proforma (id, partner_id, partner_path, customer_id,
      number, document_date, due_date, currency, net_minor, tax_minor, total_minor,
      billing_date, plan,
      billed_to, billed_by, template_version_id, company_version_id,
      idempotency_key, content_hash, recorded_by)
    select x.id, c.partner_id, c.partner_path, c.id,
      x.number, x."documentDate", x."dueDate", c.currency, x.net, x.tax, x.total,
      x."billingDate", x.plan,
      ${billedTo('c.balance_minor', 'w."keepsFields"', 'w.language')}, w."billedBy",
      w."templateVersionId", w."companyVersionId",
      x.key, x.hash, $3
    from json_to_recordset($1::json) as x(
      id uuid, "customerId" uuid, number text, "documentDate" date, "dueDate" date,
      net bigint, tax bigint, total bigint,
      "billingDate" date, plan jsonb, key text, hash text)
    cross join lateral (select * from customer c where c.id = x."customerId" limit 1) c
    join ${printedRows('$2')} on w."partnerId" = c.partner_id
    on conflict (partner_id, idempotency_key) do nothing
    returning id`,
    [json(proformas), JSON.stringify([...printed.values()]), sql.scope.actor.name],
  );
  const ids = new Set(made.map(({ id }) => id));
  const written = proformas.filter(({ id }) => ids.has(id));
  await sql.rows(
    `insert into proforma_line (proforma_id, position, partner_id, partner_path, customer_id,
      kind, service_id, description, quantity, unit_price, period_from, period_to,
      net_minor, tax_percent, tax_terms, tax_included, tax_minor, total_minor, billing_day)
    select p.id, l.position, p.partner_id, p.partner_path, p.customer_id,
      kind, "serviceId", description, quantity, "unitPrice", "periodFrom", "periodTo",
      net, "taxPercent", "taxTerms", "taxIncluded", tax, total, l."billingDay"
    from json_to_recordset($1::json) as l(
      "proformaId" uuid, position int, "billingDay" int, ${LINE_COLUMNS})
    cross join lateral (select * from proforma p where p.id = l."proformaId" limit 1) p`,
    [
      json(
        written.flatMap(({ id, lines, billingDay }) =>
          lines.map((line, i) => ({
            ...lineJson(line),
            proformaId: id,
            position: i + 1,
            billingDay,
          })),
        ),
      ),
    ],
  );
  return [...ids];
}

/** Whose a proforma is; undefined outside the scope. */
export async function customerOf(sql: ScopedSql, proformaId: string): Promise<string | undefined> {
  const [owner] = await sql.rows<{ customerId: string }>(
    'select customer_id "customerId" from proforma where id = $1',
    [proformaId],
  );
  return owner?.customerId;
}

/** A proforma as it stands; amounts in minor units. */
export interface LockedProforma {
  id: string;
  number: string;
  status: 'UNPAID' | 'PAID' | 'VOID';
  documentDate: string;
  total: bigint;
  paid: bigint;
  /** The number of what it became. */
  invoiceNumber: string | null;
  /** Of one that came by itself: the charge that it asks for. */
  charge: { billingDate: string; plan: PlanJson } | null;
}

/** Reads a proforma that is there as it is from now on; its customer is locked before. */
export function lockProforma(sql: ScopedSql, id: string): Promise<LockedProforma> {
  return sql.row<LockedProforma>(
    `select p.id, p.number, p.status, p.document_date "documentDate",
      p.total_minor total, p.paid_minor paid,
      (select i.number from invoice i where i.id = p.invoice_id) "invoiceNumber",
      case when p.plan is not null then
        jsonb_build_object('billingDate', p.billing_date, 'plan', p.plan) end charge
    from proforma p
    where p.id = $1
    for update of p`,
    [id],
  );
}
