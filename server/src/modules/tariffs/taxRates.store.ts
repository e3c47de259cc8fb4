import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import { overTime, type TaxOverTime, type TaxVersion } from '@backhaul/domain/money/taxRate';
import { plainPercent, type TaxTerms } from '@backhaul/domain/money/taxTerms';
import { last } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What TAX_COLUMNS read; all null where there is no rate. */
export interface StoredTax {
  ratePercent: string | null;
  rateTerms: TaxTerms | null;
  rateFrom: string | null;
  rateEarlier: TaxVersion[] | null;
}

/** What a rate r takes and took. */
export const TAX_COLUMNS = `trim_scale(r.percent)::text "ratePercent", r.terms "rateTerms",
      r.valid_from "rateFrom", r.earlier "rateEarlier"`;

/** What a rate takes and took, the latest last. */
export function storedVersions({
  ratePercent,
  rateTerms,
  rateFrom,
  rateEarlier,
}: StoredTax): TaxVersion[] {
  const latest = { taxPercent: plainPercent(ratePercent ?? '0'), from: rateFrom };
  return [...(rateEarlier ?? []), { ...latest, ...(rateTerms && { taxTerms: rateTerms }) }];
}

/** What is taxed by the columns' rate; without one nothing is taken. */
export function storedTax(stored: StoredTax): TaxOverTime {
  return overTime(storedVersions(stored));
}

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
  tax: TaxOverTime;
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
  const rates = await sql.rows<StoredTax & { id: string; partnerId: string }>(
    `select p.id "partnerId", r.id, ${TAX_COLUMNS}
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
  return new Map(rates.map((rate) => [rate.partnerId, { id: rate.id, tax: storedTax(rate) }]));
}

export interface NewTaxRate {
  partnerId: string;
  partnerPath: string;
  name: string;
  versions: readonly TaxVersion[];
}

/** The latest version of a rate, and those before it, as its columns have them. */
function columnsOf(versions: readonly TaxVersion[]) {
  const { from, taxPercent, taxTerms } = last(versions);
  return [
    taxPercent,
    taxTerms ? JSON.stringify(taxTerms) : null,
    from,
    JSON.stringify(versions.slice(0, -1)),
  ];
}

/** Stores a tax rate and returns its id. A name that the partner has already fails on tax_rate_partner_id_name_key. */
export async function insertTaxRate(sql: ScopedSql, rate: NewTaxRate): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into tax_rate (partner_id, partner_path, name, percent, terms, valid_from, earlier)
    values ($1, $2, $3, $4, $5, $6, $7)
    returning id`,
    [rate.partnerId, rate.partnerPath, rate.name, ...columnsOf(rate.versions)],
  );
  return id;
}

/** A tax rate that nobody else changes meanwhile. */
export interface LockedTaxRate extends NewTaxRate {
  clock: PartnerClock;
}

/** The rate, of the scope's own partners; undefined for one above, and outside the scope. */
export async function lockTaxRate(sql: ScopedSql, id: string): Promise<LockedTaxRate | undefined> {
  const [rate] = await sql.rows<Omit<LockedTaxRate, 'versions'> & StoredTax>(
    `select r.partner_id "partnerId", r.partner_path "partnerPath", r.name,
      p.clock, ${TAX_COLUMNS}
    from tax_rate r
    join partner p on p.id = r.partner_id
    where r.id = $1
    for update of r`,
    [id],
  );
  return rate && { ...rate, versions: storedVersions(rate) };
}

export async function storeTaxRate(
  sql: ScopedSql,
  id: string,
  name: string,
  versions: readonly TaxVersion[],
): Promise<void> {
  await sql.rows(
    `update tax_rate
    set name = $2, percent = $3, terms = $4, valid_from = $5, earlier = $6
    where id = $1`,
    [id, name, ...columnsOf(versions)],
  );
}
