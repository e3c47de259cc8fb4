import type { LocalDate } from '../../domain/calendar.ts';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';

/** The documents that decide when a customer is blocked, see blockDate() of the domain. */
export interface BlockFacts { oldestUnpaid: LocalDate | null; latest: LocalDate | null }

interface Row { id: string; unpaid_invoice: LocalDate | null; latest_invoice: LocalDate | null; unpaid_charge: LocalDate | null; latest_charge: LocalDate | null }

// One-time invoices are those that no charge made. Charges without an invoice have nothing that says what is paid: of
// what the customer owes beyond its open invoices, the newest of them are unpaid first.
const QUERY = `
  select c.id::text id, open.oldest::text unpaid_invoice, last.document_date::text latest_invoice, bare.unpaid::text unpaid_charge, bare.latest::text latest_charge
  from customer c
  left join lateral (
    select min(i.document_date) filter (where i.recurring or $2::boolean) oldest, coalesce(sum(i.due_minor), 0) due
    from invoice i where i.customer_id = c.id and i.due_minor > 0) open on true
  left join lateral (
    select i.document_date from invoice i where i.customer_id = c.id and i.state = 'ISSUED' and (i.recurring or $2::boolean) order by i.document_date desc limit 1) last on true
  left join lateral (
    select max(n.document_date) latest, min(n.document_date) filter (where n.newer < -c.balance_minor - open.due) unpaid
    from (select h.document_date, coalesce(sum(h.total_minor) over (order by h.document_date desc, h.created_at desc rows between unbounded preceding and 1 preceding), 0) newer
      from charge h where h.customer_id = c.id and h.invoice_id is null and h.undone_at is null and h.total_minor > 0) n) bare on true
  where c.id = any ($1::uuid[])`;

/** The same for many customers in one statement; those outside the scope are missing. */
export async function loadBlockFacts(db: ScopedSql | ScopedTx, customerIds: readonly string[], options: { oneTimeInvoicesCount: boolean }): Promise<Map<string, BlockFacts>> {
  const { oneTimeInvoicesCount } = options;
  const rows = 'scope' in db ? await db.rows<Row>(QUERY, [customerIds, oneTimeInvoicesCount]) : await db.$queryRawUnsafe<Row[]>(QUERY, customerIds, oneTimeInvoicesCount);
  return new Map(rows.map((row) => [row.id, { oldestUnpaid: earliest(row.unpaid_invoice, row.unpaid_charge), latest: latest(row.latest_invoice, row.latest_charge) }]));
}

function earliest(a: LocalDate | null, b: LocalDate | null): LocalDate | null { return a === null || b === null ? a ?? b : a < b ? a : b; }
function latest(a: LocalDate | null, b: LocalDate | null): LocalDate | null { return a === null || b === null ? a ?? b : a > b ? a : b; }
