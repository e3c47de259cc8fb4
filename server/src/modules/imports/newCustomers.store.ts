import type { CustomerBillingOverrides } from '@backhaul/domain/settings/finance';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { recordedBy } from '../ledger/index.ts';
import { insertRows } from './chunks.store.ts';
import type { Frame } from './frame.ts';
import type { CustomerRow } from './rows.ts';

/** A customer as it is stored, with what its row says. balance and amount, which has no sign, are minor units. */
export interface CustomerToStore extends Omit<CustomerRow, 'partner' | 'balance' | 'billing'> {
  order: number;
  id: string;
  partner: string;
  path: string;
  currency: string;
  balance: bigint;
  amount: bigint;
  /** Of the entry in the ledger that opens its balance. */
  transaction: string;
  external: string | null;
  billing: CustomerBillingOverrides;
  today: LocalDate;
  fields: FieldValues;
}

const GIVEN = `json_to_recordset($1::json) as r(
  "order" int, id uuid, number int, partner uuid, path text,
  currency text, balance bigint, external text, billing jsonb, today date,
  name text, email text, login text, status text, billing_type text,
  street text, city text, zip text, country text, phone text,
  created date, blocked_since date, inactive_since date,
  kind text, tax_number text, vat_id text, fields jsonb, transaction uuid, amount bigint
)`;

/** Numbers that are given out from now on lie behind this one. */
export async function leaveOutNumbers(frame: Frame, last: number): Promise<void> {
  const { next } = await frame.sql.row<{ next: bigint }>(
    `select nextval('customer_number_seq') next`,
  );
  if (Number(next) < last)
    await frame.sql.rows(
      `select max(nextval('customer_number_seq')) from generate_series($1::bigint + 1, $2)`,
      [next, last],
    );
}

/** Stores customers; one without a number of its own gets the next. */
export async function insertCustomers(
  frame: Frame,
  customers: readonly CustomerToStore[],
): Promise<void> {
  // whoever moves in blocked is blocked as of today for the rules that count from there, unless the file says since when;
  // inactive without a day of blocking is whom somebody switched off
  await insertRows(
    frame,
    'customers.csv',
    `insert into customer (
      id, number, partner_id, partner_path, external_id,
      name, email, email_key, login, login_key,
      phone, street, city, zip, country,
      status, status_reason,
      blocked_since,
      inactive_since,
      billing_type, currency, billing, balance_minor, created_on, custom_fields,
      kind, tax_number, vat_id
    )
    select
      id, coalesce(number, nextval('customer_number_seq')::int), partner, path, external,
      name, email, lower(email), login, lower(login),
      phone, street, city, zip, country,
      status, 'moved in with this status',
      case when status = 'BLOCKED' then coalesce(blocked_since, today) else blocked_since end,
      case when status = 'INACTIVE' then coalesce(inactive_since, today) end,
      billing_type, currency, billing, balance, created, fields,
      coalesce(kind, 'PERSON'), tax_number, vat_id
    from ${GIVEN}
    order by "order"`,
    customers,
  );
}

/** Begins the history of their statuses. */
export async function insertFirstStatuses(
  frame: Frame,
  customers: readonly CustomerToStore[],
): Promise<void> {
  await insertRows(
    frame,
    'customers.csv',
    `insert into status_change (partner_id, partner_path, customer_id, to_status, reason, date, recorded_by)
    select partner, path, id, status, 'moved in with this status', today, $2 from ${GIVEN}`,
    customers,
    [recordedBy(frame.sql).name],
  );
}

/** Books what they moved in with: a debt, or money, which pays invoices by itself from then on. */
export async function insertBalances(
  frame: Frame,
  owing: readonly CustomerToStore[],
): Promise<void> {
  const by = recordedBy(frame.sql);
  await insertRows(
    frame,
    'balances',
    `insert into ledger_transaction (
      id, partner_id, partner_path, customer_id,
      type, amount_minor, currency,
      category, description, date, balance_after_minor,
      recorded_by_kind, recorded_by
    )
    select
      transaction, partner, path, id,
      case when balance < 0 then 'DEBIT' else 'CREDIT' end, amount, currency,
      'Correction', 'Opening balance', created, balance,
      $2, $3
    from ${GIVEN}
    order by "order"`,
    owing,
    [by.kind, by.name],
  );
  // money that was brought along pays invoices by itself
  await insertRows(
    frame,
    'balances',
    `insert into credit (transaction_id, partner_id, partner_path, customer_id, date, remaining_minor)
    select transaction, partner, path, id, created, amount
    from ${GIVEN}
    where balance > 0`,
    owing,
  );
}
