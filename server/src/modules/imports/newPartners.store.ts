import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { RowFields } from './customFields.import.ts';
import type { PartnerPlace } from './frame.ts';
import type { PartnerRow } from './rows.ts';
import type { TableRecord } from './table.ts';

/** A partner of a file that is not there yet. */
export interface NewPartner extends PartnerPlace {
  settings: PartnerRow['settings'];
  parentId: string;
  /** Grows from parents to children. */
  depth: number;
  record: TableRecord;
  fields: RowFields;
}

/** The operator takes over what its row says. */
export async function updateOperator(sql: ScopedSql, id: string, row: PartnerRow): Promise<void> {
  await sql.rows('update partner set name = $2, currency = $3, time_zone = $4 where id = $1', [
    id,
    row.name,
    row.currency,
    row.time_zone,
  ]);
}

/** Stores partners, parents before their children. */
export async function insertPartners(sql: ScopedSql, create: readonly NewPartner[]): Promise<void> {
  await sql.rows(
    `insert into partner (id, number, parent_id, path, name, currency, time_zone, custom_fields)
    select id, number, "parentId", path, name, currency, "timeZone", fields
    from json_to_recordset($1::json) as p(
      id uuid, number int, "parentId" uuid, path text,
      name text, currency text, "timeZone" text, depth int, fields jsonb
    )
    order by depth`,
    [
      JSON.stringify(
        create.map(({ record: _record, settings: _settings, fields, ...partner }) => ({
          ...partner,
          fields: fields.values,
        })),
      ),
    ],
  );
}

/** What partners set themselves, where nothing is set yet. */
export async function insertSettings(
  sql: ScopedSql,
  partners: readonly { id: string; path: string; settings: PartnerRow['settings'] }[],
): Promise<void> {
  await sql.rows(
    `insert into finance_setting (partner_id, partner_path, "values")
    select id, path, settings
    from json_to_recordset($1::json) as p(id uuid, path text, settings jsonb)
    on conflict do nothing`,
    [JSON.stringify(partners)],
  );
}
