import type { CsvMapping } from '@backhaul/domain/bank/csvMapping';
import type { ScopedSql } from '../../tenancy/boundary.ts';

export async function mappingById(sql: ScopedSql, id: string): Promise<CsvMapping | null> {
  const [row] = await sql.rows<{ mapping: CsvMapping }>(
    'select mapping from csv_mapping where id = $1',
    [id],
  );
  return row?.mapping ?? null;
}

/** The mapping that one of these lines was the header for, the last saved of several. */
export async function mappingByHeader(
  sql: ScopedSql,
  lines: readonly string[],
): Promise<CsvMapping | null> {
  const [row] = await sql.rows<{ mapping: CsvMapping }>(
    `select mapping from csv_mapping where header = any($1::text[]) order by saved_at desc limit 1`,
    [lines],
  );
  return row?.mapping ?? null;
}

export async function rememberHeader(sql: ScopedSql, id: string, header: string): Promise<void> {
  await sql.rows('update csv_mapping set header = $2 where id = $1', [id, header]);
}

/** Where a partner stands; null outside the scope. */
export async function partnerPlace(
  sql: ScopedSql,
  id: string,
): Promise<{ id: string; path: string; currency: string } | null> {
  const [partner] = await sql.rows<{ id: string; path: string; currency: string }>(
    'select id::text, path, currency from partner where id = $1',
    [id],
  );
  return partner ?? null;
}

export async function saveMapping(
  sql: ScopedSql,
  partner: { id: string; path: string },
  name: string,
  mapping: CsvMapping,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into csv_mapping (partner_id, partner_path, name, mapping)
    values ($1, $2, $3, $4)
    on conflict (partner_id, name) do update
    set mapping = excluded.mapping, saved_at = now()
    returning id`,
    [partner.id, partner.path, name, JSON.stringify(mapping)],
  );
  return id;
}
