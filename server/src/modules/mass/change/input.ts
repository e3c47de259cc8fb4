import { CUSTOMER_BILLING } from '@backhaul/domain/settings/finance';
import { readSettings } from '@backhaul/domain/settings/family';
import { readValue } from '@backhaul/domain/fields/customFieldValue';
import { roundingStep } from '@backhaul/domain/mass/step';
import { formatDecimal, fromDecimal } from '@backhaul/domain/money/fraction';
import type { Context } from '../../../kit/context.ts';
import { decimalInput, emailInput, idInput, textInput } from '../../../kit/input.ts';
import { badInput, notFound, ofInput } from '../../../platform/refusal.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { fieldsOf as customFieldsOf, type StoredField } from '../../fields/index.ts';
import { labelsNamed } from '../../labels/index.ts';
import type { MassChangeInput, MassStepInput } from './change.types.ts';
import { BILLING, CHOICES, CUSTOM, fieldName, kindOfField, OPERATIONS } from './fields.ts';
import { namesOf } from './held.store.ts';
import { CHANGED_LISTS, type ChangedList, type ChangeParams, type ChangeStep } from './params.ts';

const STEPS_MAX = 20;
const ENTITIES = { customers: 'CUSTOMER', services: 'SERVICE' } as const;
/** What is a person's own, or a secret. */
const NOT_FOR_MANY = ['password'];

/** The list of an input; refuses by field one whose records are not changed together. */
export function listInput(list: string): ChangedList {
  const known = CHANGED_LISTS.find((each) => each === list);
  if (!known)
    throw badInput({
      list: `must be one of ${CHANGED_LISTS.join(', ')}, whose records can be changed together`,
    });
  return known;
}

/**
 * The steps of a change, checked before any record is looked at. Refuses by field none, more than
 * 20, fields that there are not or that one may not write, what cannot be done to a field, and
 * values that no record could have; NOT_FOUND labels, locations and tariffs that one does not see.
 */
export async function changeInput(
  ctx: Context,
  sql: ScopedSql,
  list: ChangedList,
  { steps, from }: MassChangeInput,
): Promise<ChangeParams> {
  if (!steps.length) throw badInput({ steps: 'say what is to change' });
  if (steps.length > STEPS_MAX) throw badInput({ steps: `may be ${STEPS_MAX} at most` });
  const mayCredentials = ctx.can('customers:credentials');
  const custom = await customOf(sql, list, steps);
  const names: Record<string, string> = {};
  const checked: ChangeStep[] = [];
  for (const [i, step] of steps.entries())
    checked.push(
      await ofInput(`steps.${i}`, async () => {
        if (fieldName(step.field) === 'login' && !mayCredentials)
          throw badInput({ field: 'you may not change how customers sign in' });
        const read = await stepInput(sql, list, step, custom);
        Object.assign(names, read.names);
        return read.step;
      }),
    );
  refuseTogether(checked, from ?? null);
  const credentials =
    mayCredentials && checked.some(({ field }) => field === 'login' || field === 'email');
  return { list, steps: checked, from: from ?? null, credentials, names };
}

function refuseTogether(steps: readonly ChangeStep[], from: string | null): void {
  const tariffAt = steps.findIndex(({ field }) => field === 'tariffId');
  const price = steps.findIndex(({ field }) => field === 'unitPrice');
  if (tariffAt >= 0 && !from) throw badInput({ from: 'say from when the tariff holds' });
  if (from && tariffAt < 0 && price < 0)
    throw badInput({ from: 'is the day from which a price or tariff holds, and there is none' });
  if (tariffAt >= 0 && price >= 0 && steps[price].operation !== 'SET')
    throw badInput({ [`steps.${price}.operation`]: 'must be SET together with another tariff' });
}

async function customOf(
  sql: ScopedSql,
  list: ChangedList,
  steps: readonly MassStepInput[],
): Promise<Map<string, StoredField>> {
  if (!steps.some(({ field }) => field.startsWith(CUSTOM))) return new Map();
  const fields = await customFieldsOf(sql, ENTITIES[list]);
  return new Map(fields.filter(({ archived }) => !archived).map((field) => [field.key, field]));
}

interface ReadStep {
  step: ChangeStep;
  names?: Record<string, string>;
}

