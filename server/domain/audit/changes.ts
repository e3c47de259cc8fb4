// What an entry of the audit says: which fields were what before, and are what now, in words.
import { fieldWords, isMute, recordOf, said, type Known } from './values.ts';

/** One field of a record, before and after; null where it was, or is, nothing. */
export interface AuditChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** Nobody reads more fields of one record. */
const FIELDS_MAX = 60;

/** The fields that an entry tells of, those that are the same before and after aside. */
export function auditChanges(before: unknown, after: unknown, place: Known = {}): AuditChange[] {
  const was = flat(before);
  const is = flat(after);
  const known = { ...place, currency: ownCurrency(is) ?? ownCurrency(was) ?? place.currency };
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  return keys
    .filter((key) => JSON.stringify(was.get(key)) !== JSON.stringify(is.get(key)))
    .filter((key) => !isMute(key, is.get(key) ?? was.get(key)))
    .slice(0, FIELDS_MAX)
    .map((key) => ({
      field: fieldWords(key),
      before: said(key, was.get(key), known),
      after: said(key, is.get(key), known),
    }));
}

/** The records that an entry names by their ids, whose names its words need. */
export function recordsNamed(
  before: unknown,
  after: unknown,
): { entity: string; entityId: string }[] {
  return [...flat(before), ...flat(after)].flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((each) => recordOf(key, each) ?? []),
  );
}

/** The fields of an object, those of objects in it by dots; what is no object is a field by itself. */
function flat(value: unknown): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const walk = (at: unknown, path: string): void => {
    if (at !== null && typeof at === 'object' && !Array.isArray(at))
      for (const [key, each] of Object.entries(at)) walk(each, path ? `${path}.${key}` : key);
    else if (at !== null && at !== undefined) fields.set(path || 'value', at);
  };
  walk(value, '');
  return fields;
}

const CURRENCY = /^[A-Z]{3}$/;
function ownCurrency(fields: ReadonlyMap<string, unknown>): string | undefined {
  const currency = fields.get('currency');
  return typeof currency === 'string' && CURRENCY.test(currency) ? currency : undefined;
}
