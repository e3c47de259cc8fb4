import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** The last day of a partner that was evaluated, null before the first, and what tells its days. */
interface EvaluatedDay {
  clock: PartnerClock;
  done: string | null;
}

/** The same for every real partner inside the scope. */
export function evaluatedDays(sql: ScopedSql): Promise<(EvaluatedDay & { id: string })[]> {
  return sql.rows<EvaluatedDay & { id: string }>(
    `select p.id, p.clock, d.date done
    from partner p
    left join dunning_day d on d.partner_id = p.id
    where not is_test(p.path)`,
  );
}

/** The same for some partners. */
export function evaluatedDaysOf(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<(EvaluatedDay & { id: string })[]> {
  return sql.rows<EvaluatedDay & { id: string }>(
    `select p.id, p.clock, d.date done
    from partner p
    left join dunning_day d on d.partner_id = p.id
    where p.id = any($1)`,
    [partnerIds],
  );
}

/** The same for one partner, which must be inside the scope. */
export function evaluatedDay(sql: ScopedSql, partnerId: string): Promise<EvaluatedDay> {
  return sql.row<EvaluatedDay>(
    `select p.clock, d.date done
    from partner p
    left join dunning_day d on d.partner_id = p.id
    where p.id = $1`,
    [partnerId],
  );
}

/** Keeps that a day was evaluated of all partners at a place and below. */
export async function markNight(sql: ScopedSql, path: string, day: string): Promise<void> {
  await sql.rows(
    `insert into dunning_day (partner_id, partner_path, date)
    select id, path, $2
    from partner
    where path >= $1 and path < $1 || chr(1114111)
    on conflict (partner_id) do update
    set date = greatest(dunning_day.date, excluded.date)`,
    [path, day],
  );
}

/** Keeps that a partner's day was evaluated; an earlier day than the one that is kept changes nothing. */
export async function markEvaluated(sql: ScopedSql, partnerId: string, day: string): Promise<void> {
  await sql.rows(
    `insert into dunning_day (partner_id, partner_path, date)
    select id, path, $2
    from partner
    where id = $1
    on conflict (partner_id) do update
    set date = greatest(dunning_day.date, excluded.date)`,
    [partnerId, day],
  );
}
