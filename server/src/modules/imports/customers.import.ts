import { v7 as uuid } from 'uuid';
import { currencyDigits, parseMinor } from '../../domain/money.ts';
import { billingDayFor, type CustomerBillingOverrides, type FinanceValues } from '../../domain/settings.ts';
import { recordedBy } from '../ledger/post.ts';
import { loadFinance } from '../settings/settings.store.ts';
import { addCustomer, customerOf, insertRows, selectByKeys, whyMissing, type Frame, type PartnerPlace } from './frame.ts';
import { fieldReader, type FieldReader, type RowFields } from './customFields.import.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { CustomerRow } from './rows.ts';
import type { TableRecord } from './table.ts';

type Row = ParsedRow<CustomerRow>;
interface NewCustomer { id: string; row: CustomerRow; partner: PartnerPlace; balance: bigint; record: TableRecord; fields: RowFields }

/**
 * Adds the customers of a file with their own billing settings and opening balances. Refuses unknown partners, numbers and
 * logins given twice or taken, and balances with more digits than the currency has. Returns how many were there already.
 */
export async function importCustomers(frame: Frame, rows: readonly Row[]): Promise<{ skipped: number; write(): Promise<void> }> {
  await learnCustomers(frame, good(rows).map((row) => row.value.customer));
  const takenLogins = await loginsTaken(frame, good(rows).flatMap((row) => row.value.login?.toLowerCase() ?? []));
  const reader = await fieldReader(frame, 'CUSTOMER');
  const lines = new Map<string, number>();
  const loginLines = new Map<string, number>();
  const create: NewCustomer[] = [];
  let skipped = 0;
  for (const row of good(rows)) {
    const { record, value } = row;
    const key = `${value.partner} ${value.customer}`;
    const first = lines.get(key);
    if (first !== undefined) refuse(record, 'customer', `${value.customer} is given already on line ${first}`);
    else lines.set(key, record.line);
    const login = value.login?.toLowerCase();
    const holder = login === undefined ? undefined : takenLogins.get(login);
    if (holder !== undefined && holder !== key) refuse(record, 'login', `${value.login} is the login of another customer already`);
    if (login !== undefined && loginLines.has(login)) refuse(record, 'login', `${value.login} is given already on line ${loginLines.get(login)}`);
    const partner = frame.partners.get(value.partner);
    if (!partner) refuse(record, 'partner', whyMissing(frame, 'partners.csv', 'partner', value.partner));
    const balance = partner ? balanceOf(value, partner, (reason) => refuse(record, 'balance', reason)) : null;
    if (record.faults.length || !partner || balance === null) continue;
    if (login !== undefined) loginLines.set(login, record.line);
    if (customerOf(frame, value.customer, partner.id)) { skipped += 1; continue; }
    const fields = reader.read(row, partner.path);
    if (record.faults.length) continue;
    const made: NewCustomer = { id: uuid(), row: value, partner, balance, record, fields };
    create.push(made);
    addCustomer(frame, { id: made.id, externalId: value.customer, partnerId: partner.id, partnerPath: partner.path, currency: partner.currency, isNew: true, inactive: value.status === 'INACTIVE' });
  }
  await reader.compare(create.map(({ record, partner, fields }) => ({ record, path: partner.path, fields })));
  const kept = create.filter(({ record }) => !record.faults.length);
  const rejected = new Set(create.filter(({ record }) => record.faults.length).map(({ id }) => id));
  for (const { id, row } of create) if (rejected.has(id)) frame.customers.set(row.customer, frame.customers.get(row.customer)!.filter((customer) => customer.id !== id));
  return { skipped, write: () => write(frame, reader, kept) };
}

/** Customers with these numbers that are there already, whosever they are. */
export async function learnCustomers(frame: Frame, externalIds: readonly string[]): Promise<void> {
  const rows = await selectByKeys<{ id: string; external_id: string; partner_id: string; partner_path: string; currency: string }>(frame.sql,
    'select id, external_id, partner_id, partner_path, currency from customer where external_id = any($1)', [...new Set(externalIds)].filter((id) => !frame.customers.has(id)));
  for (const row of rows) addCustomer(frame, { id: row.id, externalId: row.external_id, partnerId: row.partner_id, partnerPath: row.partner_path, currency: row.currency, isNew: false, inactive: false });
}

