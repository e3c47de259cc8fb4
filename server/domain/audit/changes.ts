// What an entry of the audit says: which fields were what before, and are what now, in words.
import { isLocalDate, shortDate } from '../time/calendar.ts';

/** One field of a record, before and after; null where it was, or is, nothing. */
export interface AuditChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** What nobody reads, should it ever be recorded. */
const SECRET = /password|secret|token|hash|api.?key|credential/i;
const HIDDEN = '•••';
/** Nothing that anybody reads is longer, nor are more fields of one record. */
const VALUE_MAX = 300;
const FIELDS_MAX = 60;

/** Words that people know fields by, where theirs do not say it. */
const WORDS: Readonly<Record<string, string>> = {
  unitPrice: 'price',
  vatId: 'VAT number',
  autoCreateInvoices: 'invoices by themselves',
  minor: 'amount',
};

/** The fields that an entry tells of, those that are the same before and after aside. */
export function auditChanges(before: unknown, after: unknown): AuditChange[] {
  const was = flat(before);
  const is = flat(after);
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  return keys
    .filter((key) => JSON.stringify(was.get(key)) !== JSON.stringify(is.get(key)))
    .slice(0, FIELDS_MAX)
    .map((key) => ({
      field: fieldWords(key),
      before: said(key, was.get(key)),
      after: said(key, is.get(key)),
    }));
}

/** A value as it was recorded, with a sign in the place of every secret. */
export function withoutSecrets(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null, masked)) as unknown;
}

/** "paymentDueDays" as people say it: "payment due days"; "customFields.contract" is "contract". */
export function fieldWords(key: string): string {
  const name = key.replace(/^customFields\./, '').replace(/Minor$/, '');
  if (Object.hasOwn(WORDS, name)) return WORDS[name];
  return name
    .split('.')
    .map((part) =>
      part
        .replace(/Id(s?)$/, '$1')
        .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
        .replace(/[_-]+/g, ' ')
        .toLowerCase()
        .trim(),
    )
    .join(', ');
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

function said(key: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (SECRET.test(key)) return HIDDEN;
  if (Array.isArray(value)) {
    const listed = value.every((each) => typeof each !== 'object');
    return short(listed ? value.map(String).join(', ') : JSON.stringify(value, masked));
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isLocalDate(value)) return `${shortDate(value)} ${value.slice(0, 4)}`;
  return short(String(value));
}

const masked = (key: string, value: unknown): unknown => (SECRET.test(key) ? HIDDEN : value);
const short = (text: string): string =>
  text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX - 1)}…` : text;
