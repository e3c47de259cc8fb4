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
  `select case kind when 'REMINDER_MAIL' then 'reminders' else 'messages' end, null, count(*), 0
    from message where ${BELOW} and created_at >= $2 group by 1`,
];

interface Row {
  kind: keyof TestDay;
  currency: string | null;
  n: bigint;
  minor: string;
}

/** What came of a place and everything below it since an instant: told by what is there, so that it is told once. */
export async function broughtSince(sql: ScopedSql, path: string, since: Date): Promise<TestDay> {
  const rows = await sql.rows<Row>(
    `select kind, currency, n::bigint n, minor::text minor
    from (${COUNTS.join('\n    union all ')}) found(kind, currency, n, minor)
    where n > 0
    order by currency`,
    [path, since],
  );
  return Object.fromEntries(
    [...groupBy(rows, ({ kind }) => kind)].map(([kind, all]): [string, Brought] => [
      kind,
      {
        count: Number(all.reduce((sum, { n }) => sum + n, 0n)),
        totals: all.flatMap(({ currency, minor }) => (currency ? [{ currency, minor }] : [])),
      },
    ]),
  );
}
