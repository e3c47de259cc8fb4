import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { PlannedSum } from '../rehearsal/index.ts';
import type { CashForecast } from './expected.ts';

/** What is kept of what a partner's runs are to issue, everything below it included. */
export interface KeptPlan {
  askedAt: Date;
  asOf: Date | null;
  /** The first of the months that it is of. */
  month: LocalDate | null;
  sums: PlannedSum[];
  /** What is to be asked for ahead in them. */
  proformas: PlannedSum[];
  /** Of each currency in which something is expected. */
  forecast: CashForecast[];
}

/** An amount in minor units is a string in JSON, whatever its size; nothing else there is one of digits alone. */
const AMOUNTS = new Set(['net', 'tax', 'total', 'amount', 'invoiced', 'paid']);

function stored(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'bigint' ? each.toString() : each,
  );
}

function read<Kept>(text: string): Kept {
  return JSON.parse(text, (key, each: unknown) =>
    AMOUNTS.has(key) && typeof each === 'string' ? BigInt(each) : each,
  ) as Kept;
}

/** What is kept for a partner; null before it was ever asked for. */
export async function keptPlan(sql: ScopedSql, partnerId: string): Promise<KeptPlan | null> {
  const [row] = await sql.rows<
    Pick<KeptPlan, 'askedAt' | 'asOf' | 'month'> & Record<'sums' | 'proformas' | 'forecast', string>
  >(
    `select asked_at "askedAt", as_of "asOf", month, sums::text, proformas::text, forecast::text
    from planned_figure where partner_id = $1`,
    [partnerId],
  );
  if (!row) return null;
  return {
    ...row,
    sums: read<PlannedSum[]>(row.sums),
    proformas: read<PlannedSum[]>(row.proformas),
    forecast: read<CashForecast[]>(row.forecast),
  };
}

/** Keeps that it is to be worked out anew. */
export async function askPlan(sql: ScopedSql, partnerId: string, at: Date): Promise<void> {
  await sql.rows(
    `insert into planned_figure (partner_id, partner_path, asked_at)
    select id, path, $2 from partner where id = $1
    on conflict (partner_id) do update set asked_at = excluded.asked_at`,
    [partnerId, at],
  );
}

/** Keeps what came of it, unless something newer is there. */
export async function keepPlan(
  sql: ScopedSql,
  partnerId: string,
  {
    asOf,
    month,
    ...found
  }: Pick<KeptPlan, 'sums' | 'proformas' | 'forecast'> & {
    asOf: Date;
    month: LocalDate;
  },
): Promise<void> {
  await sql.rows(
    `insert into planned_figure (
      partner_id, partner_path, asked_at, as_of, month, sums, proformas, forecast)
    select id, path, $2, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb from partner where id = $1
    on conflict (partner_id) do update set as_of = excluded.as_of, month = excluded.month,
      sums = excluded.sums, proformas = excluded.proformas, forecast = excluded.forecast
      where planned_figure.as_of is null or planned_figure.as_of <= excluded.as_of`,
    [partnerId, asOf, month, stored(found.sums), stored(found.proformas), stored(found.forecast)],
  );
}
