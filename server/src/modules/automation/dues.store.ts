import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { DueEvery } from '@backhaul/domain/schedule/automation';
import type { FinanceValues } from '@backhaul/domain/settings/finance';
import { must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A partner inside the scope. */
export interface Placed {
  id: string;
  path: string;
  clock: PartnerClock;
}

/** One of them; undefined outside the scope. */
export async function placeOf(sql: ScopedSql, partnerId: string): Promise<Placed | undefined> {
  const [place] = await sql.rows<Placed>('select id, path, clock from partner where id = $1', [
    partnerId,
  ]);
  return place;
}

/** The clock of a partner inside the scope. */
export async function clockOf(sql: ScopedSql, partnerId: string): Promise<PartnerClock> {
  return must(await placeOf(sql, partnerId)).clock;
}

/**
 * Those at a place and below, by number; below a real partner the real ones, since a test partner
 * goes by itself.
 */
export function placedBelow(sql: ScopedSql, path: string): Promise<Placed[]> {
  return sql.rows<Placed>(
    `select id, path, clock
    from partner
    where path >= $1 and path < $1 || chr(1114111) and is_test(path) = is_test($1)
    order by number`,
    [path],
  );
}

/** When the customers of partners are due, those together whose billing dates are as far apart. */
export function duesOf(
  sql: ScopedSql,
  finance: ReadonlyMap<string, FinanceValues>,
): Promise<(DueEvery & { partnerId: string })[]> {
  const all = [...finance.values()];
  return sql.rows(
    `select c.partner_id "partnerId", c.next_billing_date due, count(*)::int customers,
      case coalesce(c.billing ->> 'paymentPeriod', f.period)
        when 'POSTPAID' then 1
        else coalesce((c.billing ->> 'prepaidMonths')::int, f.months)
      end months,
      coalesce((c.billing ->> 'cycleWeeks')::int, f.weeks) weeks
    from unnest($1::uuid[], $2::boolean[], $3::text[], $4::int[], $5::int[])
      f(id, billed, period, months, weeks)
    join customer c on c.partner_id = f.id
    where c.next_billing_date is not null and c.billing_type = 'RECURRING'
      and coalesce((c.billing ->> 'billingEnabled')::boolean, f.billed)
    group by 1, 2, 4, 5`,
    [
      [...finance.keys()],
      all.map(({ billingEnabled }) => billingEnabled),
      all.map(({ paymentPeriod }) => paymentPeriod),
      all.map(({ prepaidMonths }) => prepaidMonths),
      all.map(({ cycleWeeks }) => cycleWeeks),
    ],
  );
}

/** The clocks of partners. */
export async function clocksOf(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, PartnerClock>> {
  const rows = await sql.rows<{ id: string; clock: PartnerClock }>(
    'select id, clock from partner where id = any($1)',
    [partnerIds],
  );
  return new Map(rows.map(({ id, clock }) => [id, clock]));
}
