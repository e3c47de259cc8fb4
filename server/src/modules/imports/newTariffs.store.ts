import { insertRows } from './chunks.store.ts';
import type { RowFields } from './customFields.import.ts';
import type { Frame, PartnerPlace } from './frame.ts';
import type { TariffRow } from './rows.ts';
import type { NamedRate } from './taxRates.import.ts';
import type { TableRecord } from './table.ts';

/** A tariff of a file that is not there yet. */
export interface NewTariff {
  id: string;
  row: TariffRow;
  owner: PartnerPlace;
  partners: PartnerPlace[];
  /** The tariffs of its parts; of the same file, too. */
  parts: string[];
  record: TableRecord;
  fields: RowFields;
  /** Where its row says a whole rate. */
  rate: NamedRate | null;
}

/** Stores tariffs, each with its tax rate; who offers them comes with insertOffers. */
export async function insertTariffs(
  frame: Frame,
  create: readonly (NewTariff & { taxRateId: string | null | undefined })[],
): Promise<void> {
  await insertRows(
    frame,
    'tariffs.csv',
    `insert into tariff (
      id, partner_id, partner_path, code, kind, name,
      price, currency, tax_rate_id, tax_included,
      setup_fee, archived_at, earlier_prices, custom_fields,
      bundle, activation_fee, minimum_months, cancellation_fee, portal_selectable
    )
    select
      id, owner, path, code, kind, name,
      price, currency, rate, included,
      coalesce(fee, 0), case when archived then now() end, coalesce(earlier, '[]'), fields,
      parts, activation_fee, minimum_months, cancellation_fee, coalesce(portal_selectable, false)
    from json_to_recordset($1::json) as t(
      id uuid, owner uuid, path text,
      fee numeric, archived boolean, code text, kind text, name text,
      price numeric, currency text, rate uuid, included boolean,
      earlier jsonb, fields jsonb, parts uuid[],
      activation_fee numeric, minimum_months int, cancellation_fee numeric,
      portal_selectable boolean
    )`,
    create.map(({ id, row, owner, parts, fields, taxRateId }) => ({
      ...row,
      id,
      owner: owner.id,
      path: owner.path,
      fee: row.setup_fee,
      earlier: row.earlier_prices,
      fields: fields.values,
      rate: taxRateId,
      included: row.tax_included,
      parts,
    })),
  );
}

/** Has partners offer the tariffs, as the file says. */
export async function insertOffers(frame: Frame, create: readonly NewTariff[]): Promise<void> {
  await insertRows(
    frame,
    'tariffs.csv',
    `insert into tariff_partner (tariff_id, partner_id, partner_path)
    select tariff, partner, path
    from json_to_recordset($1::json) as o(tariff uuid, partner uuid, path text)`,
    create.flatMap(({ id, partners }) =>
      partners.map((partner) => ({ tariff: id, partner: partner.id, path: partner.path })),
    ),
  );
}
