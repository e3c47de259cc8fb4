import { CUSTOMER_BILLING } from '@backhaul/domain/settings/finance';
import { CUSTOMER_BILLING_WORDS } from '@backhaul/domain/settings/finance.words';
import type { Setting } from '@backhaul/domain/settings/setting';
import type { SettingWords } from '@backhaul/domain/settings/words';
import type { useScopeFields } from '../../fields/index.ts';
import type { MassOperation } from '../../generated/graphql.ts';

export type ChangedList = 'customers' | 'services';
type CustomField = ReturnType<typeof useScopeFields>['fields'][number];

/** A field that can be changed of many, and what is typed for it. */
export interface ChangeField {
  /** As the API calls it. */
  id: string;
  label: string;
  group: string;
  operations: readonly MassOperation[];
  input:
    | { kind: 'text' | 'number' | 'price' | 'labels' | 'location' | 'tariff' }
    | { kind: 'choice'; choices: readonly { value: string; label: string }[] }
    | { kind: 'setting'; setting: Setting<unknown>; words: SettingWords }
    | { kind: 'custom'; field: CustomField };
}

export const operationWords: Readonly<Record<MassOperation, string>> = {
  SET: 'Set to',
  CLEAR: 'Empty',
  ADD: 'Add',
  REMOVE: 'Take away',
  INCREASE: 'Raise by an amount',
  INCREASE_PERCENT: 'Raise by a percentage',
  INHERIT: 'Inherit again',
};

type Names = readonly (readonly [id: string, label: string])[];

const texts: Names = [
  ['city', 'City'],
  ['zip', 'Postal code'],
  ['street', 'Street'],
  ['country', 'Country'],
  ['phone', 'Phone'],
  ['email', 'E-mail'],
  ['taxNumber', 'Tax number'],
  ['vatId', 'VAT number'],
  ['registrationNumber', 'Registration number'],
];

const choice = (
  id: string,
  label: string,
  choices: readonly { value: string; label: string }[],
): ChangeField => ({
  id,
  label,
  group: 'Details',
  operations: ['SET'],
  input: { kind: 'choice', choices },
});

const customers: readonly ChangeField[] = [
  choice('status', 'Status', [
    { value: 'NEW', label: 'New' },
    { value: 'ACTIVE', label: 'Active' },
    { value: 'BLOCKED', label: 'Blocked' },
    { value: 'INACTIVE', label: 'Inactive' },
  ]),
  {
    id: 'labelIds',
    label: 'Labels',
    group: 'Details',
    operations: ['ADD', 'REMOVE', 'SET', 'CLEAR'],
    input: { kind: 'labels' },
  },
  {
    id: 'locationId',
    label: 'Location',
    group: 'Details',
    operations: ['SET', 'CLEAR'],
    input: { kind: 'location' },
  },
  choice('kind', 'Kind', [
    { value: 'PERSON', label: 'Person' },
    { value: 'COMPANY', label: 'Company' },
  ]),
  ...texts.map(([id, label]): ChangeField => ({
    id,
    label,
    group: 'Details',
    operations: ['SET', 'CLEAR'],
    input: { kind: 'text' },
  })),
  ...Object.entries(CUSTOMER_BILLING_WORDS).map(([key, words]): ChangeField => ({
    id: `billing.${key}`,
    label: words.label,
    group: 'Billing settings',
    operations: ['SET', 'INHERIT'],
    input: {
      kind: 'setting',
      setting: CUSTOMER_BILLING.settings[key as (typeof CUSTOMER_BILLING.keys)[number]],
      words,
    },
  })),
];

const services: readonly ChangeField[] = [
  {
    id: 'unitPrice',
    label: 'Price',
    group: 'Details',
    operations: ['INCREASE_PERCENT', 'INCREASE', 'SET', 'INHERIT'],
    input: { kind: 'price' },
  },
  {
    id: 'tariffId',
    label: 'Tariff',
    group: 'Details',
    operations: ['SET'],
    input: { kind: 'tariff' },
  },
  {
    id: 'quantity',
    label: 'Quantity',
    group: 'Details',
    operations: ['SET'],
    input: { kind: 'number' },
  },
  {
    id: 'description',
    label: 'Description',
    group: 'Details',
    operations: ['SET'],
    input: { kind: 'text' },
  },
];

/** What can be changed of the records of a list, custom fields last. */
export function fieldsOf(list: ChangedList, custom: readonly CustomField[]): ChangeField[] {
  return [
    ...(list === 'customers' ? customers : services),
    ...custom.map((field): ChangeField => ({
      id: `cf:${field.key}`,
      label: field.label,
      group: 'Custom fields',
      operations: field.type === 'CHOICES' ? ['ADD', 'REMOVE', 'SET', 'CLEAR'] : ['SET', 'CLEAR'],
      input: { kind: 'custom', field },
    })),
  ];
}

/** Whether a day from which it holds can be given. */
export function isDated(id: string): boolean {
  return id === 'unitPrice' || id === 'tariffId';
}
