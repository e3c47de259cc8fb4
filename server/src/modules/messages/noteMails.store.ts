import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Start } from './carrier.ts';
import type { Owner } from './recipients.store.ts';

/** What a mail says of a note; by: whoever wrote it last. */
interface Noted {
  customerId: string;
  about: string;
  text: string;
  by: string;
}

/** The same; undefined outside the scope. */
export async function notedOf(sql: ScopedSql, noteId: string): Promise<Noted | undefined> {
  const [note] = await sql.rows<Noted>(
    `select n.customer_id "customerId", c.name || ' #' || c.number about, n.text,
      coalesce((
        select v.changed_by
        from note_version v
        where v.note_id = n.id
        order by v.at desc, v.id desc
        limit 1), n.author) "by"
    from note n
    join customer c on c.id = n.customer_id
    where n.id = $1`,
    [noteId],
  );
  return note;
}

/** The partners of users, each once. */
export function ownersOfUsers(sql: ScopedSql, userIds: readonly string[]): Promise<Owner[]> {
  return sql.rows<Owner>(
    `select distinct partner_id "partnerId", partner_path "partnerPath"
    from app_user
    where id = any ($1::uuid[]) and active
    order by 2`,
    [userIds],
  );
}

/** Queues a mail to those users who are of a partner; for the same note once each. Says how many were queued. */
export async function insertNoteMails(
  sql: ScopedSql,
  { partnerId, partnerPath }: Owner,
  userIds: readonly string[],
  { noteId, said, by }: { noteId: string; said: Record<string, string>; by: string },
  start: Start,
): Promise<number> {
  const rows = await sql.rows(
    `insert into message (partner_id, partner_path, channel, kind, cause,
      user_id, said,
      priority, at_once, status, error, send_after, recorded_by)
    select $1, $2, 'EMAIL', 'NOTE_MAIL', 'note:' || $3 || ':' || u.id,
      u.id, $4::jsonb,
      1, true, $5, $6, now(), $7
    from app_user u
    where u.id = any ($8::uuid[]) and u.partner_id = $1 and u.active
    on conflict (partner_id, cause) do nothing
    returning 1`,
    [partnerId, partnerPath, noteId, JSON.stringify(said), start.status, start.error, by, userIds],
  );
  return rows.length;
}
