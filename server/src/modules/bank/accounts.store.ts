import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Whether an account stands already along the line of a place; whoever sets up the same one waits until this ends. */
export async function inLine(sql: ScopedSql, path: string, number: string): Promise<boolean> {
  await sql.rows(`select pg_advisory_xact_lock(hashtextextended('bank-account ' || $1, 0))`, [
    number,
  ]);
  const { taken } = await sql.row<{ taken: boolean }>('select bank_account_in_line($1, $2) taken', [
    path,
    number,
  ]);
  return taken;
}

export async function insertAccount(
  sql: ScopedSql,
  partner: { id: string; path: string },
  account: {
    name: string;
    iban: string | null;
    number: string | null;
    bic: string | null;
    currency: string;
  },
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into bank_account (partner_id, partner_path, name, iban, account_number, bic, currency)
    values ($1, $2, $3, $4, $5, $6, $7)
    returning id`,
    [
      partner.id,
      partner.path,
      account.name,
      account.iban,
      account.number,
      account.bic,
      account.currency,
    ],
  );
  return id;
}
