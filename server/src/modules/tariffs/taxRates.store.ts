import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Where the owner of a tax rate is in the tree; undefined for a rate that the scope does not see. */
export async function pathOfTaxRate(sql: ScopedSql, id: string): Promise<string | undefined> {
  const [rate] = await sql.rows<{ path: string }>(
    'select partner_path path from tax_rate where id = $1',
    [id],
  );
  return rate?.path;
}

/**
 * The rate that a new tariff of a partner most likely has: that of most tariffs offered to it, or the only rate that it
 * may use; null where nothing says which.
 */
export async function usualTaxRate(
  sql: ScopedSql,
  { id, path }: { id: string; path: string },
): Promise<string | null> {
  const [usual] = await sql.rows<{ id: string }>(
    `select t.tax_rate_id id
    from tariff_partner o
    join tariff t on t.id = o.tariff_id
    where o.partner_id = $1 and t.archived_at is null and t.tax_rate_id is not null
    group by t.tax_rate_id
    order by count(*) desc, max(t.created_at) desc
    limit 1`,
    [id],
  );
  if (usual) return usual.id;
  const usable = await sql.rows<{ id: string }>(
    'select id from tax_rate where starts_with($1, partner_path) limit 2',
    [path],
  );
  return usable.length === 1 ? usable[0].id : null;
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
