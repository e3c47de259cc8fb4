import type { CustomerBillingOverrides } from './finance.ts';
import type { SettingSection, SettingWords } from './words.ts';

const FORMAT_HELP =
  'Parts: {year} {month} {day} {partner_id|2} {customer_id} {next|6} {rand_number|4} {rand_string|4}. The number after the bar is the length.';
const BLOCKING = { blockingEnabled: true };
const METHODS = {
  CASH: 'Cash',
  BANK_TRANSFER: 'Bank transfer',
  CARD: 'Card',
  REFILL_CARD: 'Refill card',
  DIRECT_DEBIT: 'Direct debit',
  OTHER: 'Other',
};

/** By weeks, 0 for months. */
const CYCLES = { 0: 'Months', 1: 'Weeks', 2: 'Fortnights' };

const LANGUAGES = {
  EN: 'English',
  DE: 'German',
  FR: 'French',
  ES: 'Spanish',
  PT: 'Portuguese',
};

/** Every finance setting, in the order in which the month meets it. */
export const FINANCE_WORDS: readonly SettingSection[] = [
  {
    id: 'billing',
    title: 'Billing',
    settings: {
      billingEnabled: { label: 'Bill customers' },
      paymentPeriod: {
        label: 'Period',
        options: { PREPAID: 'Paid ahead', POSTPAID: 'Paid afterwards' },
      },
      cycleWeeks: {
        label: 'Cycle',
        help: 'Weeks count from the first charged day; one costs the monthly price x 12 / 52.',
        options: CYCLES,
      },
      prepaidMonths: {
        label: 'Months paid ahead',
        unit: 'months',
        onlyIf: { paymentPeriod: 'PREPAID' },
      },
      billingDay: {
        label: 'Billing day',
        unit: 'of the month',
        onlyIf: { billingDayFromCreation: false },
      },
      billingDayFromCreation: {
        label: 'Billing day is the day the customer was created',
        help: 'For customers created from now on; the 29th to 31st become the 28th.',
      },
      paymentDueDays: {
        label: 'Time to pay',
        unit: 'days',
        help: '0: on the document date itself.',
      },
      paymentMethod: { label: 'Usual payment method', options: METHODS },
      autoAssociatePayments: {
        label: 'Link payments by their amount',
        help: 'A payment that equals what is due of exactly one open invoice pays that one first.',
      },
      payWithNegativeBalance: {
        label: 'Pay from a balance below zero',
        help: 'Credit pays new invoices also where the account owes something else.',
      },
      autoCreateInvoices: {
        label: 'Make invoices',
        help: 'No: charges appear on the ledger only.',
      },
      documentDate: {
        label: 'Document date',
        options: { BILLING_DATE: 'The billing date', ISSUE_DATE: 'The day it is issued' },
      },
      documentLanguage: {
        label: 'Language of documents',
        help: 'Of documents that are issued from now on with the built-in templates; own templates keep their words.',
        options: LANGUAGES,
      },
      invoiceFutureItemsAlone: {
        label: 'Invoice waiting items alone',
        help: 'Yes: an invoice is made even when there is nothing else on it.',
      },
      sendBillingNotifications: { label: 'Send invoices by message' },
      paymentCalendar: { label: 'Payment calendar' },
    },
  },
  {
    id: 'prepaid',
    title: 'Prepaid customers',
    about: 'Of the billing types prepaid (custom) and prepaid (daily).',
    settings: {
      prepaidInvoiceAfterPayment: {
        label: 'Invoice each payment',
        help: 'The payment is invoiced, with its tax inside; periods are on the ledger only. No: each period has its invoice.',
      },
      prepaidItemText: {
        label: 'What that invoice says',
        onlyIf: { prepaidInvoiceAfterPayment: true },
      },
      prepaidTaxRateId: {
        label: 'Tax inside the payment',
        placeholder: 'No tax',
        onlyIf: { prepaidInvoiceAfterPayment: true },
        inherited: 'the rate of a partner above',
      },
    },
  },
  {
    id: 'blocking',
    title: 'Blocking',
    settings: {
      blockingEnabled: { label: 'Block customers who do not pay' },
      blockingPeriodDays: { label: 'Grace after the due date', unit: 'days', onlyIf: BLOCKING },
      minimumBalance: {
        label: 'Minimum balance',
        help: 'Below it a customer is blocked; exactly at it, not. Negative gives credit.',
        onlyIf: BLOCKING,
      },
      deactivationEnabled: { label: 'Deactivate customers who stay blocked', onlyIf: BLOCKING },
      deactivationDays: {
        label: 'Deactivate after',
        unit: 'days blocked',
        onlyIf: { ...BLOCKING, deactivationEnabled: true },
      },
      blockOnWeekends: {
        label: 'Block on weekends too',
        help: 'No: it waits for the next working day.',
        onlyIf: BLOCKING,
      },
      holidayCountry: {
        label: 'Holidays of',
        help: 'Whose public holidays are offered below; only those that are taken over count.',
        placeholder: 'No country',
        onlyIf: BLOCKING,
      },
      holidays: {
        label: 'Days without blocking',
        help: 'Blocking waits for the next working day. Those of partners above count as well.',
        onlyIf: BLOCKING,
      },
      oneTimeInvoicesCount: {
        label: 'One-time invoices count',
        help: 'Yes: an unpaid one-time invoice can lead to blocking.',
        onlyIf: BLOCKING,
      },
    },
  },
  {
    id: 'proformas',
    title: 'Proforma invoices',
    settings: {
      autoProforma: {
        label: 'Ask for payment ahead',
        help: 'A proforma invoice lists what the next charge would take; paid, it becomes that charge.',
      },
      autoProformaDay: {
        label: 'On day',
        unit: 'of the month',
        help: '1 to 28.',
        onlyIf: { autoProforma: true },
      },
      autoProformaNextMonth: {
        label: 'For',
        options: { true: 'The next month', false: 'The same month' },
        onlyIf: { autoProforma: true },
      },
      autoProformaMonths: {
        label: 'Months asked for',
        unit: 'months',
        help: 'At least: who is billed for longer is asked for that.',
        onlyIf: { autoProforma: true },
      },
    },
  },
  {
    id: 'reminders',
    title: 'Reminders and late fees',
    settings: {
      reminderDays: {
        label: 'Remind after',
        help: 'Each so many days after the one before, the first after the charge: 9, 5, 5 after the 1st are the 10th, 15th and 20th.',
        unit: 'days',
        placeholder: 'no reminders',
      },
      reminderFixedDays: {
        label: 'Or remind on these days of the month',
        help: 'In the place of the days above, as long as something is unpaid. 31 is the last day of every month.',
        unit: 'of the month',
        placeholder: 'no fixed days',
      },
      reminderChannel: {
        label: 'Remind by',
        help: 'Who has no e-mail address, or no phone number, is reminded by the other only where both are chosen. SMS needs a gateway in the message settings.',
        options: { EMAIL: 'E-mail', SMS: 'SMS', BOTH: 'E-mail and SMS' },
      },
      lateFee: {
        label: 'Late fee',
        help: 'Without tax, once for each unpaid invoice and never for a late fee. It comes at once, as an invoice of its own, with the tax rate that most of the partner’s tariffs have, whatever the unpaid invoice was taxed with.',
      },
      lateFeePercent: {
        label: 'Late fee in percent',
        help: 'Of what is due of the invoice then; beside the amount above.',
      },
      lateFeeAfterDays: {
        label: 'Late fee after',
        help: 'Counted from the last day to pay. Whoever switches fees on charges them also for what is overdue for up to 90 days.',
        unit: 'days',
      },
    },
  },
  {
    id: 'plan-changes',
    title: 'Changes of plan',
    settings: {
      planChangeRefund: {
        label: 'Give unused days back',
        help: 'No: a change waits for the end of what is paid.',
      },
      planChangeBilling: {
        label: 'Charge the new plan',
        options: { NOW: 'At once', NEXT_CYCLE: 'With the next run' },
      },
      planChangeMinimumInvoice: {
        label: 'Smallest invoice at once',
        help: 'Less than that waits for the next run.',
        onlyIf: { planChangeBilling: 'NOW' },
      },
      planChangeFeeDearer: { label: 'Fee for a dearer plan', help: 'Without tax.' },
      planChangeFeeCheaper: {
        label: 'Fee for a cheaper plan',
        help: 'Without tax. It is taken off what is given back.',
      },
    },
  },
  {
    id: 'documents',
    title: 'Tax and numbers',
    settings: {
      taxRounding: {
        label: 'Round tax',
        options: { PER_DOCUMENT: 'Once per document and rate', PER_LINE: 'On every line' },
      },
      invoiceNumberFormat: { label: 'Invoice number', help: FORMAT_HELP },
      creditNoteNumberFormat: { label: 'Credit note number' },
      proformaNumberFormat: { label: 'Proforma number' },
      receiptNumberFormat: {
        label: 'Receipt number',
        help: 'Receipts also know {type|2}: 01 cash, 02 bank transfer, 03 card, 04 direct debit, 05 other, 06 refill card.',
      },
    },
  },
];

