import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Actor, Scope } from '../../tenancy/scope.ts';
import type { Done, Look } from './kind.ts';

export type MassStatus =
  | 'QUEUED'
  | 'RUNNING'
  | 'READY'
  | 'DONE'
  | 'FAILED'
  | 'CANCELLED'
  | 'UNDONE';

/** A job as its work needs it. */
export interface WaitingJob {
  id: string;
  kind: string;
  partnerPath: string;
  status: MassStatus;
  confirmed: boolean;
  /** Otherwise, confirmed, it is being done. */
  undoing: boolean;
  params: unknown;
  actor: Actor;
}

const JOB = `id, kind, partner_path "partnerPath", status, confirmed, undoing, params,
  jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', created_by) actor`;

/** Writes a job down with its records, in their order; it belongs to the scope's own partner. Returns its id. */
export async function insertJob(
  sql: ScopedSql,
  scope: Exclude<Scope, { kind: 'nobody' }>,
  job: { kind: string; params: unknown; confirmed: boolean; ids: readonly string[] },
): Promise<string> {
  const { partnerId, path, actor } = scope;
  const { id } = await sql.row<{ id: string }>(
    `insert into mass_job (partner_id, partner_path, kind, params, confirmed, total,
      actor_kind, actor_id, created_by)
    values ($1, $2, $3, $4, $5, $6,
      $7, $8, $9)
    returning id`,
    [
      partnerId,
      path,
      job.kind,
      JSON.stringify(job.params),
      job.confirmed,
      job.ids.length,
      actor.kind,
      actor.id,
      actor.name,
    ],
  );
  await sql.rows(
    `insert into mass_job_row (partner_id, partner_path, job_id, position, record_id)
    select $1, $2, $3, r.position, r.id
    from unnest($4::uuid[]) with ordinality r(id, position)`,
    [partnerId, path, id, job.ids],
  );
  return id;
}

/** The partner's next job that nobody works on; null when there is none, 'busy' when others hold what there is. */
export async function nextJob(
  sql: ScopedSql,
  partnerId: string,
): Promise<WaitingJob | 'busy' | null> {
  const waiting = `mass_job where partner_id = $1 and status in ('QUEUED', 'RUNNING')`;
  const [job] = await sql.rows<WaitingJob>(
    `select ${JOB} from ${waiting} order by created_at limit 1 for update skip locked`,
    [partnerId],
  );
  if (job) return job;
  const [held] = await sql.rows(`select from ${waiting} limit 1`, [partnerId]);
  return held ? 'busy' : null;
}

/** A job that waits, locked; null where others hold it or it waits no longer. */
export async function takeJob(sql: ScopedSql, id: string): Promise<WaitingJob | null> {
  const [job] = await sql.rows<WaitingJob>(
    `select ${JOB}
    from mass_job
    where id = $1 and status in ('QUEUED', 'RUNNING')
    for update skip locked`,
    [id],
  );
  return job ?? null;
}

export interface LockedJob extends WaitingJob {
  partnerId: string;
  fingerprint: string;
  /** Whether it did something that can be taken back, or could be. */
  undoable: boolean;
}

/** A job, locked; null outside the scope. */
export async function lockJob(sql: ScopedSql, id: string): Promise<LockedJob | null> {
  const [job] = await sql.rows<LockedJob>(
    `select ${JOB}, partner_id "partnerId", fingerprint, undoable_until is not null undoable
    from mass_job
    where id = $1
    for update`,
    [id],
  );
  return job ?? null;
}

/** A record of a job as its work needs it. */
export interface WaitingRow {
  position: number;
  recordId: string;
  stamp: string | null;
  effect: string | null;
  kept: unknown;
}

/** The next records of a job in a state, in order. */
export function rowsIn(
  sql: ScopedSql,
  jobId: string,
  state: 'NEW' | 'CHANGES' | 'DONE',
  limit: number,
): Promise<WaitingRow[]> {
  return sql.rows(
    `select position, record_id "recordId", stamp, effect, kept
    from mass_job_row
    where job_id = $1 and state = $2
    order by position
    limit $3`,
    [jobId, state, limit],
  );
}

/** What was found of records: keeps it with them, and counts. */
export async function keepLooks(
  sql: ScopedSql,
  jobId: string,
  looks: readonly (Look & { position: number })[],
): Promise<void> {
  await sql.rows(
    `with looked as (
      update mass_job_row r
      set state = l.state, label = l.label, before = l.before, after = l.after,
        effect = l.effect, refusal = l.refusal, stamp = l.stamp,
        amount_minor = l.minor, currency = l.currency, mailed = coalesce(l.mailed, false),
        kept = l.kept
      from jsonb_to_recordset($2::jsonb) l(position int, state text, label text,
        before jsonb, after jsonb, effect text, refusal text, stamp text,
        minor bigint, currency text, mailed boolean, kept jsonb)
      where r.job_id = $1 and r.position = l.position
      returning r.state)
    update mass_job
    set status = 'RUNNING', looked = looked + n.seen, already_so = already_so + n.same,
      refused = refused + n.kept_back
    from (
      select count(*)::int seen, count(*) filter (where state = 'SAME')::int same,
        count(*) filter (where state = 'REFUSED')::int kept_back
      from looked) n
    where id = $1`,
    [
      jobId,
      JSON.stringify(
        looks.map(({ recordId: _id, same, amount, ...look }) => ({
          ...look,
          ...(amount && { minor: String(amount.minor), currency: amount.currency }),
          state: look.refusal ? 'REFUSED' : same ? 'SAME' : 'CHANGES',
        })),
      ),
    ],
  );
}

