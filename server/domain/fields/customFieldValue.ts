import { countOf } from '../text/plural.ts';
import { isLocalDate } from '../time/calendar.ts';
import type { FieldRules, FieldType, FieldValue } from './customFields.ts';

/** value null: none, which is how an empty text is meant. */
export type ReadValue = { value: FieldValue | null } | { problem: string };

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const CONTROL_BUT_LINES = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const EMAIL = /^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\]]+\.[^\s@<>()",;:\\[\]]+$/;
const PHONE = /^\+?[\d ()./-]+$/;
const DECIMAL = /^(-?)0*(\d{1,13})(?:\.(\d{1,6}))?$/;
const NO_TEXT: ReadonlySet<FieldType> = new Set(['INTEGER', 'BOOLEAN', 'PLACE']);
const CHOICES_MAX = 100;
const LENGTHS: Partial<Record<FieldType, number>> = { LONG_TEXT: 20_000, URL: 2000 };
const TEXT_LENGTH = 500;

/** The longest text a field of a type may hold. */
export function longest(type: FieldType): number {
  return LENGTHS[type] ?? TEXT_LENGTH;
}

/** Millionths of a decimal number; null for what is none. */
export function scaled(text: string): bigint | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const size = BigInt(match[2] + (match[3] ?? '').padEnd(6, '0'));
  return match[1] ? -size : size;
}

