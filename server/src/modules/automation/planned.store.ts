import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What became of a billing date of a partner. */
export interface PlannedRow {
  partnerId: string;
  billingDate: string;
  runId: string | null;
  /** Of the run; null without one. */
  status: string | null;
  fingerprint: string | null;
  customerCount: number | null;
  madeOn: string;
  againAt: Date | null;
  againBecause: string | null;
  confirmedAt: Date | null;
  failedAt: Date | null;
  skippedAt: Date | null;
  skippedBy: string | null;
  skipReason: string | null;
}

const PLANNED = `select w.partner_id "partnerId", w.billing_date "billingDate", w.run_id "runId",
    r.status, r.fingerprint, r.customer_count "customerCount", w.made_on "madeOn", w.again_at "againAt", w.again_because "againBecause",
    w.confirmed_at "confirmedAt", w.failed_at "failedAt",
    w.skipped_at "skippedAt", w.skipped_by "skippedBy", w.skip_reason "skipReason"
  from planned_run w
  left join billing_run r on r.partner_id = w.partner_id and r.id = w.run_id`;

/** Those of partners, the earliest first. */
export function plannedOf(sql: ScopedSql, partnerIds: readonly string[]): Promise<PlannedRow[]> {
  return sql.rows<PlannedRow>(`${PLANNED} where w.partner_id = any($1) order by w.billing_date`, [
    partnerIds,
  ]);
}

/** What became of the dates of a partner above whose automation somebody has: nothing of others' figures and words. */
export function plannedAbove(
  sql: ScopedSql,
  partnerId: string,
  above: string,
): Promise<PlannedRow[]> {
  return sql.rows<PlannedRow>(
    `select $2::uuid "partnerId", billing_date "billingDate", run_id "runId", status, null fingerprint,
      null "customerCount", made_on "madeOn", again_at "againAt", null "againBecause", confirmed_at "confirmedAt",
      failed_at "failedAt", skipped_at "skippedAt", null "skippedBy", null "skipReason"
    from planned_above($1, $2)`,
    [partnerId, above],
  );
}

/** Those that runs were made for. */
export function plannedFor(
  sql: ScopedSql,
  runIds: readonly string[],
): Promise<(PlannedRow & { confirmAt: Date | null; partnerPath: string })[]> {
  return sql.rows(
    `select x.*, w.confirm_at "confirmAt", w.partner_path "partnerPath"
    from (${PLANNED} where w.run_id = any($1)) x
    join planned_run w on w.partner_id = x."partnerId" and w.billing_date = x."billingDate"`,
    [runIds],
  );
}