/** One record is done. */
export async function markDone(
  sql: ScopedSql,
  jobId: string,
  position: number,
  { after, effect, amount, kept }: Done,
): Promise<void> {
  await sql.rows(
    `with did as (
      update mass_job_row
      set state = 'DONE', after = $3, effect = coalesce($4, effect),
        amount_minor = coalesce($5, amount_minor), currency = coalesce($6, currency),
        kept = coalesce($7, kept)
      where job_id = $1 and position = $2)
    update mass_job set status = 'RUNNING', done = done + 1 where id = $1`,
    [
      jobId,
      position,
      JSON.stringify(after),
      effect,
      amount?.minor ?? null,
      amount?.currency ?? null,
      kept ? JSON.stringify(kept) : null,
    ],
  );
}

/** One record cannot be done after all. */
export async function markRefused(
  sql: ScopedSql,
  jobId: string,
  position: number,
  refusal: string,
): Promise<void> {
  await sql.rows(
    `with did as (
      update mass_job_row
      set state = 'REFUSED', refusal = $3
      where job_id = $1 and position = $2 and state = 'CHANGES'
      returning 1)
    update mass_job set refused = refused + 1 where id = $1 and exists (select from did)`,
    [jobId, position, refusal],
  );
}

/** Everything was looked at: what it comes to, as a text that differs when anything else would become of it. */
export async function setReady(sql: ScopedSql, jobId: string): Promise<void> {
  await sql.rows(
    `update mass_job
    set status = 'READY', fingerprint = (
      select left(encode(sha256(convert_to(coalesce(string_agg(concat_ws('|',
        record_id, state, after, effect, amount_minor, refusal, stamp), ';' order by position), ''), 'UTF8')), 'hex'), 32)
      from mass_job_row
      where job_id = $1)
    where id = $1`,
    [jobId],
  );
}

/** Nothing more is done of a job. */
export async function endJob(
  sql: ScopedSql,
  jobId: string,
  status: 'DONE' | 'FAILED' | 'CANCELLED' | 'UNDONE',
): Promise<void> {
  await sql.rows('update mass_job set status = $2, ended_at = now() where id = $1', [
    jobId,
    status,
  ]);
}

/** Somebody said yes to what was looked at. */
export async function setConfirmed(sql: ScopedSql, jobId: string): Promise<void> {
  await sql.rows(`update mass_job set confirmed = true, status = 'QUEUED' where id = $1`, [jobId]);
}

/** What the changes of a job come to, by currency. */
export async function sumsOf(
  sql: ScopedSql,
  jobId: string,
): Promise<{ minor: bigint; currency: string }[]> {
  return sql.rows(
    `select currency, sum(amount_minor)::bigint minor
    from mass_job_row
    where job_id = $1 and currency is not null and (state = 'DONE'
      or (state = 'CHANGES' and exists (select from mass_job j where j.id = $1 and j.ended_at is null)))
    group by currency
    order by currency`,
    [jobId],
  );
}

/**
 * Puts away what ended long ago, at most so many at once, and what was looked at and left lying is
 * taken as not wanted. Returns how many went.
 */
export async function putAwayOld(
  sql: ScopedSql,
  { keptDays, lookedDays, most }: { keptDays: number; lookedDays: number; most: number },
): Promise<number> {
  await sql.rows(
    `update mass_job set status = 'CANCELLED', ended_at = now()
    where status = 'READY' and created_at < now() - $1::int * interval '1 day'`,
    [lookedDays],
  );
  const old = await sql.rows<{ id: string }>(
    `select id from mass_job
    where ended_at < now() - $1::int * interval '1 day'
    order by ended_at
    limit $2
    for update skip locked`,
    [keptDays, most],
  );
  const ids = old.map(({ id }) => id);
  await sql.rows('delete from mass_job_row where job_id = any ($1::uuid[])', [ids]);
  await sql.rows('delete from mass_job where id = any ($1::uuid[])', [ids]);
  return ids.length;
}

/** The partners inside the scope that have work waiting. */
export async function partnersWithJobs(sql: ScopedSql): Promise<string[]> {
  const found = await sql.rows<{ id: string }>(
    `select distinct partner_id id from mass_job where status in ('QUEUED', 'RUNNING')`,
    [],
  );
  return found.map(({ id }) => id);
}
