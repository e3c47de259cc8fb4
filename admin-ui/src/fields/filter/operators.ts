import type { CustomFieldOperator, CustomFieldType } from '../../generated/graphql.ts';
import type { CustomField } from '../api.ts';

/** A condition as the API takes it and the address keeps it. */
export interface FieldCondition {
  key: string;
  operator: CustomFieldOperator;
  value?: unknown;
}

interface OperatorWords {
  operator: CustomFieldOperator;
  label: string;
}

const anything: readonly OperatorWords[] = [
  { operator: 'IS_SET', label: 'has a value' },
  { operator: 'IS_EMPTY', label: 'has no value' },
];
const texts: readonly OperatorWords[] = [
  { operator: 'CONTAINS', label: 'contains' },
  { operator: 'STARTS_WITH', label: 'begins with' },
  { operator: 'EQ', label: 'is' },
  { operator: 'NE', label: 'is not' },
  ...anything,
];
const same: readonly OperatorWords[] = [
  { operator: 'EQ', label: 'is' },
  { operator: 'NE', label: 'is not' },
  ...anything,
];
const amounts: readonly OperatorWords[] = [
  { operator: 'EQ', label: 'is' },
  { operator: 'NE', label: 'is not' },
  { operator: 'GTE', label: 'is at least' },
  { operator: 'GT', label: 'is more than' },
  { operator: 'LTE', label: 'is at most' },
  { operator: 'LT', label: 'is less than' },
  ...anything,
];
const days: readonly OperatorWords[] = [
  { operator: 'GTE', label: 'is on or after' },
  { operator: 'LTE', label: 'is on or before' },
  { operator: 'GT', label: 'is after' },
  { operator: 'LT', label: 'is before' },
  { operator: 'EQ', label: 'is' },
  { operator: 'NE', label: 'is not' },
  ...anything,
];

const byType: Readonly<Record<CustomFieldType, readonly OperatorWords[]>> = {
  TEXT: texts,
  LONG_TEXT: texts,
  URL: texts,
  EMAIL: texts,
  PHONE: texts,
  IP_ADDRESS: texts,
  MAC_ADDRESS: texts,
  INTEGER: amounts,
  DECIMAL: amounts,
  DATE: days,
  DATE_TIME: days,
  BOOLEAN: [{ operator: 'EQ', label: 'is' }, ...anything],
  CHOICE: [
    { operator: 'IN', label: 'is one of' },
    { operator: 'NE', label: 'is not' },
    ...anything,
  ],
  CHOICES: [{ operator: 'CONTAINS', label: 'includes' }, ...anything],
  REFERENCE: same,
  FILE: anything,
  PLACE: anything,
};

const operatorNames: ReadonlySet<unknown> = new Set(
  Object.values(byType).flatMap((words) => words.map(({ operator }) => operator)),
);

/** The operators that mean something for a field, the usual one first. */
export function operatorsOf({ type }: Pick<CustomField, 'type'>): readonly OperatorWords[] {
  return byType[type];
}

/** Whether an operator compares with a value. */
export function takesValue(operator: CustomFieldOperator): boolean {
  return operator !== 'IS_SET' && operator !== 'IS_EMPTY';
}

export function sayOperator(
  field: Pick<CustomField, 'type'>,
  operator: CustomFieldOperator,
): string {
  return (
    operatorsOf(field).find((each) => each.operator === operator)?.label ??
    operator.toLowerCase().replace('_', ' ')
  );
}

/** The conditions in a list's filter, which come from the address and may be anything. */
export function parseConditions(stored: unknown): FieldCondition[] {
  if (!Array.isArray(stored)) return [];
  return (stored as unknown[]).filter(
    (each): each is FieldCondition =>
      typeof each === 'object' &&
      each !== null &&
      'key' in each &&
      typeof each.key === 'string' &&
      'operator' in each &&
      operatorNames.has(each.operator),
  );
}

/**
 * The field as it is compared with: without limits, so that any value of the type can be looked
 * for. One option where several may be chosen.
 */
export function comparedWith(field: CustomField, operator: CustomFieldOperator): CustomField {
  const plain: CustomField = {
    ...field,
    label: 'Value',
    help: null,
    required: false,
    min: null,
    max: null,
    minLength: null,
    maxLength: null,
    decimals: null,
  };
  if (operator === 'IN') return { ...plain, type: 'CHOICES' };
  if (field.type === 'CHOICES') return { ...plain, type: 'CHOICE' };
  // Part of an address or of a long text is no address and needs one line.
  if (operator === 'CONTAINS' || operator === 'STARTS_WITH' || field.type === 'LONG_TEXT')
    return { ...plain, type: 'TEXT', options: null };
  return plain;
}
