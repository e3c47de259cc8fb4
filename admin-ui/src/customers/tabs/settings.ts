import { formatMoney } from '@backhaul/design';
import type {
  CustomerBillingInput,
  CustomerDetailFragment,
  InheritedCustomerSettingsQuery,
} from '../../generated/graphql.ts';
import { cleanDecimal } from '../../kit/decimal.ts';
import { paymentMethods, paymentPeriods, sayMethod, sayPaymentPeriod } from '../words.ts';
import { countOf } from '../../kit/words.ts';

export type SettingKey = keyof CustomerBillingInput;
export type Inherited = InheritedCustomerSettingsQuery['financeSettings'];
type Value = string | number | boolean;

export interface Setting {
  key: SettingKey;
  label: string;
  /** What it does, for somebody who has never seen it. */
  help: string;
  kind: 'yes-no' | 'number' | 'amount' | 'choice';
  unit?: string;
  choices?: readonly { value: string; label: string }[];
  say: (value: Value, currency: string, locale: string) => string;
}

const yesNo = (value: Value): string => (value ? 'Yes' : 'No');
const days = (value: Value, _currency: string, locale: string): string =>
  countOf(Number(value), 'day', 'days', locale);

/** A customer's own billing settings, in the order in which they matter. */
export const settings: readonly Setting[] = [
  {
    key: 'billingEnabled',
    label: 'Billing',
    help: 'Off: runs leave the customer out.',
    kind: 'yes-no',
    say: (value) => (value ? 'On' : 'Off'),
  },
  {
    key: 'paymentPeriod',
    label: 'Billed',
    help: 'Before or after the days it covers.',
    kind: 'choice',
    choices: paymentPeriods,
    say: (value) => sayPaymentPeriod(String(value)),
  },
  {
    key: 'prepaidMonths',
    label: 'Months in advance',
    help: 'How many months one invoice covers when billed in advance, 1 to 12.',
    kind: 'number',
    unit: 'months',
    say: (value, _currency, locale) => countOf(Number(value), 'month', 'months', locale),
  },
  {
    key: 'billingDay',
    label: 'Billing day',
    help: 'Day of the month on which periods begin, 1 to 28.',
    kind: 'number',
    say: (value) => `day ${String(value)} of the month`,
  },
  {
    key: 'paymentDueDays',
    label: 'Time to pay',
    help: 'Days from the document date to the last day to pay; 0 is the document date itself.',
    kind: 'number',
    unit: 'days',
    say: (value, currency, locale) =>
      Number(value) === 0 ? 'on the document date' : days(value, currency, locale),
  },
  {
    key: 'blockingEnabled',
    label: 'Blocking',
    help: 'Off: never blocked for what is owed.',
    kind: 'yes-no',
    say: (value) => (value ? 'On' : 'Off'),
  },
  {
    key: 'blockingPeriodDays',
    label: 'Grace before blocking',
    help: 'Days after the time to pay before the services are blocked.',
    kind: 'number',
    unit: 'days',
    say: days,
  },
  {
    key: 'minimumBalance',
    label: 'Minimum balance',
    help: 'Blocked only while the balance is below this. May be negative.',
    kind: 'amount',
    say: (value, currency, locale) => formatMoney(String(value), currency, locale),
  },
  {
    key: 'deactivationEnabled',
    label: 'Deactivation',
    help: 'Off: stays blocked and is billed on.',
    kind: 'yes-no',
    say: (value) => (value ? 'On' : 'Off'),
  },
  {
    key: 'deactivationDays',
    label: 'Deactivated after',
    help: 'Days of being blocked before services stop being billed.',
    kind: 'number',
    unit: 'days',
    say: days,
  },
  {
    key: 'autoCreateInvoices',
    label: 'Makes invoices',
    help: 'Off: charges go on the ledger without an invoice.',
    kind: 'yes-no',
    say: yesNo,
  },
  {
    key: 'paymentMethod',
    label: 'Usual payment method',
    help: 'How the customer is expected to pay.',
    kind: 'choice',
    choices: paymentMethods,
    say: (value) => sayMethod(String(value)),
  },
];

/** What was typed, as the API wants it; text that is no number goes as it is, for the server to say what is wrong. */
export function toInput(setting: Setting, text: string): CustomerBillingInput {
  const value =
    setting.kind === 'yes-no'
      ? text === 'yes'
      : setting.kind === 'number'
        ? Number(text)
        : setting.kind === 'amount'
          ? cleanDecimal(text)
          : text;
  return { [setting.key]: value } as CustomerBillingInput;
}

export function toText(value: Value): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** The settings as they work together. */
export function sayEffect(billing: CustomerDetailFragment['billing'], locale: string): string {
  if (!billing.billingEnabled) return 'Billing is off: runs leave this customer out.';
  const when =
    billing.paymentPeriod === 'PREPAID'
      ? `${countOf(billing.prepaidMonths, 'month', 'months', locale)} in advance`
      : 'in arrears';
  const pay =
    billing.paymentDueDays === 0
      ? 'to be paid on the document date'
      : `with ${countOf(billing.paymentDueDays, 'day', 'days', locale)} to pay`;
  const minimum = formatMoney(billing.minimumBalance, billing.currency, locale);
  const block = billing.blockingEnabled
    ? `${countOf(billing.paymentDueDays + billing.blockingPeriodDays, 'day', 'days', locale)} after the document date, a balance below ${minimum} blocks the services.`
    : 'Debt never blocks the services.';
  return `Billed on day ${billing.billingDay} of the month, ${when}, ${pay}. ${block}`;
}
