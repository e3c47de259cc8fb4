/** Invoices and credit notes: 202604000007 is partner 4's 7th of 2026. */
export const TAX_DOCUMENT_NUMBER_FORMAT = '{year}{partner_id|2}{next|6}';
/** Proformas and quotes. */
export const SERIES_NUMBER_FORMAT = '{year}{next|6}';
/** Receipts: the year, the way of payment, the count. */
export const RECEIPT_NUMBER_FORMAT = '{year}-{type|2}-{next|5}';

const VARIABLES = [
  'customer_id',
  'partner_id',
  'location_id',
  'rand_string',
  'rand_number',
  'year',
  'month',
  'day',
  'next',
  'type',
] as const;

export type NumberVariable = (typeof VARIABLES)[number];

/** A piece of a number format: text as it is, or a variable with its minimum length (null: as long as it is). */
export type NumberPart = { text: string } | { variable: NumberVariable; length: number | null };

export type ParsedNumberFormat = { parts: NumberPart[] } | { problems: string[] };

const FORMAT_LENGTH_MAX = 150;
const PADDED_LENGTH_MAX = 12;
const RANDOM_LENGTH_MAX = 32;
const RANDOM_LENGTH_MIN = 4;
/** Length of a random part that names none. */
export const RANDOM_LENGTH_DEFAULT = 8;
// What lies between braces is a variable; a brace outside of a pair is left to be reported.
const TOKEN = /\{([^{}]*)\}|([^{}]+)|([{}])/g;

/**
 * Reads a format such as `{year}{partner_id|2}{next|6}`; the problems are in words for the person who typed it.
 * Source: billing rules, Numbers.
 */
export function parseNumberFormat(text: string): ParsedNumberFormat {
  const parts: NumberPart[] = [];
  const problems: string[] = [];
  for (const [whole, inside, literal] of text.matchAll(TOKEN)) {
    if (literal !== undefined) parts.push({ text: literal });
    else if (inside === undefined)
      problems.push(`"${whole}" has no partner; a variable is written {name} or {name|length}`);
    else addVariable(inside, parts, problems);
  }
  return problems.length > 0 ? { problems } : { parts };
}

/**
 * What is wrong with a format, in words, or null. Refused are unknown variables, formats that cannot be unique
 * (without {next} and without a random part), and those whose parts could run into each other.
 * `{type}` exists on receipts only: pass `receipt` true for theirs; when it is not given `{type}` is let through.
 */
export function checkNumberFormat(text: string, receipt?: boolean): string | null {
  if (text.trim() === '') return 'A number format cannot be empty';
  if (text.length > FORMAT_LENGTH_MAX)
    return `A number format has at most ${FORMAT_LENGTH_MAX} characters`;
  // Control characters would break the printed document and every export.
  if (/\p{C}/u.test(text)) return 'A number format cannot contain control characters';
  const parsed = parseNumberFormat(text);
  if ('problems' in parsed) return parsed.problems.join('; ');
  if (receipt === false && has(parsed.parts, 'type')) return '{type} is for receipt numbers only';
  if (!has(parsed.parts, 'next')) return checkRandom(parsed.parts);
  if (parsed.parts.filter((part) => isVariable(part, 'next')).length > 1)
    return '{next} can be used only once';
  return checkSeparation(parsed.parts);
}

/** Whether the format counts. One that does not is unique by its random part only. */
export function formatUsesNext(text: string): boolean {
  const parsed = parseNumberFormat(text);
  return 'parts' in parsed && has(parsed.parts, 'next');
}

/** Whether the format says where the customer is. */
export function formatUsesLocation(text: string): boolean {
  const parsed = parseNumberFormat(text);
  return 'parts' in parsed && has(parsed.parts, 'location_id');
}

function addVariable(inside: string, parts: NumberPart[], problems: string[]): void {
  const [name = '', length, ...more] = inside.split('|');
  const variable = VARIABLES.find((known) => known === name);
  if (variable === undefined) {
    problems.push(`{${inside}} is unknown; the variables are ${VARIABLES.join(', ')}`);
    return;
  }
  const lengthMax = variable.startsWith('rand_') ? RANDOM_LENGTH_MAX : PADDED_LENGTH_MAX;
  if (length === undefined) parts.push({ variable, length: null });
  else if (
    more.length > 0 ||
    !/^\d{1,2}$/.test(length) ||
    Number(length) < 1 ||
    Number(length) > lengthMax
  ) {
    problems.push(`The length in {${inside}} must be 1 to ${lengthMax}`);
  } else parts.push({ variable, length: Number(length) });
}

function checkRandom(parts: readonly NumberPart[]): string | null {
  const random = parts.filter(
    (part) => isVariable(part, 'rand_string') || isVariable(part, 'rand_number'),
  );
  if (random.length === 0)
    return 'A number format needs {next} or a random part, or numbers would repeat';
  const length = random.reduce(
    (sum, part) => sum + ('variable' in part ? (part.length ?? RANDOM_LENGTH_DEFAULT) : 0),
    0,
  );
  return length < RANDOM_LENGTH_MIN
    ? `Without {next} the random part needs at least ${RANDOM_LENGTH_MIN} characters`
    : null;
}

// Customer 1's 11th and customer 11's 1st would both be "111" in {customer_id}{next}: numbers of no fixed
// length next to each other need a text between them, or lengths.
function checkSeparation(parts: readonly NumberPart[]): string | null {
  let open = false;
  for (const part of parts) {
    if ('text' in part) open = open && /^\d*$/.test(part.text);
    else if (
      part.length === null &&
      ['next', 'customer_id', 'location_id'].includes(part.variable)
    ) {
      if (open)
        return `{${part.variable}} follows another number directly: give them lengths or put a text between them`;
      open = true;
    }
  }
  return null;
}

function has(parts: readonly NumberPart[], variable: NumberVariable): boolean {
  return parts.some((part) => isVariable(part, variable));
}

function isVariable(part: NumberPart, variable: NumberVariable): boolean {
  return 'variable' in part && part.variable === variable;
}
