import type { ColumnChoice } from '@backhaul/domain/imports/mapping';
import type { ScopedSql } from '../../../tenancy/boundary.ts';

/** Where the columns of a file went before, in their order. */
export interface SavedMap {
  columns: ColumnChoice[];
  constants: Record<string, string>;
}

/** What the partner said of a file with the same headings, the latest; undefined for none. */
export async function mapFor(
  sql: ScopedSql,
  { partnerId, kind, headingsKey }: { partnerId: string; kind: string; headingsKey: string },
): Promise<SavedMap | undefined> {
  const [found] = await sql.rows<{ choices: SavedMap }>(
    `select choices
    from import_map
    where partner_id = $1 and kind = $2 and headings_key = $3
    order by saved_at desc
    limit 1`,
    [partnerId, kind, headingsKey],
  );
  return found?.choices;
}

/** Saves where the columns of a job's file go, by a name; an earlier one of that name goes. */
export async function saveMap(
  sql: ScopedSql,
  place: { partnerId: string; partnerPath: string },
  map: { kind: string; name: string; headingsKey: string; choices: SavedMap },
): Promise<void> {
  await sql.rows(
    `insert into import_map (partner_id, partner_path, kind, name, headings_key, choices)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (partner_id, kind, name)
    do update set headings_key = excluded.headings_key, choices = excluded.choices, saved_at = now()`,
    [
      place.partnerId,
      place.partnerPath,
      map.kind,
      map.name,
      map.headingsKey,
      JSON.stringify(map.choices),
    ],
  );
}
