import { CUSTOMER_BILLING } from '@backhaul/domain/settings/finance';
import type { MassOperation } from '@backhaul/domain/mass/step';
import type { ChangedList } from './params.ts';

/** What a field holds, which says what can be done to it. */
export type FieldKind =
  | 'text'
  | 'required'
  | 'choice'
  | 'quantity'
  | 'price'
  | 'tariff'
  | 'location'
  | 'set'
  | 'billing'
  | 'custom';

export const OPERATIONS: Readonly<Record<FieldKind, readonly MassOperation[]>> = {
  text: ['SET', 'CLEAR'],
  required: ['SET'],
  choice: ['SET'],
  quantity: ['SET'],
  price: ['SET', 'CLEAR', 'INHERIT', 'INCREASE', 'INCREASE_PERCENT'],
  tariff: ['SET'],
  location: ['SET', 'CLEAR'],
  set: ['SET', 'CLEAR', 'ADD', 'REMOVE'],
  billing: ['SET', 'INHERIT', 'CLEAR'],
  custom: ['SET', 'CLEAR'],
};

const FIELDS: Readonly<Record<ChangedList, Readonly<Record<string, FieldKind>>>> = {
  customers: {
    name: 'required',
    email: 'text',
    login: 'text',
    phone: 'text',
    street: 'text',
    city: 'text',
    zip: 'text',
    country: 'text',
    kind: 'choice',
    taxNumber: 'text',
    vatId: 'text',
    registrationNumber: 'text',
    status: 'choice',
    labelIds: 'set',
    locationId: 'location',
  },
  services: {
    description: 'required',
    quantity: 'quantity',
    unitPrice: 'price',
    tariffId: 'tariff',
  },
};

/** What choices there are, as the update input has them. */
export const CHOICES: Readonly<Record<string, readonly string[]>> = {
  kind: ['PERSON', 'COMPANY'],
  status: ['NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE'],
};

/** Other names that people give to fields. */
const ALSO: Readonly<Record<string, string>> = {
  labels: 'labelIds',
  location: 'locationId',
  tariff: 'tariffId',
  price: 'unitPrice',
};

export const BILLING = 'billing.';
export const CUSTOM = 'cf:';

/** A field by its own name. */
export function fieldName(given: string): string {
  return Object.hasOwn(ALSO, given) ? ALSO[given] : given;
}

/** What a field of a list holds; null for none that can be changed. Custom ones are looked for by who knows them. */
export function kindOfField(list: ChangedList, field: string): FieldKind | null {
  if (field.startsWith(CUSTOM)) return 'custom';
  if (list === 'customers' && field.startsWith(BILLING)) {
    const key: string = field.slice(BILLING.length);
    return CUSTOMER_BILLING.keys.some((each) => each === key) ? 'billing' : null;
  }
  return Object.hasOwn(FIELDS[list], field) ? FIELDS[list][field] : null;
}

/** Whether a field says what a customer is billed for, or when. */
export function isBilled(field: string): boolean {
  return (
    field.startsWith(BILLING) || ['status', 'quantity', 'unitPrice', 'tariffId'].includes(field)
  );
}
