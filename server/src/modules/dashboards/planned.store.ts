import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { PlannedSum } from '../rehearsal/index.ts';

/** What is kept of what a partner's runs are to issue, everything below it included. */
export interface KeptPlan {
  askedAt: Date;
  asOf: Date | null;
  /** The first of the months that it is of. */
  month: LocalDate | null;
  sums: PlannedSum[];
}

/** An amount in minor units is a string in JSON, whatever its size. */
type StoredSum = Omit<PlannedSum, 'net' | 'tax' | 'total'> &
  Record<'net' | 'tax' | 'total', string>;

/** What is kept for a partner; null before it was ever asked for. */
export async function keptPlan(sql: ScopedSql, partnerId: string): Promise<KeptPlan | null> {
  const [row] = await sql.rows<Omit<KeptPlan, 'sums'> & { sums: StoredSum[] }>(
    'select asked_at "askedAt", as_of "asOf", month, sums from planned_figure where partner_id = $1',
    [partnerId],
  );
  if (!row) return null;
  const sums = row.sums.map(({ net, tax, total, ...sum }) => ({
    ...sum,
    net: BigInt(net),
    tax: BigInt(tax),
    total: BigInt(total),
  }));
  return { ...row, sums };
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
  { asOf, month, sums }: { asOf: Date; month: LocalDate; sums: readonly PlannedSum[] },
): Promise<void> {
  const stored = JSON.stringify(sums, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  await sql.rows(
    `insert into planned_figure (partner_id, partner_path, asked_at, as_of, month, sums)
    select id, path, $2, $2, $3, $4::jsonb from partner where id = $1
    on conflict (partner_id) do update set as_of = excluded.as_of, month = excluded.month, sums = excluded.sums
      where planned_figure.as_of is null or planned_figure.as_of <= excluded.as_of`,
    [partnerId, asOf, month, stored],
  );
}