const ON_OFF = { true: 'On', false: 'Off' };
const DAYS = ['day', 'days'] as const;

/** A customer's own billing settings, in the order in which they matter. */
export const CUSTOMER_BILLING_WORDS: Readonly<
  Record<keyof CustomerBillingOverrides, SettingWords>
> = {
  billingEnabled: {
    label: 'Billing',
    help: 'Off: runs leave the customer out.',
    options: ON_OFF,
  },
  paymentPeriod: {
    label: 'Billed',
    help: 'Before or after the days it covers.',
    options: { PREPAID: 'In advance (prepaid)', POSTPAID: 'In arrears (postpaid)' },
  },
  cycleWeeks: {
    label: 'Cycle',
    help: 'Weeks count from the first charged day; one costs the monthly price x 12 / 52.',
    options: CYCLES,
  },
  prepaidMonths: {
    label: 'Months in advance',
    help: 'How many months one invoice covers when billed in advance, 1 to 12; with weeks it covers one cycle.',
    unit: 'months',
    count: ['month', 'months'],
  },
  billingDay: {
    label: 'Billing day',
    help: 'Day of the month on which periods begin, 1 to 28.',
    sentence: 'day # of the month',
  },
  paymentDueDays: {
    label: 'Time to pay',
    help: 'Days from the document date to the last day to pay; 0 is the document date itself.',
    unit: 'days',
    count: DAYS,
    zero: 'on the document date',
  },
  blockingEnabled: {
    label: 'Blocking',
    help: 'Off: never blocked for what is owed.',
    options: ON_OFF,
  },
  blockingPeriodDays: {
    label: 'Grace before blocking',
    help: 'Days after the time to pay before the services are blocked.',
    unit: 'days',
    count: DAYS,
  },
  minimumBalance: {
    label: 'Minimum balance',
    help: 'Blocked only while the balance is below this. May be negative.',
  },
  deactivationEnabled: {
    label: 'Deactivation',
    help: 'Off: stays blocked and is billed on.',
    options: ON_OFF,
  },
  deactivationDays: {
    label: 'Deactivated after',
    help: 'Days of being blocked before services stop being billed.',
    unit: 'days',
    count: DAYS,
  },
  autoCreateInvoices: {
    label: 'Makes invoices',
    help: 'Off: charges go on the ledger without an invoice.',
  },
  paymentMethod: {
    label: 'Usual payment method',
    help: 'How the customer is expected to pay.',
    options: METHODS,
  },
  documentLanguage: {
    label: 'Language of documents',
    help: 'Of those that are issued from now on with the built-in templates.',
    options: LANGUAGES,
  },
};
