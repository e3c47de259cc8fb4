import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Start } from './carrier.ts';
import type { Owner } from './recipients.store.ts';

/** What a mail says of a run. */
export interface RunFacts {
  customers: number;
  invoices: number;
  totals: { currency: string; total: string }[];
  failure: string | null;
  /** The partner whose run it is, and its time zone. */
  partner: string;
  timeZone: string;
}

/** The same; undefined outside the scope. */
export async function runFacts(sql: ScopedSql, runId: string): Promise<RunFacts | undefined> {
  const [facts] = await sql.rows<RunFacts>(
    `select r.customer_count customers, r.invoice_count invoices, r.totals, r.failure,
      p.name partner, p.time_zone "timeZone"
    from billing_run r
    join partner p on p.id = r.partner_id
    where r.id = $1`,
    [runId],
  );
  return facts;
}

/** The nearest partner, from one upwards, with somebody of these roles; undefined where none has. */
export async function nearestWith(
  sql: ScopedSql,
  partnerId: string,
  roles: readonly string[],
): Promise<Owner | undefined> {
  const [owner] = await sql.rows<Owner>(
    `select o.id "partnerId", o.path "partnerPath"
    from partner p
    join partner o on starts_with(p.path, o.path)
    where p.id = $1
      and exists (
        select 1 from app_user u where u.partner_id = o.id and u.active and u.role = any($2))
    order by length(o.path) desc
    limit 1`,
    [partnerId, roles],
  );
  return owner;
}

/** Queues a mail to everybody of these roles at a partner; for the same cause once. Says how many were queued. */
export async function insertStaffMails(
  sql: ScopedSql,
  { partnerId, partnerPath }: Owner,
  roles: readonly string[],
  mail: { kind: 'RUN_MAIL' | 'BOOKS_MAIL'; cause: string; said: Record<string, string> },
  start: Start,
): Promise<number> {
  const rows = await sql.rows(
    `insert into message (partner_id, partner_path, channel, kind, cause,
      user_id, said,
      priority, at_once, status, error, send_after, recorded_by)
    select $1, $2, 'EMAIL', $9, $3 || ':' || u.id,
      u.id, $4::jsonb,
      1, true, $5, $6, now(), $7
    from app_user u
    where u.partner_id = $1 and u.active and u.role = any($8)
    on conflict (partner_id, cause) do nothing
    returning 1`,
    [
      partnerId,
      partnerPath,
      mail.cause,
      JSON.stringify(mail.said),
      start.status,
      start.error,
      sql.scope.actor.name,
      roles,
      mail.kind,
    ],
  );
  return rows.length;
}