/** The partners of runs that came from no automation. */
export async function partnersOfOthers(
  sql: ScopedSql,
  runIds: readonly string[],
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select distinct r.partner_id id
    from billing_run r
    where r.id = any($1::uuid[])
      and not exists (select 1 from planned_run w where w.run_id = r.id)`,
    [runIds],
  );
  return rows.map(({ id }) => id);
}

/** Those at a place and below whose previews are being made or wait for their hour. */
export function openBelow(sql: ScopedSql, path: string): Promise<PlannedRow[]> {
  return sql.rows<PlannedRow>(
    `${PLANNED}
    where w.partner_path >= $1 and w.partner_path < $1 || chr(1114111)
      and w.skipped_at is null and w.failed_at is null and r.status in ('PREVIEWING', 'READY')`,
    [path],
  );
}

/** A preview that somebody made by hand, and whom it covers. */
export interface MadeByHand {
  runId: string;
  billingDate: string;
  status: 'PREVIEWING' | 'READY';
  partnerIds: string[];
}

/** The partner's own previews of dates that people made and nobody decided yet, the newest of each date first. */
export function madeByHand(
  sql: ScopedSql,
  partnerId: string,
  dates: readonly string[],
): Promise<MadeByHand[]> {
  return sql.rows<MadeByHand>(
    `select r.id "runId", r.date "billingDate", r.status, r.partner_ids "partnerIds"
    from billing_run r
    where r.partner_id = $1 and r.date = any($2::date[]) and r.status in ('PREVIEWING', 'READY')
      and not exists (select 1 from planned_run w where w.partner_id = $1 and w.run_id = r.id)
    order by r.date, r.id desc`,
    [partnerId, dates],
  );
}

/** Keeps that the preview of a date was made. */
export async function insertPlanned(
  sql: ScopedSql,
  planned: {
    partnerId: string;
    billingDate: string;
    runId: string;
    madeOn: string;
    /** null: it waits for somebody. */
    confirmAt: Date | null;
  },
): Promise<void> {
  await sql.rows(
    `insert into planned_run (partner_id, partner_path, billing_date, run_id, made_on, confirm_at)
    select id, path, $2, $3, $4, $5
    from partner
    where id = $1`,
    [planned.partnerId, planned.billingDate, planned.runId, planned.madeOn, planned.confirmAt],
  );
}

/** Sets when previews confirm by themselves; null: not at all. */
export async function setConfirmAt(
  sql: ScopedSql,
  all: readonly { partnerId: string; billingDate: string; confirmAt: Date | null }[],
): Promise<void> {
  await sql.rows(
    `update planned_run w
    set confirm_at = x.at
    from unnest($1::uuid[], $2::date[], $3::timestamptz[]) x(partner_id, billing_date, at)
    where w.partner_id = x.partner_id and w.billing_date = x.billing_date`,
    [
      all.map(({ partnerId }) => partnerId),
      all.map(({ billingDate }) => billingDate),
      all.map(({ confirmAt }) => confirmAt),
    ],
  );
}

/** Keeps that a preview was confirmed by itself. */
export async function markConfirmed(
  sql: ScopedSql,
  partnerId: string,
  billingDate: string,
  at: Date,
): Promise<void> {
  await sql.rows(
    `update planned_run
    set confirmed_at = $3, confirm_at = null
    where partner_id = $1 and billing_date = $2`,
    [partnerId, billingDate, at],
  );
}

/** Keeps that a preview no longer held at its hour, why, and when it confirms instead. */
export async function markAgain(
  sql: ScopedSql,
  partnerId: string,
  billingDate: string,
  again: { at: Date; because: string; confirmAt: Date },
): Promise<void> {
  await sql.rows(
    `update planned_run
    set again_at = $3, again_because = $4, confirm_at = $5
    where partner_id = $1 and billing_date = $2`,
    [partnerId, billingDate, again.at, again.because, again.confirmAt],
  );
}

/** Keeps that runs failed: from now on they are a person's. */
export async function markFailed(sql: ScopedSql, runIds: readonly string[]): Promise<void> {
  await sql.rows(
    `update planned_run
    set failed_at = now(), confirm_at = null
    where run_id = any($1) and failed_at is null`,
    [runIds],
  );
}

/** Keeps that nothing comes by itself of a date, whether its preview was made or not. */
export async function skipDate(
  sql: ScopedSql,
  partnerId: string,
  billingDate: string,
  skip: { by: string; reason: string | null; on: string },
): Promise<void> {
  await sql.rows(
    `insert into planned_run as w (partner_id, partner_path, billing_date, made_on,
      skipped_at, skipped_by, skip_reason)
    select id, path, $2, $5, now(), $3, $4
    from partner
    where id = $1
    on conflict (partner_id, billing_date) do update
    set skipped_at = excluded.skipped_at, skipped_by = excluded.skipped_by,
      skip_reason = excluded.skip_reason, confirm_at = null
    where w.skipped_at is null`,
    [partnerId, billingDate, skip.by, skip.reason, skip.on],
  );
}

/** A date that was skipped at a partner whose automation another has. */
export interface InheritedSkip {
  partnerId: string;
  originPath: string;
  billingDate: string;
}

/** The dates that were skipped at partners of the scope and above them. */
export function inheritedSkips(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<InheritedSkip[]> {
  return sql.rows<InheritedSkip>(
    `select partner_id "partnerId", origin_path "originPath", billing_date "billingDate"
    from inherited_skips($1::uuid[])`,
    [partnerIds],
  );
}

/** The real partners inside the scope with a preview whose hour has come. */
export async function partnersToConfirm(sql: ScopedSql, now: Date): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select distinct w.partner_id id
    from planned_run w
    join billing_run r on r.partner_id = w.partner_id and r.id = w.run_id
    where w.confirm_at <= $1 and r.status = 'READY' and not is_test(w.partner_path)`,
    [now],
  );
  return rows.map(({ id }) => id);
}

/** What people decided before its hour is not looked at again. */
export async function forgetHours(sql: ScopedSql, now: Date): Promise<void> {
  await sql.rows(
    `update planned_run w
    set confirm_at = null
    from billing_run r
    where w.confirm_at <= $1 and r.partner_id = w.partner_id and r.id = w.run_id
      and r.status in ('PROCESSED', 'DELETED')`,
    [now],
  );
}

/** Takes back that a date was skipped. */
export async function unskipDate(
  sql: ScopedSql,
  partnerId: string,
  billingDate: string,
): Promise<void> {
  await sql.rows(
    'delete from planned_run where partner_id = $1 and billing_date = $2 and run_id is null',
    [partnerId, billingDate],
  );
  await sql.rows(
    `update planned_run
    set skipped_at = null, skipped_by = null, skip_reason = null
    where partner_id = $1 and billing_date = $2 and skipped_at is not null`,
    [partnerId, billingDate],
  );
}
