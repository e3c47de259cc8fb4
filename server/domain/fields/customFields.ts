// What a custom field is: the one vocabulary of the API, the import, the portal and the back office.

export const FIELD_ENTITIES = [
  'PARTNER',
  'USER',
  'CUSTOMER',
  'SERVICE',
  'TARIFF',
  'INVOICE',
  'PAYMENT',
  'TRANSACTION',
  'CREDIT_NOTE',
  'PROFORMA',
  'LOCATION',
  'CONTACT',
] as const;
export type FieldEntity = (typeof FIELD_ENTITIES)[number];

export const FIELD_TYPES = [
  'TEXT',
  'LONG_TEXT',
  'INTEGER',
  'DECIMAL',
  'DATE',
  'DATE_TIME',
  'BOOLEAN',
  'CHOICE',
  'CHOICES',
  'FILE',
  'URL',
  'EMAIL',
  'PHONE',
  'IP_ADDRESS',
  'MAC_ADDRESS',
  'PLACE',
  'REFERENCE',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type PortalAccess = 'HIDDEN' | 'VIEW' | 'EDIT';

/** A value as it is stored and given out: PLACE is { lat, lon }, CHOICES a list, DECIMAL and dates are text. */
export type FieldValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { lat: number; lon: number };

/** What values of a field must be like. null: no such limit. */
export interface FieldRules {
  type: FieldType;
  options: readonly string[] | null;
  /** Inclusive, exact decimals. */
  min: string | null;
  max: string | null;
  minLength: number | null;
  maxLength: number | null;
  /** How many digits a DECIMAL has after the point at most. */
  decimals: number | null;
  references: FieldEntity | null;
}

export interface FieldDefinition extends FieldRules {
  key: string;
  label: string;
  help: string | null;
  required: boolean;
  unique: boolean;
  default: FieldValue | null;
  showInList: boolean;
  searchable: boolean;
  portal: PortalAccess;
  archived: boolean;
}

export type FieldValues = Readonly<Record<string, FieldValue>>;

/** The values that a reader is shown: of the fields that it knows, archived ones included. */
export function shownFields(
  definitions: readonly Pick<FieldDefinition, 'key'>[],
  stored: FieldValues,
): Record<string, FieldValue> {
  return Object.fromEntries(
    definitions
      .filter(({ key }) => Object.hasOwn(stored, key))
      .map(({ key }) => [key, stored[key]]),
  );
}
