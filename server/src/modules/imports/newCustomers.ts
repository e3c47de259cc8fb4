import { v7 as uuid } from 'uuid';
import {
  billingDayFor,
  type CustomerBillingOverrides,
  type FinanceValues,
} from '@backhaul/domain/settings/finance';
import { loadFinance } from '../settings/index.ts';
import type { FieldReader, RowFields } from './customFields.import.ts';
import type { Frame, PartnerPlace } from './frame.ts';
import {
  insertBalances,
  insertCustomers,
  insertFirstStatuses,
  leaveOutNumbers,
  type CustomerToStore,
} from './newCustomers.store.ts';
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

/**
 * Writes the new customers of a file with their own fields, their first status and what they
 * brought along: a debt, or money.
 */
export async function writeCustomers(
  frame: Frame,
  reader: FieldReader,
  create: readonly NewCustomer[],
): Promise<void> {
  const finance = await loadFinance(
    frame.sql,
    create.map(({ partner }) => partner.id),
  );
  const customers = create.map(({ id, row, partner, balance, fields }, order): CustomerToStore => ({
    ...row,
    order,
    id,
    partner: partner.id,
    path: partner.path,
    currency: partner.currency,
    balance,
    amount: balance < 0n ? -balance : balance,
    transaction: uuid(),
    external: row.customer,
    billing: billingOf(row, finance.get(partner.id)),
    today: frame.today(partner.clock),
    fields: fields.values,
  }));
  const last = create.reduce((most, { row }) => Math.max(most, row.number ?? 0), 0);
  if (last) await leaveOutNumbers(frame, last);
  await insertCustomers(frame, customers);
  await reader.write(
    create.map(({ id, partner, fields }) => ({
      id,
      partnerId: partner.id,
      partnerPath: partner.path,
      fields,
    })),
  );
  await insertFirstStatuses(frame, customers);
  await insertBalances(
    frame,
    customers.filter((customer) => customer.balance !== 0n),
  );
}
