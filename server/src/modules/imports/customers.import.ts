import { v7 as uuid } from 'uuid';
import { currencyDigits, parseMinor } from '../../domain/money.ts';
import {
  billingDayFor,
  type CustomerBillingOverrides,
  type FinanceValues,
} from '../../domain/settings.ts';
import { recordedBy } from '../ledger/post.ts';
import { loadFinance } from '../settings/settings.store.ts';
import {
  addCustomer,
  customerOf,
  insertRows,
  selectByKeys,
  whyMissing,
  type Frame,
  type PartnerPlace,
} from './frame.ts';
import { fieldReader, type FieldReader, type RowFields } from './customFields.import.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { CustomerRow } from './rows.ts';
import type { TableRecord } from './table.ts';

type Row = ParsedRow<CustomerRow>;
interface NewCustomer {
  id: string;
  row: CustomerRow;
  partner: PartnerPlace;
  balance: bigint;
  record: TableRecord;
  fields: RowFields;
}

/**
 * Adds the customers of a file with their own billing settings and opening balances. Refuses unknown partners, numbers and
 * logins given twice or taken, and balances with more digits than the currency has. Returns how many were there already.
 */
export async function importCustomers(
  frame: Frame,
  rows: readonly Row[],
): Promise<{ skipped: number; write(): Promise<void> }> {
  await learnCustomers(
    frame,
    good(rows).map(({ value }) => ({ externalId: value.customer, number: value.number })),
  );
  const takenLogins = await loginsTaken(
    frame,
    good(rows).flatMap((row) => row.value.login?.toLowerCase() ?? []),
  );
  const reader = await fieldReader(frame, 'CUSTOMER');
  const lines = new Map<string, number>();
  const loginLines = new Map<string, number>();
  const create: NewCustomer[] = [];
  let skipped = 0;
  for (const row of good(rows)) {
    const { record, value } = row;
    if (value.customer === null && value.number === null) {
      refuse(record, 'customer', 'is missing');
      continue;
    }
    const key = value.customer === null ? `#${value.number}` : `${value.partner} ${value.customer}`;
    const first = lines.get(key);
    if (first !== undefined)
      refuse(
        record,
        'customer',
        `${value.customer ?? value.number} is given already on line ${first}`,
      );
    else lines.set(key, record.line);
    const login = value.login?.toLowerCase();
    const holder = login === undefined ? undefined : takenLogins.get(login);
    if (holder !== undefined && holder !== key)
      refuse(record, 'login', `${value.login} is the login of another customer already`);
    if (login !== undefined && loginLines.has(login))
      refuse(record, 'login', `${value.login} is given already on line ${loginLines.get(login)}`);
    const partner = frame.partners.get(value.partner);
    if (!partner)
      refuse(record, 'partner', whyMissing(frame, 'partners.csv', 'partner', value.partner));
    const balance = partner
      ? balanceOf(value, partner, (reason) => refuse(record, 'balance', reason))
      : null;
    if (record.faults.length || !partner || balance === null) continue;
    if (login !== undefined) loginLines.set(login, record.line);
    const numbered = value.number === null ? undefined : frame.numbers.get(value.number);
    const there =
      value.customer === null ? numbered : customerOf(frame, value.customer, partner.id);
    if (there?.partnerId === partner.id) {
      skipped += 1;
      continue;
    }
    if (numbered) {
      refuse(record, 'number', `${value.number} is the number of another customer already`);
      continue;
    }
    const fields = reader.read(row, partner.path);
    if (record.faults.length) continue;
    const made: NewCustomer = { id: uuid(), row: value, partner, balance, record, fields };
    create.push(made);
    addCustomer(frame, {
      id: made.id,
      externalId: value.customer,
      number: value.number,
      partnerId: partner.id,
      partnerPath: partner.path,
      currency: partner.currency,
      isNew: true,
      inactive: value.status === 'INACTIVE',
    });
  }
  await reader.compare(
    create.map(({ record, partner, fields }) => ({ record, path: partner.path, fields })),
  );
  const kept = create.filter(({ record }) => !record.faults.length);
  const rejected = new Set(create.filter(({ record }) => record.faults.length).map(({ id }) => id));
  for (const { id, row } of create) if (rejected.has(id)) forget(frame, id, row);
  return { skipped, write: () => write(frame, reader, kept) };
}

function forget(frame: Frame, id: string, row: CustomerRow): void {
  if (row.customer !== null)
    frame.customers.set(
      row.customer,
      frame.customers.get(row.customer)!.filter((customer) => customer.id !== id),
    );
  if (row.number !== null) frame.numbers.delete(row.number);
}

/** Customers with these numbers that are there already, whosever they are. */
export async function learnCustomers(
  frame: Frame,
  wanted: readonly { externalId: string | null; number: number | null }[],
): Promise<void> {
  const externalIds = new Set(
    wanted.flatMap(({ externalId }) =>
      externalId === null || frame.customers.has(externalId) ? [] : [externalId],
    ),
  );
  const numbers = new Set(
    wanted.flatMap(({ number }) =>
      number === null || frame.numbers.has(number) ? [] : [String(number)],
    ),
  );
  const known = new Set<string>();
  const columns = 'id, external_id, number, partner_id, partner_path, currency from customer';
  type Found = {
    id: string;
    external_id: string | null;
    number: number;
    partner_id: string;
    partner_path: string;
    currency: string;
  };
  for (const row of [
    ...(await selectByKeys<Found>(frame.sql, `select ${columns} where external_id = any($1)`, [
      ...externalIds,
    ])),
    ...(await selectByKeys<Found>(frame.sql, `select ${columns} where number = any($1::int[])`, [
      ...numbers,
    ])),
  ]) {
    if (known.has(row.id) || frame.numbers.get(row.number)?.id === row.id) continue;
    known.add(row.id);
    addCustomer(frame, {
      id: row.id,
      externalId: row.external_id,
      number: row.number,
      partnerId: row.partner_id,
      partnerPath: row.partner_path,
      currency: row.currency,
      isNew: false,
      inactive: false,
    });
  }
}

