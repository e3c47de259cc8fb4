import { CUSTOMER_BILLING } from '@backhaul/domain/settings/finance';
import { CUSTOMER_BILLING_WORDS } from '@backhaul/domain/settings/finance.words';
import { formatMoney } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import type {
  CustomerBillingInput,
  CustomerDetailFragment,
  InheritedCustomerSettingsQuery,
} from '../../generated/graphql.ts';
import { cleanDecimal } from '../../kit/decimal.ts';
import type { Declared, SettingValue } from '../../kit/settings/values.ts';

type SettingKey = (typeof CUSTOMER_BILLING.keys)[number];
export type Inherited = InheritedCustomerSettingsQuery['financeSettings'];
export type Setting = Declared & { key: SettingKey };

/** A customer's own billing settings, in the order in which they matter. */
const settings: readonly Setting[] = Object.entries(CUSTOMER_BILLING_WORDS).map(([name, words]) => {
  const key = name as SettingKey;
  return { key, words, setting: CUSTOMER_BILLING.settings[key] };
});

/** What who pays ahead has none of: its periods begin when the balance covers them. */
const OF_RUNS: ReadonlySet<SettingKey> = new Set([
  'paymentPeriod',
  'cycleWeeks',
  'prepaidMonths',
  'billingDay',
  'paymentDueDays',
  'blockingPeriodDays',
]);

/** The settings that matter to a customer by how it is billed. */
export function settingsOf({
  billingType,
}: Pick<CustomerDetailFragment, 'billingType'>): readonly Setting[] {
  return billingType === 'RECURRING' ? settings : settings.filter(({ key }) => !OF_RUNS.has(key));
}

/** What was typed, as the API wants it; text that is no number goes as it is, for the server to say what is wrong. */
export function toInput({ key, setting: { shape } }: Setting, text: string): CustomerBillingInput {
  const value =
    shape.kind === 'yes-no'
      ? text === 'yes'
      : shape.kind === 'whole'
        ? Number(text)
        : shape.kind === 'amount'
          ? cleanDecimal(text)
          : text;
  return { [key]: value };
}

const CYCLE: ReadonlySet<SettingKey> = new Set([
  'billingEnabled',
  'paymentPeriod',
  'prepaidMonths',
  'billingDay',
  'cycleWeeks',
]);

/** Whether a setting moves the next bill, or what is on it. */
export function movesBills({ key }: Setting): boolean {
  return CYCLE.has(key);
}

export function toText(value: SettingValue): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** The settings as they work together. */
export function sayEffect(
  { billing, billingType }: Pick<CustomerDetailFragment, 'billing' | 'billingType'>,
  locale: string,
): string {
  if (billingType !== 'RECURRING' && billing.billingEnabled)
    return billingType === 'PREPAID_DAILY'
      ? 'Pays ahead, day by day: each day is charged while the balance covers it and stays at the minimum; the first that it does not cover blocks the services. There is no billing day, cycle or time to pay.'
      : 'Pays ahead: a period begins when the balance covers it and stays at the minimum; without that the services are blocked. There is no billing day, cycle or time to pay.';
  if (!billing.billingEnabled) return 'Billing is off: runs leave this customer out.';
  const weeks = billing.cycleWeeks;
  const every = weeks
    ? `every ${weeks === 1 ? 'week' : 'two weeks'}`
    : `on day ${billing.billingDay} of the month`;
  const when = weeks
    ? billing.paymentPeriod === 'PREPAID'
      ? 'in advance'
      : 'in arrears'
    : billing.paymentPeriod === 'PREPAID'
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
  return `Billed ${every}, ${when}, ${pay}. ${block}`;
}
