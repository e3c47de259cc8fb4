import { isDeepStrictEqual } from 'node:util';
import { raised, setAfter } from '@backhaul/domain/mass/step';
import { currencyDigits } from '@backhaul/domain/money/money';
import { kindOfField } from './fields.ts';
import type { ChangeParams, ChangeStep } from './params.ts';

/** A value of a field as it is stored, and as people read it. */
export interface Value {
  raw: unknown;
  shown: unknown;
  /** Of a price: what it is where none of its own is set. */
  inForce?: string;
}

/** A record as a change finds it: the fields of the steps, by their names. */
export interface Held {
  id: string;
  label: string;
  customerId: string;
  currency: string;
  values: Readonly<Record<string, Value>>;
}

/** What steps make of a record: the fields that become another; refusal: why they cannot. */
export interface Changed {
  before: Record<string, Value>;
  after: Record<string, Value>;
  refusal?: string;
}

/** What the steps of a change make of a record, one after the other. */
export function changed({ values, currency }: Held, { list, steps, names }: ChangeParams): Changed {
  const next: Record<string, Value> = { ...values };
  for (const step of steps) {
    const price = kindOfField(list, step.field) === 'price';
    const value = price
      ? priceAfter(next[step.field], step, currency)
      : valueAfter(next[step.field], step, names);
    if (!value) return { before: {}, after: {}, refusal: 'The price would fall below zero.' };
    next[step.field] = value;
  }
  const fields = Object.keys(values).filter(
    (field) => !sameRaw(values[field].raw, next[field].raw),
  );
  return { before: pick(values, fields), after: pick(next, fields) };
}

function pick(from: Readonly<Record<string, Value>>, fields: readonly string[]) {
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}

/** Whether two stored values are the same; the order of a set means nothing. */
export function sameRaw(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return isDeepStrictEqual(new Set(a), new Set(b));
  return isDeepStrictEqual(a ?? null, b ?? null);
}

function valueAfter(
  current: Value,
  { operation, value }: ChangeStep,
  names: ChangeParams['names'],
): Value {
  const known = new Map(Object.entries(names));
  if (Array.isArray(current.raw) || Array.isArray(value)) {
    const had = (current.raw ?? []) as string[];
    const shown = (current.shown ?? []) as string[];
    had.forEach((each, i) => known.set(each, shown[i]));
    const raw = setAfter(had, operation, (value ?? []) as string[]);
    return { raw, shown: raw.map((each) => known.get(each) ?? each) };
  }
  const raw = operation === 'SET' ? value : null;
  return { raw, shown: typeof raw === 'string' ? (known.get(raw) ?? raw) : raw };
}

function priceAfter(
  current: Value,
  { operation, value, roundTo }: ChangeStep,
  currency: string,
): Value | null {
  const { inForce = '0' } = current;
  if (operation === 'CLEAR' || operation === 'INHERIT')
    return { ...current, raw: null, shown: null };
  if (operation === 'SET') return { ...current, raw: value, shown: value };
  const by = { by: String(value), percent: operation === 'INCREASE_PERCENT', roundTo };
  const price = raised(String(current.raw ?? inForce), by, currencyDigits(currency));
  return price === null ? null : { ...current, raw: price, shown: price };
}
