import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Where the owner of a tax rate is in the tree; undefined for a rate that the scope does not see. */
export async function pathOfTaxRate(sql: ScopedSql, id: string): Promise<string | undefined> {
  const [rate] = await sql.rows<{ path: string }>(
    'select partner_path path from tax_rate where id = $1',
    [id],
  );
  return rate?.path;
}

export interface NewTaxRate {
  partnerId: string;
  partnerPath: string;
  name: string;
  /** A decimal from 0 to 100. */
  percent: string;
}

/** Stores a tax rate and returns its id. A name that the partner has already fails on tax_rate_partner_id_name_key. */
export async function insertTaxRate(sql: ScopedSql, rate: NewTaxRate): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into tax_rate (partner_id, partner_path, name, percent)
    values ($1, $2, $3, $4)
    returning id`,
    [rate.partnerId, rate.partnerPath, rate.name, rate.percent],
  );
  return id;
}
