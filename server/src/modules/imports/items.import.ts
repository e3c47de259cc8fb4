import { fromDecimal, mul, roundToMinor } from '@backhaul/domain/money/fraction';
import { currencyDigits } from '@backhaul/domain/money/money';
import { LINE_MAX_MINOR } from '../ledger/index.ts';
import { learnCustomers } from './customers.import.ts';
import {
  customerMeant,
  insertRows,
  selectByKeys,
  type Frame,
  type KnownCustomer,
} from './frame.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { ItemRow } from './rows.ts';

type Row = ParsedRow<ItemRow>;
interface NewItem {
  row: ItemRow;
  customer: KnownCustomer;
}

/** What the numbers of an item have at most. */
const DECIMALS = 4;

/**
 * Adds what waits for the next invoice of customers. Refuses unknown customers and lines larger than
 * an invoice may have. Items have no number of their own: as many rows of one customer that say the
 * same as were there already, charged since or not, are skipped. Returns how many.
 */
export async function importItems(
  frame: Frame,
  rows: readonly Row[],
): Promise<{ skipped: number; write(): Promise<void> }> {
  await learnCustomers(
    frame,
    good(rows).map(({ value }) => ({
      externalId: value.customer,
      number: value.customer === null ? value.customer_number : null,
    })),
  );
  const meant: NewItem[] = [];
  for (const { record, value } of good(rows)) {
    const customer = customerMeant(frame, value, (column, reason) =>
      refuse(record, column, reason),
    );
    if (!customer) continue;
    const amount = roundToMinor(
      mul(fromDecimal(value.quantity), fromDecimal(value.unit_price)),
      currencyDigits(customer.currency),
    );
    if (amount > LINE_MAX_MINOR)
      refuse(record, 'unit_price', 'times the quantity is more than a line may be');
    else meant.push({ row: value, customer });
  }
  const there = await itemsThere(
    frame,
    meant.map(({ customer }) => customer),
  );
  const create = meant.filter(({ row, customer }) => {
    const key = keyOf({ ...row, customer: customer.id });
    const left = there.get(key) ?? 0;
    there.set(key, left - 1);
    return left <= 0;
  });
  return { skipped: meant.length - create.length, write: () => write(frame, create) };
}

/** The same item says the same: numbers are compared by their value, 2 is 2.00. */
const keyOf = (item: ItemRow & { customer: string }): string =>
  JSON.stringify([
    item.customer,
    item.description,
    ...[item.quantity, item.unit_price, item.tax_percent].map((number) =>
      String(roundToMinor(fromDecimal(number), DECIMALS)),
    ),
    item.tax_included,
    item.date,
  ]);

async function itemsThere(
  frame: Frame,
  customers: readonly KnownCustomer[],
): Promise<Map<string, number>> {
  const ids = customers.filter((customer) => !customer.isNew).map((customer) => customer.id);
  const rows = await selectByKeys<ItemRow & { customer: string; n: number }>(
    frame.sql,
    `select customer_id customer, description, quantity::text quantity, unit_price::text unit_price,
      tax_percent::text tax_percent, tax_included, date, count(*)::int n
    from future_item
    where customer_id = any($1)
    group by 1, 2, 3, 4, 5, 6, 7`,
    [...new Set(ids)],
  );
  return new Map(rows.map((row) => [keyOf(row), row.n]));
}

async function write(frame: Frame, create: readonly NewItem[]): Promise<void> {
  await insertRows(
    frame,
    'items.csv',
    `insert into future_item (partner_id, partner_path, customer_id,
      description, quantity, unit_price, tax_percent, tax_included, date)
    select partner, path, customer, description, quantity, unit_price, tax_percent, tax_included, date
    from json_to_recordset($1::json) as i(partner uuid, path text, customer uuid,
      description text, quantity numeric, unit_price numeric, tax_percent numeric, tax_included boolean, date date)`,
    create.map(({ row, customer }) => ({
      ...row,
      customer: customer.id,
      partner: customer.partnerId,
      path: customer.partnerPath,
    })),
  );
  for (const { customer } of create)
    frame.sql.happened('termsChanged', { customerId: customer.id });
}
