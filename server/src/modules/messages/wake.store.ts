import type { ScopedSql } from '../../tenancy/boundary.ts';

export type SendingTask = 'messages:partner' | 'messages:urgent';

/** A job for each of the partners, as soon as this transaction commits. */
export async function enqueueForAll(
  sql: ScopedSql,
  task: SendingTask,
  partnerIds: readonly string[],
): Promise<void> {
  await sql.rows(
    `select enqueue($1, json_build_object('partnerId', p), null, null) from unnest($2::uuid[]) p`,
    [task, partnerIds],
  );
}

/** A partner with messages to look at, of whatever scope. */
export interface Due {
  partnerId: string;
  urgent: boolean;
  due: boolean;
  /** Some are held for want of something to carry them. */
  held: boolean;
  /** Some were taken by a process that died. */
  stranded: boolean;
}

export function partnersDue(sql: ScopedSql, now: Date): Promise<Due[]> {
  return sql.rows<Due>(
    `select partner_id "partnerId", urgent, due, held, stranded
    from partners_with_messages($1)`,
    [now],
  );
}