/** Who has a login, by partner and external number. */
async function loginsTaken(frame: Frame, logins: readonly string[]): Promise<Map<string, string>> {
  const rows = await selectByKeys<{ login_key: string; holder: string }>(
    frame.sql,
    `select c.login_key, case when c.external_id is null then '#' || c.number else p.number || ' ' || c.external_id end holder from customer c join partner p on p.id = c.partner_id where c.login_key = any($1)`,
    [...new Set(logins)],
  );
  return new Map(rows.map((row) => [row.login_key, row.holder]));
}

function balanceOf(
  row: CustomerRow,
  partner: PartnerPlace,
  fault: (reason: string) => void,
): bigint | null {
  const digits = currencyDigits(partner.currency);
  try {
    return row.balance === null ? 0n : parseMinor(row.balance, digits);
  } catch {
    fault(`"${row.balance}" has more than the ${digits} decimals of ${partner.currency}`);
    return null;
  }
}

/** Only what the row gives; the rest is inherited. Where new customers get the day they are created on, so do these. */
function billingOf(row: CustomerRow, finance: FinanceValues | undefined): CustomerBillingOverrides {
  const {
    billing_enabled: billingEnabled,
    payment_period: paymentPeriod,
    prepaid_months: prepaidMonths,
    billing_day,
    payment_due_days: paymentDueDays,
  } = row;
  const billingDay =
    billing_day ?? (finance?.billingDayFromCreation ? billingDayFor(row.created) : null);
  return {
    ...row.billing,
    ...Object.fromEntries(
      Object.entries({
        billingEnabled,
        paymentPeriod,
        prepaidMonths,
        billingDay,
        paymentDueDays,
      }).filter(([, value]) => value !== null),
    ),
  };
}

/** Numbers that are given out from now on lie behind those of the file. */
async function leaveOut(frame: Frame, create: readonly NewCustomer[]): Promise<void> {
  const last = create.reduce((most, { row }) => Math.max(most, row.number ?? 0), 0);
  if (!last) return;
  const { next } = await frame.sql.row<{ next: bigint }>(
    `select nextval('customer_number_seq') next`,
  );
  if (Number(next) < last)
    await frame.sql.rows(
      `select max(nextval('customer_number_seq')) from generate_series($1::bigint + 1, $2)`,
      [next, last],
    );
}

async function write(
  frame: Frame,
  reader: FieldReader,
  create: readonly NewCustomer[],
): Promise<void> {
  const by = recordedBy(frame.sql);
  const finance = await loadFinance(
    frame.sql,
    create.map(({ partner }) => partner.id),
  );
  const rows = create.map(({ id, row, partner, balance, fields }, order) => ({
    ...row,
    order,
    id,
    number: row.number,
    partner: partner.id,
    path: partner.path,
    currency: partner.currency,
    balance,
    external: row.customer,
    billing: billingOf(row, finance.get(partner.id)),
    today: frame.today(partner.timeZone),
    fields: fields.values,
    transaction: uuid(),
    amount: balance < 0n ? -balance : balance,
  }));
  const given = `json_to_recordset($1::json) as r("order" int, id uuid, number int, partner uuid, path text, currency text, balance bigint, external text, billing jsonb, today date, name text, email text, login text,
    status text, billing_type text, street text, city text, zip text, country text, phone text, created date, fields jsonb, transaction uuid, amount bigint)`;
  await leaveOut(frame, create);
  // whoever moves in blocked is blocked as of today for the rules that count from there: nobody knows since when it was
  await insertRows(
    frame,
    'customers.csv',
    `insert into customer (id, number, partner_id, partner_path, external_id, name, email, email_key, login, login_key, phone, street, city, zip, country, status, status_reason,
      blocked_since, inactive_since, billing_type, currency, billing, balance_minor, created_on, custom_fields)
    select id, coalesce(number, nextval('customer_number_seq')::int), partner, path, external, name, email, lower(email), login, lower(login), phone, street, city, zip, country, status, 'moved in with this status',
      case when status = 'BLOCKED' then today end, case when status = 'INACTIVE' then today end, billing_type, currency, billing, balance, created, fields from ${given} order by "order"`,
    rows,
  );
  await reader.write(
    create.map(({ id, partner, fields }) => ({
      id,
      partnerId: partner.id,
      partnerPath: partner.path,
      fields,
    })),
  );
  await insertRows(
    frame,
    'customers.csv',
    `insert into status_change (partner_id, partner_path, customer_id, to_status, reason, date, recorded_by)
    select partner, path, id, status, 'moved in with this status', today, $2 from ${given}`,
    rows,
    [by.name],
  );
  const owing = rows.filter((row) => row.balance !== 0n);
  await insertRows(
    frame,
    'balances',
    `insert into ledger_transaction (id, partner_id, partner_path, customer_id, type, amount_minor, currency, category, description, date, balance_after_minor, recorded_by_kind, recorded_by)
    select transaction, partner, path, id, case when balance < 0 then 'DEBIT' else 'CREDIT' end, amount, currency, 'Correction', 'Opening balance', created, balance, $2, $3 from ${given} order by "order"`,
    owing,
    [by.kind, by.name],
  );
  // money that was brought along pays invoices by itself
  await insertRows(
    frame,
    'balances',
    `insert into credit (transaction_id, partner_id, partner_path, customer_id, date, remaining_minor) select transaction, partner, path, id, created, amount from ${given} where balance > 0`,
    owing,
  );
}
