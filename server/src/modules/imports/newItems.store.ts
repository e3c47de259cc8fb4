import { insertRows } from './chunks.store.ts';
import type { Frame, KnownCustomer } from './frame.ts';
import type { ItemRow } from './rows.ts';

/** An item of a file that is not there yet. */
export interface NewItem {
  row: ItemRow;
  customer: KnownCustomer;
}

/** Stores items, to wait for the next invoice. */
export async function insertItems(frame: Frame, create: readonly NewItem[]): Promise<void> {
  await insertRows(
    frame,
    'items.csv',
    `insert into future_item (partner_id, partner_path, customer_id,
      description, quantity, unit_price, tax_percent, tax_included, date, alone)
    select partner, path, customer, description, quantity, unit_price, tax_percent, tax_included, date,
      coalesce(alone, false)
    from json_to_recordset($1::json) as i(partner uuid, path text, customer uuid,
      description text, quantity numeric, unit_price numeric, tax_percent numeric, tax_included boolean, date date,
      alone boolean)`,
    create.map(({ row, customer }) => ({
      ...row,
      customer: customer.id,
      partner: customer.partnerId,
      path: customer.partnerPath,
    })),
  );
}
