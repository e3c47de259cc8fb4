import { v7 as uuid } from 'uuid';
import { isDecimal } from '@backhaul/domain/money/fraction';
import { lineAmount } from '@backhaul/domain/money/limits';
import { currencyDigits } from '@backhaul/domain/money/money';
import { reschedule } from '../runs/index.ts';
import { learnCustomers } from './customers.import.ts';
import {
  customerMeant,
  tariffMeant,
  type Frame,
  type KnownCustomer,
  type KnownTariff,
} from './frame.ts';
import { fieldReader, type FieldReader } from './customFields.import.ts';
import { servicesThere } from './known.store.ts';
import {
  insertServices,
  linkChanges,
  pauseInactive,
  type NewService,
} from './newServices.store.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { ServiceRow } from './rows.ts';
import type { TableRecord } from './table.ts';

type Row = ParsedRow<ServiceRow>;
/**
 * Adds the services of a file. Refuses unknown customers and tariffs, a tariff that is not offered to the customer's
 * partner, and dates the wrong way round. Services have no number of their own: as many rows of one customer, tariff,
 * start and description as are there already are skipped. Returns how many.
 */
export async function importServices(
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
  const there = await countsThere(
    frame,
    good(rows).flatMap(
      ({ value }) =>
        (value.customer === null
          ? frame.numbers.get(value.customer_number ?? 0)
          : frame.customers.get(value.customer)) ?? [],
    ),
  );
  const reader = await fieldReader(frame, 'SERVICE');
  const create: NewService[] = [];
  let skipped = 0;
  for (const row of good(rows)) {
    const { record, value } = row;
    const customer = customerMeant(frame, value, (column, reason) =>
      refuse(record, column, reason),
    );
    const tariff = tariffMeant(frame, value, customer, (column, reason) =>
      refuse(record, column, reason),
    );
    if (customer && tariff) checkOffer(record, customer, tariff);
    if (tariff) checkAmounts(record, value, tariff);
    checkDates(record, value);
    checkDiscount(record, value, customer?.currency);
    if (record.faults.length || !customer || !tariff) continue;
    const description = value.description ?? tariff.name;
    const key = keyOf(customer.id, tariff.id, value.start, description);
    const left = there.get(key) ?? 0;
    if (left > 0) {
      there.set(key, left - 1);
      record.there = '';
      skipped += 1;
      continue;
    }
    const fields = reader.read(row, customer.partnerPath);
    if (record.faults.length) continue;
    record.made = uuid();
    create.push({ id: record.made, row: value, customer, tariff, description, record, fields });
  }
  await reader.compare(
    create.map(({ record, customer, fields }) => ({ record, path: customer.partnerPath, fields })),
  );
  meanFollowing(frame, create);
  return {
    skipped,
    write: () =>
      write(
        frame,
        reader,
        create.filter(({ record }) => !record.faults.length),
      ),
  };
}

/** Finds what follows a service after a change of plan; of two that say the same, whichever is left. */
function meanFollowing(frame: Frame, create: readonly NewService[]): void {
  const left = new Map<string, NewService[]>();
  for (const service of create) {
    const { customer, tariff, row, description, record } = service;
    if (record.faults.length) continue;
    const key = keyOf(customer.id, tariff.id, row.start, description);
    left.set(key, [...(left.get(key) ?? []), service]);
  }
  for (const service of create) {
    const { changed_to: to } = service.row;
    if (!to || service.record.faults.length) continue;
    const tariff = tariffMeant(
      frame,
      { tariff: to.tariff, tariff_owner: to.owner },
      service.customer,
      (_column, reason) => refuse(service.record, 'changed_to', reason),
    );
    if (!tariff) continue;
    const next = left.get(keyOf(service.customer.id, tariff.id, to.start, to.description))?.shift();
    if (next) service.next = next.id;
    else refuse(service.record, 'changed_to', `the file has no such service from ${to.start}`);
  }
}

const keyOf = (...parts: string[]) => parts.join('\u0000');