async function stepInput(
  sql: ScopedSql,
  list: ChangedList,
  { field: given, operation, value, roundTo }: MassStepInput,
  custom: ReadonlyMap<string, StoredField>,
): Promise<ReadStep> {
  const field = fieldName(given);
  const kind = kindOfField(list, field);
  if (NOT_FOR_MANY.includes(field)) throw badInput({ field: 'is each one’s own' });
  const definition = kind === 'custom' ? custom.get(field.slice(CUSTOM.length)) : undefined;
  if (!kind || (kind === 'custom' && !definition))
    throw badInput({ field: 'is no field that can be changed here' });
  const allowed = definition?.type === 'CHOICES' ? OPERATIONS.set : OPERATIONS[kind];
  if (!allowed.includes(operation))
    throw badInput({ operation: `must be one of ${allowed.join(', ')} here` });
  const raises = operation === 'INCREASE' || operation === 'INCREASE_PERCENT';
  if (roundTo != null && !raises) throw badInput({ roundTo: 'is for a price that is raised' });
  const rounding = roundTo == null ? null : roundingStep(roundTo);
  if (roundTo != null && rounding === null)
    throw badInput({ roundTo: 'must be 0.01, 0.05, 0.10 or 1' });
  const step = { field, operation, roundTo: rounding };
  if (operation === 'CLEAR' || operation === 'INHERIT') {
    if (value != null) throw badInput({ value: 'is nothing here' });
    if (definition?.required) throw badInput({ operation: `${definition.label} must be given` });
    return { step: { ...step, value: null } };
  }
  if (value == null) throw badInput({ value: 'is missing' });
  if (definition) return { step: { ...step, value: customValue(definition, value) } };
  if (kind === 'set') return setStep(sql, step, value);
  if (kind === 'location' || kind === 'tariff') return recordStep(sql, step, kind, value);
  return { step: { ...step, value: plainValue(step, kind, value, raises) } };
}

function customValue(definition: StoredField, given: unknown): ChangeStep['value'] {
  const read = readValue(definition, given);
  if ('problem' in read) throw badInput({ value: read.problem });
  if (read.value === null) throw badInput({ value: 'is missing' });
  return read.value as ChangeStep['value'];
}

type Kind = NonNullable<ReturnType<typeof kindOfField>>;

function plainValue(
  { field }: Pick<ChangeStep, 'field'>,
  kind: Kind,
  given: unknown,
  raises: boolean,
): ChangeStep['value'] {
  if (kind === 'billing') {
    const key = field.slice(BILLING.length);
    const { values, problems } = readSettings(CUSTOMER_BILLING, { [key]: given });
    if (problems[key]) throw badInput({ value: problems[key] });
    return values[key] as ChangeStep['value'];
  }
  if (kind === 'price' || kind === 'quantity') {
    const text = decimalInput(String(given), 'value', {
      decimals: 4,
      ...(kind === 'quantity' && { moreThanZero: true, max: 1_000_000 }),
      ...(kind === 'price' && !raises && { min: 0 }),
    });
    return kind === 'quantity' ? formatDecimal(fromDecimal(text), 4) : text;
  }
  if (typeof given !== 'string') throw badInput({ value: 'must be a text' });
  if (kind === 'choice') {
    if (!CHOICES[field].includes(given))
      throw badInput({ value: `must be one of ${CHOICES[field].join(', ')}` });
    return given;
  }
  return field === 'email'
    ? emailInput(given, 'value')
    : textInput(given, 'value', { min: 1, max: 300 });
}

async function setStep(
  sql: ScopedSql,
  step: Omit<ChangeStep, 'value'>,
  given: unknown,
): Promise<ReadStep> {
  const all = Array.isArray(given) ? given : [given];
  if (!all.length || all.some((each) => typeof each !== 'string'))
    throw badInput({ value: 'must be ids of labels' });
  const ids = [...new Set(all.map((each) => idInput(String(each), 'value')))];
  const labels = await labelsNamed(sql, ids);
  if (labels.length < ids.length) throw notFound();
  return { step: { ...step, value: ids }, names: namesIn(labels) };
}

async function recordStep(
  sql: ScopedSql,
  step: Omit<ChangeStep, 'value'>,
  table: 'location' | 'tariff',
  given: unknown,
): Promise<ReadStep> {
  if (typeof given !== 'string') throw badInput({ value: 'must be an id' });
  const id = idInput(given, 'value');
  const found = await namesOf(sql, table, [id]);
  if (!found.length) throw notFound();
  return { step: { ...step, value: id }, names: namesIn(found) };
}

const namesIn = (all: readonly { id: string; name: string }[]) =>
  Object.fromEntries(all.map(({ id, name }) => [id, name]));