/** Who has a login, by partner and external number. */
async function loginsTaken(frame: Frame, logins: readonly string[]): Promise<Map<string, string>> {
  const rows = await selectByKeys<{ login_key: string; holder: string }>(frame.sql, `select c.login_key, concat_ws(' ', p.number, c.external_id) holder from customer c join partner p on p.id = c.partner_id where c.login_key = any($1)`, [...new Set(logins)]);
  return new Map(rows.map((row) => [row.login_key, row.holder]));
}

function balanceOf(row: CustomerRow, partner: PartnerPlace, fault: (reason: string) => void): bigint | null {
  const digits = currencyDigits(partner.currency);
  try { return row.balance === null ? 0n : parseMinor(row.balance, digits); } catch {
    fault(`"${row.balance}" has more than the ${digits} decimals of ${partner.currency}`);
    return null;
  }
}

/** Only what the row gives; the rest is inherited. Where new customers get the day they are created on, so do these. */
function billingOf(row: CustomerRow, finance: FinanceValues | undefined): CustomerBillingOverrides {
  const { billing_enabled: billingEnabled, payment_period: paymentPeriod, prepaid_months: prepaidMonths, billing_day, payment_due_days: paymentDueDays } = row;
  const billingDay = billing_day ?? (finance?.billingDayFromCreation ? billingDayFor(row.created) : null);
  return Object.fromEntries(Object.entries({ billingEnabled, paymentPeriod, prepaidMonths, billingDay, paymentDueDays }).filter(([, value]) => value !== null));
}

async function write(frame: Frame, reader: FieldReader, create: readonly NewCustomer[]): Promise<void> {
  const by = recordedBy(frame.sql);
  const finance = await loadFinance(frame.sql, create.map(({ partner }) => partner.id));
  const rows = create.map(({ id, row, partner, balance, fields }, order) => ({
    ...row, order, id, partner: partner.id, path: partner.path, currency: partner.currency, balance, external: row.customer, billing: billingOf(row, finance.get(partner.id)), today: frame.today(partner.timeZone),
    fields: fields.values, transaction: uuid(), amount: balance < 0n ? -balance : balance,
  }));
  const given = `json_to_recordset($1::json) as r("order" int, id uuid, partner uuid, path text, currency text, balance bigint, external text, billing jsonb, today date, name text, email text, login text,
    status text, billing_type text, street text, city text, zip text, country text, phone text, created date, fields jsonb, transaction uuid, amount bigint)`;
  // whoever moves in blocked is blocked as of today for the rules that count from there: nobody knows since when it was
  await insertRows(frame, 'customers.csv', `insert into customer (id, partner_id, partner_path, external_id, name, email, email_key, login, login_key, phone, street, city, zip, country, status, status_reason,
      blocked_since, inactive_since, billing_type, currency, billing, balance_minor, created_on, custom_fields)
    select id, partner, path, external, name, email, lower(email), login, lower(login), phone, street, city, zip, country, status, 'moved in with this status',
      case when status = 'BLOCKED' then today end, case when status = 'INACTIVE' then today end, billing_type, currency, billing, balance, created, fields from ${given} order by "order"`, rows);
  await reader.write(create.map(({ id, partner, fields }) => ({ id, partnerId: partner.id, partnerPath: partner.path, fields })));
  await insertRows(frame, 'customers.csv', `insert into status_change (partner_id, partner_path, customer_id, to_status, reason, date, recorded_by)
    select partner, path, id, status, 'moved in with this status', today, $2 from ${given}`, rows, [by.name]);
  const owing = rows.filter((row) => row.balance !== 0n);
  await insertRows(frame, 'balances', `insert into ledger_transaction (id, partner_id, partner_path, customer_id, type, amount_minor, currency, category, description, date, balance_after_minor, recorded_by_kind, recorded_by)
    select transaction, partner, path, id, case when balance < 0 then 'DEBIT' else 'CREDIT' end, amount, currency, 'Correction', 'Opening balance', created, balance, $2, $3 from ${given} order by "order"`, owing, [by.kind, by.name]);
  // money that was brought along pays invoices by itself
  await insertRows(frame, 'balances', `insert into credit (transaction_id, partner_id, partner_path, customer_id, date, remaining_minor) select transaction, partner, path, id, created, amount from ${given} where balance > 0`, owing);
}
