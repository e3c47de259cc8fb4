import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { lineAmount } from '@backhaul/domain/money/limits';
import { learnCustomers } from './customers.import.ts';
import { customerMeant, type Frame } from './frame.ts';
import { itemsThere } from './known.store.ts';
import { insertItems, type NewItem } from './newItems.store.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { ItemRow } from './rows.ts';

type Row = ParsedRow<ItemRow>;
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
    if (lineAmount(value.unit_price, value.quantity, customer.currency) === null)
      refuse(record, 'unit_price', 'times the quantity is more than a line may be');
    else meant.push({ row: value, customer });
  }
  const there = await countsThere(frame, meant);
  const create = meant.filter(({ row, customer }) => {
    const key = keyOf({ ...row, customer: customer.id });
    const left = there.get(key) ?? 0;
    there.set(key, left - 1);
    return left <= 0;
  });
  return { skipped: meant.length - create.length, write: () => write(frame, create) };
}

/** The same item says the same: numbers are compared by their value, 2 is 2.00. */
const keyOf = (item: Omit<ItemRow, 'alone'> & { customer: string }): string =>
  JSON.stringify([
    item.customer,
    item.description,
    ...[item.quantity, item.unit_price, item.tax_percent].map((number) =>
      String(roundToMinor(fromDecimal(number), DECIMALS)),
    ),
    item.tax_included,
    item.date,
  ]);

/** How many items say the same as which is there, by keyOf(), of the customers that some are for. */
async function countsThere(frame: Frame, meant: readonly NewItem[]): Promise<Map<string, number>> {
  const old = meant.flatMap(({ customer }) => (customer.isNew ? [] : [customer.id]));
  const there = await itemsThere(frame.sql, [...new Set(old)]);
  return new Map(there.map((item) => [keyOf(item), item.count]));
}

async function write(frame: Frame, create: readonly NewItem[]): Promise<void> {
  await insertItems(frame, create);
  for (const { customer } of create)
    frame.sql.happened('termsChanged', { customerId: customer.id });
}
