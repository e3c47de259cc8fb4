import { v7 as uuid } from 'uuid';
import {
  billingDayFor,
  type CustomerBillingOverrides,
  type FinanceValues,
} from '@backhaul/domain/settings/finance';
import { recordedBy } from '../ledger/index.ts';
import { loadFinance } from '../settings/index.ts';
import { insertRows, type Frame, type PartnerPlace } from './frame.ts';
import type { FieldReader, RowFields } from './customFields.import.ts';
import type { CustomerRow } from './rows.ts';
import type { TableRecord } from './table.ts';

/** A customer of a file that is not there yet. */
export interface NewCustomer {
  id: string;
  row: CustomerRow;
  partner: PartnerPlace;
  balance: bigint;
  record: TableRecord;
  fields: RowFields;
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

/**
 * Writes the new customers of a file with their own fields, their first status and what they
 * brought along: a debt, or money.
 */
export async function writeCustomers(
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
  const given = `json_to_recordset($1::json) as r(
    "order" int, id uuid, number int, partner uuid, path text,
    currency text, balance bigint, external text, billing jsonb, today date,
    name text, email text, login text, status text, billing_type text,
    street text, city text, zip text, country text, phone text,
    created date, blocked_since date, inactive_since date, fields jsonb, transaction uuid, amount bigint
  )`;
  await leaveOut(frame, create);
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
      billing_type, currency, billing, balance_minor, created_on, custom_fields
    )
    select
      id, coalesce(number, nextval('customer_number_seq')::int), partner, path, external,
      name, email, lower(email), login, lower(login),
      phone, street, city, zip, country,
      status, 'moved in with this status',
      case when status = 'BLOCKED' then coalesce(blocked_since, today) else blocked_since end,
      case when status = 'INACTIVE' then coalesce(inactive_since, today) end,
      billing_type, currency, billing, balance, created, fields
    from ${given}
    order by "order"`,
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
  await writeBalances(
    frame,
    rows.filter((row) => row.balance !== 0n),
    given,
  );
}

/** Books what customers moved in with: a debt, or money, which pays invoices by itself from then on. */
async function writeBalances(frame: Frame, owing: readonly object[], given: string): Promise<void> {
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
    from ${given}
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
    from ${given}
    where balance > 0`,
    owing,
  );
}
