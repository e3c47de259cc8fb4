import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { IssuedCharge } from '@backhaul/domain/dunning/dunning';
import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';

/** The charges that decide when a customer is blocked, see blockDate() of the domain. */
export interface BlockFacts {
  oldestUnpaid: IssuedCharge | null;
  latest: IssuedCharge | null;
}

export const UNCHARGED: BlockFacts = { oldestUnpaid: null, latest: null };

interface Row {
  id: string;
  open: Found | null;
  issued: Found | null;
  owed: Found | null;
  bare: Found | null;
}
interface Found {
  date: LocalDate;
  due: LocalDate;
  once: boolean;
}

const FOUND = `json_build_object('date', document_date, 'due', due_date, 'once', due_at_once)`;
/** Charges that stand and have no invoice. */
const BARE =
  'h.customer_id = c.id and h.invoice_id is null and h.undone_at is null and h.total_minor > 0';
const COLUMNS = 'h.document_date, h.created_at, h.id, h.due_date, h.due_at_once';
const NEWEST = 'order by h.document_date desc, h.created_at desc, h.id desc limit 1';

// One-time invoices are those that no charge made. Charges without an invoice have nothing that
// says what is paid: of what the customer owes beyond its open invoices, the newest of them are
// unpaid first. They are walked newest first, one index look-up each, only as far as the debt
// reaches: what was paid years ago is never read.
const QUERY = `
  select c.id::text id, open.found open, issued.found issued, owed.found owed, bare.found bare
  from ${rowsById('customer', '$1', 'c')}
  left join lateral (
    select coalesce(sum(i.due_minor), 0) due
    from invoice i
    where i.customer_id = c.id and i.due_minor > 0) invoiced on true
  left join lateral (
    select ${FOUND} found
    from invoice i
    where i.customer_id = c.id and i.due_minor > 0 and (i.recurring or $2::boolean)
    order by i.document_date, i.due_date
    limit 1) open on true
  left join lateral (
    select ${FOUND} found
    from invoice i
    where i.customer_id = c.id and i.state = 'ISSUED' and (i.recurring or $2::boolean)
    order by i.document_date desc, i.due_date desc
    limit 1) issued on true
  left join lateral (
    with recursive walk as (
      (select ${COLUMNS}, h.total_minor reached
        from charge h
        where ${BARE} and c.balance_minor + invoiced.due < 0 ${NEWEST})
      union all
      select older.*
      from walk w
      cross join lateral (
        select ${COLUMNS}, w.reached + h.total_minor
        from charge h
        where ${BARE}
          and (h.document_date, h.created_at, h.id) < (w.document_date, w.created_at, w.id)
          ${NEWEST}) older
      where w.reached < -c.balance_minor - invoiced.due)
    select ${FOUND} found from walk order by document_date, created_at, id limit 1) owed on true
  left join lateral (select ${FOUND} found from charge h where ${BARE} ${NEWEST}) bare on true`;

/** The facts of many customers in one statement; those outside the scope are missing. */
export async function loadBlockFacts(
  db: ScopedSql | ScopedTx,
  customerIds: readonly string[],
  options: { oneTimeInvoicesCount: boolean },
): Promise<Map<string, BlockFacts>> {
  const { oneTimeInvoicesCount } = options;
  const rows =
    'scope' in db
      ? await db.rows<Row>(QUERY, [customerIds, oneTimeInvoicesCount])
      : await db.$queryRawUnsafe<Row[]>(QUERY, customerIds, oneTimeInvoicesCount);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        oldestUnpaid: first(inOrder(row.open, row.owed)),
        latest: first(inOrder(row.issued, row.bare).reverse()),
      },
    ]),
  );
}

/** By document date; of one day the earlier due first. */
function inOrder(...found: (Found | null)[]): Found[] {
  return found
    .filter((each) => each !== null)
    .sort((a, b) => a.date.localeCompare(b.date) || a.due.localeCompare(b.due));
}

function first([found]: Found[]): IssuedCharge | null {
  return found ? { documentDate: found.date, dueDate: found.due, dueAtOnce: found.once } : null;
}
