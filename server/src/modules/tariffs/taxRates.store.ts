import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Where the owner of a tax rate is in the tree; undefined for a rate that the scope does not see. */
export async function pathOfTaxRate(sql: ScopedSql, id: string): Promise<string | undefined> {
  const [rate] = await sql.rows<{ path: string }>(
    'select partner_path path from tax_rate where id = $1',
    [id],
  );
  return rate?.path;
}

/** The percents of tax rates, by their ids; those that the scope does not see are left out. */
export async function percentsOf(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rates = await sql.rows<{ id: string; percent: string }>(
    'select id, percent::text from tax_rate where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rates.map(({ id, percent }) => [id, percent]));
}

/** A tax rate that somebody most likely means. */
export interface UsualRate {
  id: string;
  /** A decimal. */
  percent: string;
}

/**
 * The rate that what is new at a partner is most likely taxed with: that of most tariffs offered to
 * it, or the only rate that it may use; those of whom nothing says which are missing. However many
 * partners, one statement.
 */
export async function usualTaxRates(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, UsualRate>> {
  const rates = await sql.rows<UsualRate & { partnerId: string }>(
    `select p.id "partnerId", r.id, trim_scale(r.percent)::text percent
    from partner p
    left join lateral (
      select t.tax_rate_id id
      from tariff_partner o
      join tariff t on t.id = o.tariff_id
      where o.partner_id = p.id and t.archived_at is null and t.tax_rate_id is not null
      group by t.tax_rate_id
      order by count(*) desc, max(t.created_at) desc
      limit 1) usual on true
    left join lateral (
      select (array_agg(own.id))[1] id
      from tax_rate own
      where usual.id is null and starts_with(p.path, own.partner_path)
      having count(*) = 1) alone on true
    join tax_rate r on r.id = coalesce(usual.id, alone.id)
    where p.id = any($1)`,
    [partnerIds],
  );
  return new Map(rates.map(({ partnerId, ...rate }) => [partnerId, rate]));
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
