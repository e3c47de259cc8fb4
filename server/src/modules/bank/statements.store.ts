import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { AccountRow } from './files.store.ts';

/** A statement as it begins; its balances come when it ends. */
export async function insertStatement(
  sql: ScopedSql,
  account: AccountRow,
  { fileId, position, number }: { fileId: string; position: number; number: string | null },
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into bank_statement (partner_id, partner_path, account_id, file_id, position, number, date, currency)
    values ($1, $2, $3, $4, $5, $6, 'epoch', $7)
    returning id`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      fileId,
      position,
      number,
      account.currency,
    ],
  );
  return id;
}

/** The account's statement before one that ends on a day, with its balance in minor units. */
export async function statementBefore(
  sql: ScopedSql,
  accountId: string,
  { id, date }: { id: string; date: LocalDate },
): Promise<{ closing: bigint | null; date: LocalDate } | null> {
  const [before] = await sql.rows<{ closing: bigint | null; date: LocalDate }>(
    `select closing_minor closing, date
    from bank_statement
    where account_id = $1 and id < $2 and date <= $3 and closing_minor is not null
    order by date desc, id desc
    limit 1`,
    [accountId, id, date],
  );
  return before ?? null;
}

/** What a statement came to; the one that comes after it by date goes on from it, or does not. */
export async function closeStatement(
  sql: ScopedSql,
  id: string,
  statement: {
    date: LocalDate;
    opening: bigint | null;
    closing: bigint | null;
    addsUp: boolean;
    followsOn: boolean;
  },
): Promise<void> {
  await sql.rows(
    `with ended as (
      update bank_statement
      set date = $2, opening_minor = $3, closing_minor = $4, adds_up = $5, follows_on = $6
      where id = $1
      returning account_id, date, closing_minor
    )
    update bank_statement s
    set follows_on = s.opening_minor = e.closing_minor
    from ended e
    where e.closing_minor is not null and s.opening_minor is not null and s.id = (
      select n.id
      from bank_statement n
      where n.account_id = e.account_id and n.date > e.date and n.id <> $1
      order by n.date, n.id
      limit 1
    )`,
    [
      id,
      statement.date,
      statement.opening,
      statement.closing,
      statement.addsUp,
      statement.followsOn,
    ],
  );
}

export async function clockOfPartner(sql: ScopedSql, partnerId: string): Promise<PartnerClock> {
  const { clock } = await sql.row<{ clock: PartnerClock }>(
    'select clock from partner where id = $1',
    [partnerId],
  );
  return clock;
}
