import { graphql } from '../generated/index.ts';
import type { FinanceSettingsInput, FinanceSettingsOneQuery } from '../generated/graphql.ts';

export const financeSettingsFields = graphql(`
  fragment FinanceSettingsFields on FinanceSettings {
    partner {
      id
      name
      currency
      childCount
    }
    billingEnabled
    paymentPeriod
    prepaidMonths
    billingDay
    billingDayFromCreation
    paymentDueDays
    blockingEnabled
    blockingPeriodDays
    deactivationEnabled
    deactivationDays
    minimumBalance
    autoCreateInvoices
    taxRounding
    documentDate
    invoiceNumberFormat
    creditNoteNumberFormat
    proformaNumberFormat
    receiptNumberFormat
    paymentMethod
    sendBillingNotifications
    paymentCalendar
    invoiceFutureItemsAlone
    blockOnWeekends
    holidays
    oneTimeInvoicesCount
    overridden
    customersAffected
    provenance {
      key
      origin
      originName
      setBy
      setAt
      inheritedValue
    }
  }
`);

export const financeSettingsDocument = graphql(`
  query FinanceSettingsOne($partnerId: ID!) {
    financeSettings(partnerId: $partnerId) {
      ...FinanceSettingsFields
    }
  }
`);

export const updateFinanceSettingsDocument = graphql(`
  mutation FinanceSettingsUpdate($partnerId: ID!, $input: FinanceSettingsInput!) {
    updateFinanceSettings(partnerId: $partnerId, input: $input) {
      ...FinanceSettingsFields
    }
  }
`);

export type FinanceSettings = FinanceSettingsOneQuery['financeSettings'];

export type SettingKey = keyof FinanceSettingsInput & keyof FinanceSettings;

/** What a setting may hold. */
export type SettingValue = string | number | boolean | string[];

/** What is to be saved: a value sets it here, null goes back to inheriting. */
export type Changes = Partial<Record<SettingKey, SettingValue | null>>;

/** The input's type as the table of settings sees it; the server names a value that does not fit its key. */
export function asInput(changes: Changes): FinanceSettingsInput {
  return changes as FinanceSettingsInput;
}

/** What a value from JSON may be, else null. */
export function asValue(value: unknown): SettingValue | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return Array.isArray(value) ? value.map(String) : null;
}

/** The settings as they would be with the changes made. */
export function withChanges(
  settings: FinanceSettings,
  changes: Changes,
): Record<SettingKey, SettingValue> {
  const inherited = new Map(
    settings.provenance.map((each) => [each.key, asValue(each.inheritedValue)]),
  );
  const result: Record<string, unknown> = { ...settings };
  for (const [key, value] of Object.entries(changes))
    result[key] = value ?? inherited.get(key) ?? result[key];
  return result as Record<SettingKey, SettingValue>;
}

/** The changes that would bring back how it was before. */
export function undoOf(before: FinanceSettings, changes: Changes): Changes {
  const keys = Object.keys(changes) as SettingKey[];
  return Object.fromEntries(
    keys.map((key) => [key, before.overridden.includes(key) ? before[key] : null]),
  );
}
