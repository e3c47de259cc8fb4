import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { periodStartOnOrAfter } from '@backhaul/domain/time/calendar';
import { withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { billedAlready } from './compare.store.ts';
import { loadFinance } from '../settings/index.ts';
import { EXCLUDED_ABOVE } from './entries.types.ts';
import { MissingCustomerType, PartnerDueType } from './runs.types.ts';

/**
 * How many customers of each partner a run of a date would take. Partners without any are left out,
 * unless one below them has some: the rows make a tree.
 */
export async function partnersDue(sql: ScopedSql, date: string): Promise<PartnerDueType[]> {
  const rows = await sql.rows<{ partnerId: string; customersDue: number }>(
    `with recursive
    due as (
      select partner_id, count(*)::int customers
      from customer
      where next_billing_date <= $1 and billing_type = 'RECURRING'
      group by 1),
    tree as (
      select p.id, p.parent_id from partner p join due on due.partner_id = p.id
      union
      select p.id, p.parent_id from partner p join tree on tree.parent_id = p.id)
    select tree.id "partnerId", coalesce(due.customers, 0) "customersDue"
    from tree
    left join due on due.partner_id = tree.id
    order by 2 desc`,
    [date],
  );
  return rows.map((row) => Object.assign(new PartnerDueType(), row));
}

/**
 * The billing date people most likely want next: the one most customers are due on, overdue ones
 * first; else the partner's next billing day.
 */
export async function suggestedDate(sql: ScopedSql, path: string, today: string): Promise<string> {
  const [most] = await sql.rows<{ date: string }>(
    `select next_billing_date date
    from customer
    where partner_path >= $1 and partner_path < $1 || chr(1114111) and billing_type = 'RECURRING'
      and next_billing_date between $2::date - 31 and $2::date + 31
    group by 1
    order by count(*) desc, 1
    limit 1`,
    [path, today],
  );
  if (most) return most.date;
  const [partner] = await sql.rows<{ id: string }>('select id from partner where path = $1', [
    path,
  ]);
  const finance = await loadFinance(sql, [partner.id]);
  return periodStartOnOrAfter(today, finance.get(partner.id)?.billingDay ?? 1);
}

/**
 * Who was in the runs that this one is compared with and is neither in it nor was billed for its
 * date already, with the likely reason.
 */
export async function missingCustomers(
  tx: ScopedTx,
  runId: string,
  limit: number,
): Promise<MissingCustomerType[]> {
  interface Row {
    customerId: string;
    total: bigint;
    currency: string;
    status: string;
    next: string | null;
    reason: string | null;
    date: string;
  }
  // a run just made has no statistics yet
  const asks = { rows: (text: string) => tx.$queryRawUnsafe(text) };
  const rows = await withoutNestedLoops(
    asks,
    () => tx.$queryRaw<
      Row[]
    >`select was.customer_id "customerId", was.total_minor total, was.currency,
      c.status, c.next_billing_date::text next, b.date::text date,
      (select
          case when e.left_out_partner_id is null
            or exists (select 1 from partner p where p.id = e.left_out_partner_id)
          then e.left_out_reason else ${EXCLUDED_ABOVE} end
        from billing_run_entry e
        where e.run_id = ${runId}::uuid
          and e.customer_id = was.customer_id and e.customer_number = was.customer_number) reason
    from billing_run_partner b
    join billing_run_entry was
      on was.run_id = any(array(
        select previous_run_id from billing_run_partner where run_id = ${runId}::uuid))
      and was.run_id = b.previous_run_id and was.partner_id = b.partner_id
      and was.currency = b.currency and was.left_out_code is null
    join customer c on c.id = was.customer_id
    where b.run_id = ${runId}::uuid
      and not ${Prisma.raw(billedAlready('was.customer_id', 'b.run_id', 'b.date', 'b.previous_date'))}
      and not exists (
        select 1 from billing_run_entry e
        where e.run_id = ${runId}::uuid and e.left_out_code is null
          and e.customer_id = was.customer_id and e.customer_number = was.customer_number)
    order by was.total_minor desc
    limit ${limit}`,
  );
  return rows.map((row) =>
    Object.assign(new MissingCustomerType(), {
      customerId: row.customerId,
      currency: row.currency,
      previousTotal: formatMinor(row.total, currencyDigits(row.currency)),
      reason:
        row.reason ??
        (row.next === null
          ? 'It has no service left to bill.'
          : row.next > row.date
            ? `It is due on ${row.next}.`
            : `It is ${row.status.toLowerCase()}.`),
    }),
  );
}
