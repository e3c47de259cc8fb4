import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';

/** What is closed for a partner: through which day, and by whose closing. */
export interface Closing {
  partnerId: string;
  originId: string;
  originPath: string;
  through: LocalDate;
  closedBy: string;
  closedAt: Date;
}

const CLOSINGS = `
  select partner_id::text "partnerId", origin_id::text "originId", origin_path "originPath",
    through::text, closed_by "closedBy", closed_at "closedAt"
  from closings_of($1::uuid[])`;

/** What is closed for partners inside the scope; those whose books are open are missing. */
export function closingsOf(
  db: ScopedSql | ScopedTx,
  partnerIds: readonly string[],
): Promise<Closing[]> {
  return 'scope' in db
    ? db.rows<Closing>(CLOSINGS, [partnerIds])
    : db.$queryRawUnsafe<Closing[]>(CLOSINGS, partnerIds);
}

/** Nobody closes or opens the books of these places before the transaction ends. */
export async function holdBooks(sql: ScopedSql, places: readonly string[]): Promise<void> {
  await sql.rows('select hold_books($1)', [places]);
}

/** Waits for all who write to the books of a partner or below it, and keeps others from it. */
export async function lockBooks(sql: ScopedSql, partnerNumber: number): Promise<void> {
  await sql.rows('select pg_advisory_xact_lock(4125, $1)', [partnerNumber]);
}

export interface PartnerPlace {
  id: string;
  path: string;
  number: number;
  clock: PartnerClock;
}

/** Undefined outside the scope. */
export async function placeOf(sql: ScopedSql, id: string): Promise<PartnerPlace | undefined> {
  const [place] = await sql.rows<PartnerPlace>(
    'select id, path, number, clock from partner where id = $1',
    [id],
  );
  return place;
}

/** What a partner's own last closing closed; null: nothing. */
export async function ownThrough(sql: ScopedSql, partnerId: string): Promise<LocalDate | null> {
  const [last] = await sql.rows<{ through: LocalDate | null }>(
    `select through
    from books_closing
    where partner_id = $1
    order by closed_at desc, id desc
    limit 1`,
    [partnerId],
  );
  return last?.through ?? null;
}

export async function insertClosing(
  sql: ScopedSql,
  partner: PartnerPlace,
  through: LocalDate | null,
): Promise<void> {
  await sql.rows(
    `insert into books_closing (partner_id, partner_path, through, closed_by)
    values ($1, $2, $3, $4)`,
    [partner.id, partner.path, through, sql.scope.actor.name],
  );
}

export interface ClosingEntry {
  through: LocalDate | null;
  closedBy: string;
  closedAt: Date;
}

/** The last closings of a partner itself, latest first. */
export function lastClosings(
  tx: ScopedTx,
  partnerId: string,
  limit: number,
): Promise<ClosingEntry[]> {
  return tx.$queryRawUnsafe<ClosingEntry[]>(
    `select through::text, closed_by "closedBy", closed_at "closedAt"
    from books_closing
    where partner_id = $1::uuid
    order by closed_at desc, id desc
    limit $2::int`,
    partnerId,
    limit,
  );
}

/**
 * The partners at a place and below whose documents carry the same company as those there: those below a partner with
 * a company name of its own are not among them.
 */
const COVERED = `
  select p.id
  from partner top
  join partner p on p.path >= top.path and p.path < top.path || chr(1114111)
  where top.id = $1::uuid and not exists (
    select 1
    from partner q
    join company_setting s on s.partner_id = q.id
    where q.path > top.path and q.path < top.path || chr(1114111)
      and starts_with(p.path, q.path) and s."values"->>'name' is not null)`;

/** What waits that is dated through a day, of a partner and those whose books close with its own. */
export async function openThrough(
  tx: ScopedTx,
  partnerId: string,
  day: LocalDate,
): Promise<{ drafts: number; runs: number }> {
  const [found] = await tx.$queryRawUnsafe<{ drafts: number; runs: number }[]>(
    `with covered as materialized (${COVERED})
    select
      (select count(*)::int from invoice
        where state = 'DRAFT' and document_date <= $2::date
          and partner_id in (select id from covered)) drafts,
      (select count(*)::int from billing_run
        where status in ('PREVIEWING', 'READY', 'CONFIRMING') and date <= $2::date
          and partner_ids && (select array_agg(id) from covered)) runs`,
    partnerId,
    day,
  );
  return found;
}

/** The date of a run that is being confirmed and would write to what is to be closed. */
export async function dateOfConfirmingRun(
  sql: ScopedSql,
  partnerId: string,
  day: LocalDate,
): Promise<LocalDate | undefined> {
  const [run] = await sql.rows<{ date: LocalDate }>(
    `with covered as materialized (${COVERED})
    select date from billing_run
    where status = 'CONFIRMING' and date <= $2::date
      and partner_ids && (select array_agg(id) from covered)
    limit 1`,
    [partnerId, day],
  );
  return run?.date;
}
