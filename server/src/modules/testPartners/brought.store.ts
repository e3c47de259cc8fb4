import type { Brought, TestDay } from '@backhaul/domain/schedule/testDay';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

const BELOW = 'partner_path >= $1 and partner_path < $1 || chr(1114111)';
/** Of each kind how many there are since an instant and what they come to, by currency. */
const COUNTS = [
  `select 'previews', null, count(*), 0 from billing_run where ${BELOW} and created_at >= $2`,
  `select 'failed', null, count(*), 0
    from planned_run where ${BELOW} and failed_at >= $2`,
  `select case when late_fee_for is null then 'invoices' else 'lateFees' end, currency, count(*), sum(total_minor)
    from invoice where ${BELOW} and issued_at >= $2 group by 1, 2`,
  `select 'proformas', currency, count(*), sum(total_minor)
    from proforma where ${BELOW} and created_at >= $2 group by 2`,
  `select 'charged', currency, count(*), sum(amount_minor)
    from ledger_transaction
    where ${BELOW} and recorded_at >= $2 and type = 'DEBIT' and invoice_id is null and category = 'Service'
    group by 2`,
  `select case to_status when 'ACTIVE' then 'activated' when 'BLOCKED' then 'blocked' else 'deactivated' end,
      null, count(*), 0
    from status_change
    where ${BELOW} and at >= $2 and from_status is not null and to_status in ('ACTIVE', 'BLOCKED', 'INACTIVE')
    group by 1`,
  `select 'reminders', null, count(*), 0
    from message where ${BELOW} and created_at >= $2 and kind = 'REMINDER_MAIL'`,
];
/** The messages but reminders, which are told by what they are about. */
const MESSAGES = `select kind, count(*)::int n
    from message where ${BELOW} and created_at >= $2 and kind <> 'REMINDER_MAIL'
    group by kind order by kind`;

/** The runs that were previewed or confirmed, as many as a day may lead to. */
const RUNS = `select id::text
    from billing_run
    where ${BELOW} and (created_at >= $2 or confirmed_at >= $2)
    order by date, id
    limit 5`;

/** What a day brought, and where it is looked at. */
export type LivedTestDay = TestDay & { runIds?: string[] };

interface Row {
  kind: keyof TestDay;
  currency: string | null;
  n: bigint;
  minor: string;
}

/** What came of a place and everything below it since an instant: told by what is there, so that it is told once. */
export async function broughtSince(
  sql: ScopedSql,
  path: string,
  since: Date,
): Promise<LivedTestDay> {
  const rows = await sql.rows<Row>(
    `select kind, currency, n::bigint n, minor::text minor
    from (${COUNTS.join('\n    union all ')}) found(kind, currency, n, minor)
    where n > 0
    order by currency`,
    [path, since],
  );
  const messages = await sql.rows<{ kind: string; n: number }>(MESSAGES, [path, since]);
  const day: LivedTestDay = Object.fromEntries(
    [...groupBy(rows, ({ kind }) => kind)].map(([kind, all]): [string, Brought] => [
      kind,
      {
        count: Number(all.reduce((sum, { n }) => sum + n, 0n)),
        totals: all.flatMap(({ currency, minor }) => (currency ? [{ currency, minor }] : [])),
      },
    ]),
  );
  const runs = await sql.rows<{ id: string }>(RUNS, [path, since]);
  if (runs.length) day.runIds = runs.map(({ id }) => id);
  if (!messages.length) return day;
  const kinds = Object.fromEntries(messages.map(({ kind, n }) => [kind, n]));
  return { ...day, messages: { count: messages.reduce((sum, { n }) => sum + n, 0), kinds } };
}
