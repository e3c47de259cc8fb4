import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Proformas are void, each for its reason, from a day on; nothing waits on them any more. */
export async function markVoid(
  sql: ScopedSql,
  proformas: readonly { id: string; reason: string }[],
  on: string,
): Promise<void> {
  await sql.rows(
    `update proforma p
    set status = 'VOID', paid_minor = 0, void_reason = x.reason, void_on = $3
    from unnest($1::uuid[], $2::text[]) x(id, reason)
    where p.id = x.id`,
    [proformas.map(({ id }) => id), proformas.map(({ reason }) => reason), on],
  );
}

/** What waits on proformas waits no longer. */
export async function freeWaiting(sql: ScopedSql, proformaIds: readonly string[]): Promise<void> {
  await sql.rows('update credit set proforma_id = null where proforma_id = any($1::uuid[])', [
    proformaIds,
  ]);
}
