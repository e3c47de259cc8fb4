// How values of the audit are said: amounts with their currency, records by name, codes and days in words.
import { currencyDigits, formatMinor } from '../money/money.ts';
import { isLocalDate, shortDate } from '../time/calendar.ts';

/** What is known beside an entry: of its place, and of the records that it names by id. */
export interface Known {
  /** The currency of amounts that do not say theirs. */
  currency?: string;
  /** What records are called, by their id; those that are gone or out of sight are not there. */
  names?: ReadonlyMap<string, string>;
  /** What was done, where codes are said by other words than elsewhere. */
  action?: string;
}

/** What people call a status of what was done, where that is not its code. */
const STATES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'settle-refund': { PENDING: 'under way', DONE: 'given back', FAILED: 'did not go' },
};

/** What people call providers, where they are recorded by their codes. */
const PROVIDERS: Readonly<Record<string, string>> = {
  SANDBOX: 'the sandbox',
  STRIPE: 'Stripe',
  PAYPAL: 'PayPal',
};

/** What nobody reads, should it ever be recorded. */
const SECRET = /password|secret|token|hash|api.?key|credential/i;
const HIDDEN = '•••';
/** Nothing that anybody reads is longer. */
const VALUE_MAX = 300;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WHOLE = /^-?\d{1,30}$/;
const DECIMAL = /^-?\d{1,30}(\.\d{1,30})?$/;
const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Fields in minor units; those that end with Minor are too. */
const MINOR = new Set(
  'total net tax amount applied fee feeFixed credited charged balanceAfter due paid'.split(' '),
);
/** Fields with a price as people write it. */
const PRICES = new Set(['price', 'unitPrice', 'setupFee', 'activationFee']);
/** Fields that hold one of few codes; what people type in capitals elsewhere stays. */
const CODED = new Set(
  (
    'kind status method type paymentPeriod paymentMethod documentLanguage category billingType ' +
    'taxRounding taxCategory state source security reminderChannel reminderChannels channel channels ' +
    'planChangeBilling mode methods format basis scope owedIn outcome origin usableBy role roles ' +
    'to document proration order approval newsletter sex'
  ).split(' '),
);
/** Codes that are words of their own. */
const AS_THEY_ARE = new Set(['SMS', 'PDF', 'CSV', 'SEPA', 'UBL', 'API', 'VAT', 'ZIP', 'EN', 'DE']);

/** The kinds of record that ids are of, by the end of the field's name. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/customerIds?$/i, 'customer'],
  [/serviceIds?$/i, 'service'],
  [/invoiceIds?$/i, 'invoice'],
  [/tariffIds?$/i, 'tariff'],
  [/taxRateIds?$/i, 'tax-rate'],
  [/contactIds?$/i, 'contact'],
  [/labelIds?$/i, 'label'],
  [/locationIds?$/i, 'location'],
  [/paymentIds?$/i, 'payment'],
  [/creditNote(s|Ids?)$/i, 'credit-note'],
  [/proformaIds?$/i, 'proforma'],
  [/methodIds?$/i, 'saved-method'],
  [/runIds?$/i, 'billing-run'],
  [/(user|owner|actor)Ids?$/i, 'user'],
  [/(partner|parent|origin)Ids?$/i, 'partner'],
];

const lastPart = (key: string): string => key.split('.').at(-1) ?? key;
const kindOf = (key: string): string | null =>
  KINDS.find(([end]) => end.test(lastPart(key)))?.[1] ?? null;
const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);

/** The record that a value of a field is the id of; null where it is none, or of a kind without names. */
export function recordOf(key: string, value: unknown): { entity: string; entityId: string } | null {
  const entity = isId(value) ? kindOf(key) : null;
  return entity === null ? null : { entity, entityId: value as string };
}

/** Whether a field tells a person nothing: ids of what has no name, and sums that only programs compare. */
export function isMute(key: string, value: unknown): boolean {
  const all = Array.isArray(value) ? value : [value];
  if (all.length > 0 && all.every(isId) && kindOf(key) === null) return true;
  return lastPart(key) === 'fingerprint';
}

/** A value as people say it; null for none. */
export function said(key: string, value: unknown, known: Known): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (SECRET.test(key)) return HIDDEN;
  if (Array.isArray(value)) return saidList(key, value, known);
  if (typeof value === 'object') return saidObject(value, known);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // minor units are recorded as text, counts as numbers
  if (typeof value !== 'string') return String(value as number | bigint);
  return short(saidText(key, value, known));
}

function saidText(key: string, text: string, { currency, names, action = '' }: Known): string {
  const field = lastPart(key);
  if (isDay(text)) return day(text);
  if (INSTANT.test(text)) return `${day(text.slice(0, 10))}, ${text.slice(11, 16)} UTC`;
  if (ID.test(text)) return names?.get(text) ?? 'gone, or out of sight';
  if (key.startsWith('customFields.')) return text;
  if (currency && (MINOR.has(field) || field.endsWith('Minor')) && WHOLE.test(text))
    return `${formatMinor(BigInt(text), currencyDigits(currency))} ${currency}`;
  if (currency && PRICES.has(field) && DECIMAL.test(text)) return `${text} ${currency}`;
  if ((field === 'kind' || field === 'provider') && Object.hasOwn(PROVIDERS, text))
    return PROVIDERS[text];
  const state = field === 'status' ? STATES[action]?.[text] : undefined;
  if (state) return state;
  if (CODED.has(field) && CODE.test(text) && !AS_THEY_ARE.has(text))
    return text.toLowerCase().replaceAll('_', ' ');
  return text;
}

/** Each once, for what is said twice is one thing to whoever reads it. */
function saidList(key: string, values: readonly unknown[], known: Known): string | null {
  const all = values.flatMap((each) => said(key, each, known) ?? []);
  const plain = values.every((each) => typeof each !== 'object');
  return all.length ? short([...new Set(all)].join(plain ? ', ' : '; ')) : null;
}

function saidObject(value: object, known: Known): string | null {
  const { field, order } = value as { field?: unknown; order?: unknown };
  if (typeof field === 'string' && typeof order === 'string')
    return `by ${fieldWords(field)}, ${order === 'DESC' ? 'descending' : 'ascending'}`;
  const parts = Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
    const text = isMute(key, each) ? null : said(key, each, known);
    return text === null ? [] : `${fieldWords(key)} ${text}`;
  });
  return parts.length ? short(parts.join(', ')) : null;
}

/** Words that people know fields by, where theirs do not say it. */
const WORDS: Readonly<Record<string, string>> = {
  unitPrice: 'price',
  vatId: 'VAT number',
  autoCreateInvoices: 'invoices by themselves',
  minor: 'amount',
  methodId: 'card',
  sharedBelow: 'shared with partners below',
  methods: 'ways to pay',
  feePercent: 'percent passed on of its fee',
  feeFixed: 'fixed amount passed on of its fee',
  newKeys: 'other keys',
  providerRef: 'number at the provider',
};

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

/** A value as it was recorded, with a sign in the place of every secret. */
export function withoutSecrets(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null, masked)) as unknown;
}

const isDay = (text: string): boolean => isLocalDate(text);
const day = (date: string): string => `${shortDate(date)} ${date.slice(0, 4)}`;
const masked = (key: string, value: unknown): unknown => (SECRET.test(key) ? HIDDEN : value);
const short = (text: string): string =>
  text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX - 1)}…` : text;
