import type { SettingKey, SettingValue } from './financeSettings.ts';

/** How a value is entered. */
export type Control =
  | { kind: 'switch'; on: string; off: string }
  | { kind: 'number'; min: number; max: number; unit: string }
  | { kind: 'choice'; options: Record<string, string> }
  | { kind: 'amount' }
  | { kind: 'format'; document: string }
  | { kind: 'dates' };

export interface Field {
  key: SettingKey;
  label: string;
  control: Control;
  help?: string;
  /** Has no effect while this is false; shown, but quiet. */
  onlyIf?: (values: Record<SettingKey, SettingValue>) => boolean;
}

export interface Section {
  id: string;
  title: string;
  fields: Field[];
}

const yesNo = { kind: 'switch', on: 'Yes', off: 'No' } as const;
const formatHelp =
  'Parts: {year} {month} {day} {partner_id|2} {customer_id} {next|6} {rand_number|4} {rand_string|4}. The number after the bar is the length.';

/** Every finance setting, in the order in which the month meets it. */
export const sections: Section[] = [
  {
    id: 'billing',
    title: 'Billing',
    fields: [
      { key: 'billingEnabled', label: 'Bill customers', control: yesNo },
      {
        key: 'paymentPeriod',
        label: 'Period',
        control: {
          kind: 'choice',
          options: { PREPAID: 'Paid ahead', POSTPAID: 'Paid afterwards' },
        },
      },
      {
        key: 'prepaidMonths',
        label: 'Months paid ahead',
        control: { kind: 'number', min: 1, max: 12, unit: 'months' },
        onlyIf: (values) => values.paymentPeriod === 'PREPAID',
      },
      {
        key: 'billingDay',
        label: 'Billing day',
        control: { kind: 'number', min: 1, max: 28, unit: 'of the month' },
        onlyIf: (values) => values.billingDayFromCreation !== true,
      },
      {
        key: 'billingDayFromCreation',
        label: 'Billing day is the day the customer was created',
        control: yesNo,
        help: 'For customers created from now on; the 29th to 31st become the 28th.',
      },
      {
        key: 'paymentDueDays',
        label: 'Time to pay',
        control: { kind: 'number', min: 0, max: 28, unit: 'days' },
        help: '0: on the document date itself.',
      },
      {
        key: 'paymentMethod',
        label: 'Usual payment method',
        control: {
          kind: 'choice',
          options: {
            CASH: 'Cash',
            BANK_TRANSFER: 'Bank transfer',
            CARD: 'Card',
            REFILL_CARD: 'Refill card',
            DIRECT_DEBIT: 'Direct debit',
            OTHER: 'Other',
          },
        },
      },
      {
        key: 'autoCreateInvoices',
        label: 'Make invoices',
        control: yesNo,
        help: 'No: charges appear on the ledger only.',
      },
      {
        key: 'documentDate',
        label: 'Document date',
        control: {
          kind: 'choice',
          options: { BILLING_DATE: 'The billing date', ISSUE_DATE: 'The day it is issued' },
        },
      },
      {
        key: 'invoiceFutureItemsAlone',
        label: 'Invoice waiting items alone',
        control: yesNo,
        help: 'Yes: an invoice is made even when there is nothing else on it.',
      },
      { key: 'sendBillingNotifications', label: 'Send invoices by message', control: yesNo },
      { key: 'paymentCalendar', label: 'Payment calendar', control: yesNo },
    ],
  },
  {
    id: 'blocking',
    title: 'Blocking',
    fields: [
      { key: 'blockingEnabled', label: 'Block customers who do not pay', control: yesNo },
      {
        key: 'blockingPeriodDays',
        label: 'Grace after the due date',
        control: { kind: 'number', min: 0, max: 99, unit: 'days' },
        onlyIf: (values) => values.blockingEnabled === true,
      },
      {
        key: 'minimumBalance',
        label: 'Minimum balance',
        control: { kind: 'amount' },
        help: 'Below it a customer is blocked; exactly at it, not. Negative gives credit.',
        onlyIf: (values) => values.blockingEnabled === true,
      },
      {
        key: 'deactivationEnabled',
        label: 'Deactivate customers who stay blocked',
        control: yesNo,
        onlyIf: (values) => values.blockingEnabled === true,
      },
      {
        key: 'deactivationDays',
        label: 'Deactivate after',
        control: { kind: 'number', min: 1, max: 99, unit: 'days blocked' },
        onlyIf: (values) => values.blockingEnabled === true && values.deactivationEnabled === true,
      },
      {
        key: 'blockOnWeekends',
        label: 'Block on weekends too',
        control: yesNo,
        help: 'No: it waits for the next working day.',
        onlyIf: (values) => values.blockingEnabled === true,
      },
      {
        key: 'holidays',
        label: 'Days without blocking',
        control: { kind: 'dates' },
        onlyIf: (values) => values.blockingEnabled === true,
      },
      {
        key: 'oneTimeInvoicesCount',
        label: 'One-time invoices count',
        control: yesNo,
        help: 'Yes: an unpaid one-time invoice can lead to blocking.',
        onlyIf: (values) => values.blockingEnabled === true,
      },
    ],
  },
  {
    id: 'documents',
    title: 'Tax and numbers',
    fields: [
      {
        key: 'taxRounding',
        label: 'Round tax',
        control: {
          kind: 'choice',
          options: { PER_DOCUMENT: 'Once per document and rate', PER_LINE: 'On every line' },
        },
      },
      {
        key: 'invoiceNumberFormat',
        label: 'Invoice number',
        control: { kind: 'format', document: 'invoice' },
        help: formatHelp,
      },
      {
        key: 'creditNoteNumberFormat',
        label: 'Credit note number',
        control: { kind: 'format', document: 'credit note' },
      },
      {
        key: 'proformaNumberFormat',
        label: 'Proforma number',
        control: { kind: 'format', document: 'proforma' },
      },
      {
        key: 'receiptNumberFormat',
        label: 'Receipt number',
        control: { kind: 'format', document: 'receipt' },
        help: 'Receipts also know {type|2}: 01 cash, 02 bank transfer, 03 card, 04 direct debit, 05 other, 06 refill card.',
      },
    ],
  },
];