/** Nothing that counts as a value of any field. */
export function isEmptyValue(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** A given value as it will be stored, or what is wrong with it in words that follow the field's name. */
export function readValue(rules: FieldRules, given: unknown): ReadValue {
  if (given === null || given === undefined || isEmptyOf(rules.type, given)) return { value: null };
  switch (rules.type) {
    case 'INTEGER':
      return integer(rules, given);
    case 'BOOLEAN':
      return typeof given === 'boolean' ? { value: given } : { problem: 'must be true or false' };
    case 'CHOICES':
      return choices(rules, given);
    case 'PLACE':
      return place(given);
    default:
      return typeof given === 'string'
        ? text(rules, given.trim())
        : {
            problem: `must be given as text, not ${Array.isArray(given) ? 'a list' : typeof given === 'object' ? 'an object' : `a ${typeof given}`}`,
          };
  }
}

/** What is given as text may be blank, and a list empty; of any other type they are wrong values, and never none. */
function isEmptyOf(type: FieldType, given: unknown): boolean {
  if (type === 'CHOICES') return Array.isArray(given) && given.length === 0;
  return !NO_TEXT.has(type) && typeof given === 'string' && given.trim() === '';
}

function text(rules: FieldRules, given: string): ReadValue {
  if (rules.type === 'LONG_TEXT') {
    const lines = given.replace(/\r\n?/g, '\n').replaceAll('\t', ' ');
    return CONTROL_BUT_LINES.test(lines)
      ? { problem: 'may not contain control characters' }
      : sized(rules, lines);
  }
  if (CONTROL.test(given)) return { problem: 'may not contain line breaks or control characters' };
  switch (rules.type) {
    case 'DECIMAL':
      return decimal(rules, given);
    case 'DATE':
      return isLocalDate(given)
        ? { value: given }
        : { problem: 'is not a calendar date like 2026-04-01' };
    case 'DATE_TIME':
      return instant(given);
    case 'CHOICE':
      return rules.options === null || rules.options.includes(given)
        ? { value: given }
        : { problem: 'is not one of the options' };
    case 'FILE':
      return ID.test(given)
        ? { value: given.toLowerCase() }
        : { problem: 'is not the id of a file' };
    case 'REFERENCE':
      return ID.test(given)
        ? { value: given.toLowerCase() }
        : { problem: 'is not the id of a record' };
    case 'URL':
      return url(given)
        ? sized(rules, given)
        : { problem: 'is not a web address like https://example.com' };
    case 'EMAIL':
      return EMAIL.test(given) && given.length <= 254
        ? sized(rules, given)
        : { problem: 'is not an e-mail address' };
    case 'PHONE':
      return phone(rules, given);
    case 'IP_ADDRESS':
      return ipAddress(given);
    case 'MAC_ADDRESS':
      return macAddress(given);
    default:
      return sized(rules, given);
  }
}

function sized(rules: FieldRules, given: string): ReadValue {
  const value = given.normalize('NFC');
  if (LONE_SURROGATE.test(value)) return { problem: 'is not well-formed text' };
  const max = rules.maxLength ?? longest(rules.type);
  if (value.length > max) return { problem: `may have ${countOf(max, 'character')} at most` };
  if (rules.minLength !== null && value.length < rules.minLength)
    return { problem: `needs at least ${countOf(rules.minLength, 'character')}` };
  return { value };
}

function withinLimits({ min, max }: FieldRules, size: bigint): string | null {
  if (min !== null && size < scaled(min)!) return `must be ${min} or more`;
  return max !== null && size > scaled(max)! ? `must be ${max} or less` : null;
}

function integer(rules: FieldRules, given: unknown): ReadValue {
  if (typeof given !== 'number' || !Number.isSafeInteger(given) || Math.abs(given) >= 1e13)
    return { problem: 'must be a whole number' };
  const problem = withinLimits(rules, BigInt(given) * 1_000_000n);
  return problem ? { problem } : { value: given === 0 ? 0 : given }; // not -0
}

function decimal(rules: FieldRules, given: string): ReadValue {
  const size = scaled(given);
  const [, , whole, digits = ''] = DECIMAL.exec(given) ?? [];
  if (size === null) return { problem: 'must be a decimal number like 12.50' };
  if (rules.decimals !== null && digits.length > rules.decimals)
    return {
      problem: rules.decimals
        ? `may have ${countOf(rules.decimals, 'decimal')} at most`
        : 'may have no decimals',
    };
  const problem = withinLimits(rules, size);
  return problem
    ? { problem }
    : { value: `${size < 0n ? '-' : ''}${whole}${digits ? `.${digits}` : ''}` };
}

function instant(given: string): ReadValue {
  const day = INSTANT.exec(given)?.[1];
  const at = day && isLocalDate(day) ? Date.parse(given) : Number.NaN;
  return Number.isNaN(at)
    ? { problem: 'is not an instant like 2026-04-01T09:30:00Z' }
    : { value: new Date(at).toISOString() };
}

function choices(rules: FieldRules, given: unknown): ReadValue {
  if (!Array.isArray(given) || !given.every((each) => typeof each === 'string'))
    return { problem: 'must be a list of options' };
  const { options } = rules;
  const wrong = options && given.find((each) => !options.includes(each));
  if (wrong !== null && wrong !== undefined)
    return { problem: `"${wrong.slice(0, 60)}" is not one of the options` };
  if (given.length > CHOICES_MAX) return { problem: `may be ${CHOICES_MAX} at most` };
  if (given.some((each) => CONTROL.test(each)))
    return { problem: 'may not contain control characters' };
  const chosen = [...new Set(given)];
  return { value: options ? options.filter((option) => chosen.includes(option)) : chosen };
}

function place(given: unknown): ReadValue {
  const problem = {
    problem: 'must be a latitude (lat) from -90 to 90 with a longitude (lon) from -180 to 180',
  };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return problem;
  const { lat, lon, ...more } = given as Record<string, unknown>;
  if (typeof lat !== 'number' || typeof lon !== 'number' || Object.keys(more).length)
    return problem;
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return problem;
  // a millionth of a degree is a hand's breadth
  const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6 + 0;
  return { value: { lat: rounded(lat), lon: rounded(lon) } };
}

/** Only addresses that are safe to link to: http and https, without credentials. */
function url(given: string): boolean {
  if (!/^https?:\/\/[^\s/]/i.test(given) || /\s/.test(given)) return false;
  try {
    const { hostname, username, password } = new URL(given);
    return hostname !== '' && !username && !password;
  } catch {
    return false;
  }
}

function phone(rules: FieldRules, given: string): ReadValue {
  const digits = given.replace(/\D/g, '').length;
  return PHONE.test(given) && digits >= 3 && digits <= 17 && given.length <= 40
    ? sized(rules, given)
    : { problem: 'is not a phone number' };
}

function ipAddress(given: string): ReadValue {
  const problem = { problem: 'is not an IP address' };
  const parts = given.split('.');
  if (!given.includes(':'))
    return parts.length === 4 &&
      parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
      ? { value: given }
      : problem;
  if (!/^[0-9a-f:.]{2,45}$/i.test(given)) return problem;
  // the URL standard writes an IPv6 address in its shortest form
  try {
    return { value: new URL(`http://[${given}]/`).hostname.slice(1, -1) };
  } catch {
    return problem;
  }
}

function macAddress(given: string): ReadValue {
  const shape =
    /^([0-9a-f]{2}([:-])[0-9a-f]{2}(\2[0-9a-f]{2}){4}|[0-9a-f]{12}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$/i;
  if (!shape.test(given)) return { problem: 'is not a MAC address like 00:1a:2b:3c:4d:5e' };
  return {
    value: given
      .toLowerCase()
      .replace(/[^0-9a-f]/g, '')
      .match(/../g)!
      .join(':'),
  };
}
