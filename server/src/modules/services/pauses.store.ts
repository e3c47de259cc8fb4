import type { Pause } from '@backhaul/domain/charging/ownPause';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';

// Pauses that are a service's own ("own") stay as they are, whatever becomes of its customer: those
// of customers that are inactive lie beside them.

/** Stops billing the running services of customers from a day on. */
export async function pauseServices(
  sql: ScopedSql,
  customerIds: readonly string[],
  from: LocalDate,
): Promise<void> {
  await sql.rows(
    `update service
    set pauses = pauses || jsonb_build_array(
      jsonb_build_object('from', greatest(start_date, $2::date)::text, 'until', null))
    where customer_id = any ($1::uuid[]) and state = 'RUNNING'
      and (end_date is null or end_date >= $2::date)
      and not exists (
        select 1 from jsonb_array_elements(pauses) p
        where p ->> 'until' is null and p -> 'own' is null)`,
    [customerIds, from],
  );
}

/** Bills them again from a day on; a pause that would last no day leaves nothing behind. */
export async function resumeServices(
  sql: ScopedSql,
  customerIds: readonly string[],
  on: LocalDate,
): Promise<void> {
  await sql.rows(
    `update service
    set pauses = coalesce((
      select jsonb_agg(
        case
          when p ->> 'until' is null and p -> 'own' is null then jsonb_set(p, '{until}', to_jsonb($2::date::text))
          else p
        end
        order by p ->> 'from')
      from jsonb_array_elements(pauses) p
      where p ->> 'until' is not null or p -> 'own' is not null or (p ->> 'from')::date < $2::date), '[]'::jsonb)
    where customer_id = any ($1::uuid[]) and state = 'RUNNING'
      and exists (
        select 1 from jsonb_array_elements(pauses) p
        where p ->> 'until' is null and p -> 'own' is null)`,
    [customerIds, on],
  );
}

/** Stores all pauses of a service. */
export async function setPauses(
  sql: ScopedSql,
  id: string,
  pauses: readonly Pause[],
): Promise<void> {
  await sql.rows('update service set pauses = $2 where id = $1', [id, JSON.stringify(pauses)]);
}

/**
 * The services that rest on a day though their customer does not, and those of who paid ahead and
 * had used that up on it.
 */
export async function pausedOn(tx: ScopedTx, day: LocalDate): Promise<string[]> {
  const paused = await tx.$queryRaw<{ id: string }[]>`
    select s.id
    from service s
    join customer c on c.id = s.customer_id
    where s.pauses <> '[]' and (c.status <> 'INACTIVE' or c.inactive_since > ${day}::date)
      and exists (
        select 1 from jsonb_array_elements(s.pauses) p
        where (p ->> 'from')::date <= ${day}::date
          and (p ->> 'until' is null or (p ->> 'until')::date > ${day}::date))
    union
    select s.id
    from customer c
    cross join lateral (
      select h.to_status, h.date, lead(h.date) over (order by h.at, h.id) next
      from status_change h
      where h.customer_id = c.id) h
    join service s on s.customer_id = c.id
    where c.billing_type <> 'RECURRING' and h.to_status = 'BLOCKED'
      and h.date <= ${day}::date and h.next > ${day}::date`;
  return paused.map(({ id }) => id);
}
