import { v7 as uuid } from 'uuid';
import type { DiscountFacts } from '@backhaul/domain/charging/facts';
import { isDecimal } from '@backhaul/domain/money/fraction';
import { currencyDigits } from '@backhaul/domain/money/money';
import { reschedule } from '../runs/index.ts';
import { learnCustomers } from './customers.import.ts';
import {
  customerMeant,
  insertRows,
  selectByKeys,
  tariffMeant,
  type Frame,
  type KnownCustomer,
  type KnownTariff,
} from './frame.ts';
import { fieldReader, type FieldReader, type RowFields } from './customFields.import.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { ServiceRow } from './rows.ts';
import type { TableRecord } from './table.ts';

type Row = ParsedRow<ServiceRow>;
interface NewService {
  id: string;
  row: ServiceRow;
  customer: KnownCustomer;
  tariff: KnownTariff;
  description: string;
  record: TableRecord;
  fields: RowFields;
}

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
  const there = await servicesThere(
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
    checkDates(record, value);
    checkDiscount(record, value, customer?.currency);
    if (record.faults.length || !customer || !tariff) continue;
    const description = value.description ?? tariff.name;
    const key = keyOf(customer.id, tariff.id, value.start, description);
    const left = there.get(key) ?? 0;
    if (left > 0) {
      there.set(key, left - 1);
      skipped += 1;
      continue;
    }
    const fields = reader.read(row, customer.partnerPath);
    if (!record.faults.length)
      create.push({ id: uuid(), row: value, customer, tariff, description, record, fields });
  }
  await reader.compare(
    create.map(({ record, customer, fields }) => ({ record, path: customer.partnerPath, fields })),
  );
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

const keyOf = (...parts: string[]) => parts.join('\u0000');

async function servicesThere(
  frame: Frame,
  customers: readonly KnownCustomer[],
): Promise<Map<string, number>> {
  const ids = [
    ...new Set(customers.filter((customer) => !customer.isNew).map((customer) => customer.id)),
  ];
  const rows = await selectByKeys<{
    customer_id: string;
    tariff_id: string;
    start_date: string;
    description: string;
    n: number;
  }>(
    frame.sql,
    `select customer_id, tariff_id, start_date, description, count(*)::int n
    from service
    where customer_id = any($1)
    group by 1, 2, 3, 4`,
    ids,
  );
  return new Map(
    rows.map((row) => [
      keyOf(row.customer_id, row.tariff_id, row.start_date, row.description),
      row.n,
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

function discountsOf(row: ServiceRow): DiscountFacts[] {
  if (row.discount_kind === null || row.discount_value === null) return row.more_discounts ?? [];
  return [
    {
      kind: row.discount_kind,
      value: row.discount_value,
      from: row.discount_from,
      until: row.discount_until,
      message: row.discount_message,
    },
    ...(row.more_discounts ?? []),
  ];
}

async function write(
  frame: Frame,
  reader: FieldReader,
  create: readonly NewService[],
): Promise<void> {
  // a fee for setting up was the old system's to charge, unless the file says otherwise
  await insertRows(
    frame,
    'services.csv',
    `insert into service (
      id, partner_id, partner_path, customer_id, tariff_id, description,
      start_date, end_date,
      quantity, unit_price,
      setup_fee, setup_charged, charged_until,
      discounts, state, pauses, custom_fields
    )
    select
      id, partner, path, customer, tariff, description,
      start, "end",
      coalesce(quantity, 1), price,
      fee, coalesce("feeCharged", true), coalesce(charged, start),
      discounts, coalesce(state, 'RUNNING'), coalesce(pauses, '[]'), fields
    from json_to_recordset($1::json) as s(
      id uuid, partner uuid, path text, customer uuid, tariff uuid, description text,
      start date, "end" date, quantity numeric, price numeric, charged date,
      discounts jsonb, fee numeric, "feeCharged" boolean, state text, pauses jsonb, fields jsonb
    )`,
    create.map(({ id, row, customer, tariff, description, fields }) => ({
      id,
      partner: customer.partnerId,
      path: customer.partnerPath,
      customer: customer.id,
      tariff: tariff.id,
      description,
      start: row.start,
      end: row.end,
      quantity: row.quantity,
      price: row.unit_price,
      charged: row.charged_until,
      discounts: discountsOf(row),
      fee: row.setup_fee,
      feeCharged: row.setup_charged,
      state: row.state,
      pauses: row.pauses,
      fields: fields.values,
    })),
  );
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
    frame,
    [...owners.values()].filter((customer) => customer.inactive),
  );
  for (let i = 0; i < changed.length; i += 5000) {
    await reschedule(frame.sql, changed.slice(i, i + 5000));
    frame.progress('billing dates', Math.min(i + 5000, changed.length), changed.length);
  }
}

/**
 * An inactive customer is not billed for the days it is inactive: if it comes back, it is billed
 * from that day. Where the file does not say since when, nothing is billed that is not charged yet.
 */
async function pauseInactive(frame: Frame, customers: readonly KnownCustomer[]): Promise<void> {
  await frame.sql.rows(
    `update service s
    set pauses = jsonb_build_array(
      jsonb_build_object('from', greatest(start_date, coalesce(i.since, charged_until))::text, 'until', null)
    )
    from unnest($1::uuid[], $2::date[]) as i(customer, since)
    where s.customer_id = i.customer
      and pauses = '[]'
      and state = 'RUNNING'
      and (end_date is null or end_date >= greatest(start_date, coalesce(i.since, charged_until)))`,
    [customers.map((customer) => customer.id), customers.map((customer) => customer.inactiveSince)],
  );
}
