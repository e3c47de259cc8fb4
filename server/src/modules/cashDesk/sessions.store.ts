import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A session as it is kept; amounts in minor units. */
export interface SessionRow {
  id: string;
  partnerId: string;
  partnerPath: string;
  tillId: string;
  userId: string;
  openedBy: string;
  openedAt: Date;
  openedOn: string;
  float: bigint;
  leftBefore: bigint | null;
  floatReason: string | null;
  status: 'OPEN' | 'AWAITING_APPROVAL' | 'CLOSED';
  closedAt: Date | null;
  closedOn: string | null;
  number: number | null;
  expected: bigint | null;
  counted: bigint | null;
  left: bigint | null;
  closeReason: string | null;
  approvedBy: string | null;
  approvalReason: string | null;
}

const COLUMNS = `s.id, s.partner_id "partnerId", s.partner_path "partnerPath", s.till_id "tillId",
      s.user_id "userId", s.opened_by "openedBy", s.opened_at "openedAt", s.opened_on "openedOn",
      s.float_minor float, s.left_before_minor "leftBefore", s.float_reason "floatReason", s.status,
      s.closed_at "closedAt", s.closed_on "closedOn", s.number, s.expected_minor expected,
      s.counted_minor counted, s.left_minor "left", s.close_reason "closeReason",
      s.approved_by "approvedBy", s.approval_reason "approvalReason"`;

/** Sessions by their ids. */
export function sessionsById(sql: ScopedSql, ids: readonly string[]): Promise<SessionRow[]> {
  return sql.rows<SessionRow>(
    `select ${COLUMNS} from till_session s where s.id = any($1::uuid[])`,
    [ids],
  );
}

/** The open sessions of tills. */
export function openSessions(sql: ScopedSql, tillIds: readonly string[]): Promise<SessionRow[]> {
  return sql.rows<SessionRow>(
    `select ${COLUMNS} from till_session s where s.till_id = any($1::uuid[]) and s.status = 'OPEN'`,
    [tillIds],
  );
}

/** Sessions of a place of the tree or of a till, the latest first; so many at most. */
export function listSessions(
  sql: ScopedSql,
  asked: { path: string | null; tillId: string | null; status: string | null },
  most: number,
): Promise<SessionRow[]> {
  return sql.rows<SessionRow>(
    `select ${COLUMNS}
    from till_session s
    where ($1::text is null or starts_with(s.partner_path, $1))
      and case when $2::uuid is null then is_test(s.partner_path) = is_test(coalesce($1, scope_path()))
        else s.till_id = $2 end
      and ($3::text is null or s.status = $3)
    order by s.opened_at desc, s.id desc
    limit $4`,
    [asked.path, asked.tillId, asked.status, most],
  );
}

/** The sessions that were opened on a day, in their order: all of a place of the tree, or those of a till. */
export function sessionsOfDay(
  sql: ScopedSql,
  { date, path, tillId }: { date: string; path: string | null; tillId: string | null },
): Promise<SessionRow[]> {
  return sql.rows<SessionRow>(
    `select ${COLUMNS}
    from till_session s
    where s.opened_on = $1
      and ($2::text is null or starts_with(s.partner_path, $2))
      and case when $3::uuid is null then is_test(s.partner_path) = is_test(coalesce($2, scope_path()))
        else s.till_id = $3 end
    order by s.opened_at, s.id`,
    [date, path, tillId],
  );
}

/** A session, locked until the transaction ends: money waits here for whoever closes it. */
export async function lockSession(sql: ScopedSql, id: string): Promise<SessionRow | undefined> {
  const [session] = await sql.rows<SessionRow>(
    `select ${COLUMNS} from till_session s where s.id = $1 for no key update`,
    [id],
  );
  return session;
}

/** The open session of a user, locked; none where it has none. */
export async function lockOwnSession(
  sql: ScopedSql,
  userId: string,
): Promise<SessionRow | undefined> {
  const [session] = await sql.rows<SessionRow>(
    `select ${COLUMNS}
    from till_session s
    where s.user_id = $1 and s.status = 'OPEN'
    for no key update`,
    [userId],
  );
  return session;
}

/** The open session of a user, not locked, with the name of its till. */
export async function ownSession(
  sql: ScopedSql,
  userId: string,
): Promise<{ id: string; till: string; partnerPath: string; currency: string } | undefined> {
  const [session] = await sql.rows<{
    id: string;
    till: string;
    partnerPath: string;
    currency: string;
  }>(
    `select s.id, t.name till, t.partner_path "partnerPath", t.currency
    from till_session s
    join till t on t.id = s.till_id
    where s.user_id = $1 and s.status = 'OPEN'`,
    [userId],
  );
  return session;
}

export interface SessionToOpen {
  till: { id: string; partnerId: string; partnerPath: string };
  userId: string;
  openedOn: string;
  float: bigint;
  leftBefore: bigint | null;
  floatReason: string | null;
}

/** Opens a session; its id, null where the till or the user has one at this moment. */
export async function insertSession(
  sql: ScopedSql,
  { till, userId, openedOn, float, leftBefore, floatReason }: SessionToOpen,
): Promise<string | null> {
  const [session] = await sql.rows<{ id: string }>(
    `insert into till_session (partner_id, partner_path, till_id, user_id, opened_by, opened_on,
      float_minor, left_before_minor, float_reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict do nothing
    returning id`,
    [
      till.partnerId,
      till.partnerPath,
      till.id,
      userId,
      sql.scope.actor.name,
      openedOn,
      float,
      leftBefore,
      floatReason,
    ],
  );
  return session?.id ?? null;
}

export interface SessionClose {
  status: 'AWAITING_APPROVAL' | 'CLOSED';
  closedOn: string;
  number: number;
  expected: bigint;
  counted: bigint;
  left: bigint;
  closeReason: string | null;
}

export async function markClosed(sql: ScopedSql, id: string, close: SessionClose): Promise<void> {
  await sql.rows(
    `update till_session
    set status = $2, closed_at = clock_timestamp(), closed_on = $3, number = $4,
      expected_minor = $5, counted_minor = $6, left_minor = $7, close_reason = $8
    where id = $1`,
    [
      id,
      close.status,
      close.closedOn,
      close.number,
      close.expected,
      close.counted,
      close.left,
      close.closeReason,
    ],
  );
}

export async function markApproved(sql: ScopedSql, id: string, reason: string): Promise<void> {
  await sql.rows(
    `update till_session
    set status = 'CLOSED', approved_by = $2, approved_at = clock_timestamp(), approval_reason = $3
    where id = $1`,
    [id, sql.scope.actor.name, reason],
  );
}