/** How many services say the same as which is there, by keyOf(), of these customers. */
async function countsThere(
  frame: Frame,
  customers: readonly KnownCustomer[],
): Promise<Map<string, number>> {
  const old = customers.flatMap((customer) => (customer.isNew ? [] : [customer.id]));
  const there = await servicesThere(frame.sql, [...new Set(old)]);
  return new Map(
    there.map(({ customerId, tariffId, startDate, description, count }) => [
      keyOf(customerId, tariffId, startDate, description),
      count,
    ]),
  );
}

function checkOffer(record: TableRecord, customer: KnownCustomer, tariff: KnownTariff): void {
  if (tariff.currency !== customer.currency)
    refuse(
      record,
      'tariff',
      `${tariff.code} is in ${tariff.currency}, the customer is billed in ${customer.currency}`,
    );
  else if (!tariff.partnerIds.has(customer.partnerId))
    refuse(record, 'tariff', `${tariff.code} is not offered to the customer's partner`);
}

function checkAmounts(record: TableRecord, row: ServiceRow, tariff: KnownTariff): void {
  const tooMuch = (price: string, quantity: string) =>
    lineAmount(price, quantity, tariff.currency) === null;
  const own = (row.earlier_prices ?? []).flatMap(({ price }) => price ?? []);
  if ([row.unit_price ?? tariff.price, ...own].some((price) => tooMuch(price, row.quantity ?? '1')))
    refuse(
      record,
      row.unit_price === null ? 'quantity' : 'unit_price',
      `times the ${row.unit_price === null ? 'price' : 'quantity'} is more than a line may be`,
    );
  for (const column of ['setup_fee', 'activation_fee', 'cancellation_fee'] as const)
    if (tooMuch(row[column] ?? '0', '1')) refuse(record, column, 'is more than a line may be');
}

function checkDates(record: TableRecord, row: ServiceRow): void {
  if (row.end !== null && row.end < row.start)
    refuse(record, 'end', `lies before the start ${row.start}`);
  if (row.charged_until !== null && row.charged_until < row.start)
    refuse(record, 'charged_until', `lies before the start ${row.start}`);
}

function checkDiscount(record: TableRecord, row: ServiceRow, currency: string | undefined): void {
  if (row.discount_kind === null) {
    for (const column of ['discount_value', 'discount_from', 'discount_until'] as const)
      if (row[column] !== null) refuse(record, column, 'is given without a discount_kind');
    return;
  }
  if (row.discount_value === null) refuse(record, 'discount_value', 'is missing');
  else if (row.discount_kind === 'PERCENT' && Number(row.discount_value) > 100)
    refuse(record, 'discount_value', 'may be 100 percent at most');
  else if (
    row.discount_kind === 'FIXED' &&
    currency &&
    !isDecimal(row.discount_value, currencyDigits(currency))
  )
    refuse(record, 'discount_value', `"${row.discount_value}" has more decimals than ${currency}`);
  if (
    row.discount_from !== null &&
    row.discount_until !== null &&
    row.discount_until < row.discount_from
  )
    refuse(record, 'discount_until', `lies before discount_from ${row.discount_from}`);
}

async function write(
  frame: Frame,
  reader: FieldReader,
  create: readonly NewService[],
): Promise<void> {
  await insertServices(frame, create);
  await linkChanges(frame, create);
  await reader.write(
    create.map(({ id, customer, fields }) => ({
      id,
      partnerId: customer.partnerId,
      partnerPath: customer.partnerPath,
      fields,
    })),
  );
  const owners = new Map(create.map(({ customer }) => [customer.id, customer]));
  const changed = [...owners.keys()].map((customerId) => ({ customerId }));
  await pauseInactive(
    frame.sql,
    [...owners.values()].filter((customer) => customer.inactive),
  );
  for (let i = 0; i < changed.length; i += 5000) {
    await reschedule(frame.sql, changed.slice(i, i + 5000));
    frame.progress('billing dates', Math.min(i + 5000, changed.length), changed.length);
  }
}
