import { delimiterOf, readMapping, type CsvMapping } from '@backhaul/domain/bank/csvMapping';
import { firstRows } from '@backhaul/domain/bank/csvSample';

/** What was chosen for each part of a mapping; empty: nothing. */
export type Choices = Record<string, string | undefined>;

interface MappedPart {
  key: string;
  label: string;
  /** Instead of the file's columns. */
  options?: readonly (readonly [string, string])[];
}

export const PARTS: readonly MappedPart[] = [
  { key: 'bookingDate', label: 'Booking date' },
  { key: 'amount', label: 'Amount' },
  { key: 'debit', label: 'Money out, in a column of its own' },
  { key: 'credit', label: 'Money in, in a column of its own' },
  { key: 'sign', label: 'In or out, in a column of its own' },
  { key: 'name', label: 'Name' },
  { key: 'iban', label: 'IBAN' },
  { key: 'text', label: 'Text' },
  { key: 'moreText', label: 'More text' },
  { key: 'endToEndId', label: 'End-to-end id' },
  { key: 'bankReference', label: 'Bank’s reference' },
  { key: 'currency', label: 'Currency' },
  { key: 'balance', label: 'Balance' },
  {
    key: 'dateFormat',
    label: 'How dates are written',
    options: ['DD.MM.YYYY', 'DD.MM.YY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD', 'D.M.YYYY'].map(
      (each) => [each, each] as const,
    ),
  },
  {
    key: 'delimiter',
    label: 'Between columns',
    options: [
      [';', 'Semicolon ;'],
      [',', 'Comma ,'],
      ['\t', 'Tab'],
      ['|', 'Bar |'],
    ],
  },
  {
    key: 'encoding',
    label: 'Encoding',
    options: [
      ['utf-8', 'UTF-8'],
      ['utf-16le', 'UTF-16, little-endian'],
      ['utf-16be', 'UTF-16, big-endian'],
      ['windows-1252', 'Windows-1252'],
      ['iso-8859-1', 'ISO 8859-1 (Latin-1)'],
    ],
  },
  {
    key: 'decimalSign',
    label: 'Before decimals',
    options: [
      [',', 'Comma: 1.234,56'],
      ['.', 'Point: 1,234.56'],
    ],
  },
];

/** By what banks call their columns. */
const NAMES: Readonly<Record<string, RegExp>> = {
  bookingDate: /^(booking ?date|buchungstag|buchungsdatum|date|datum)/i,
  amount: /^(amount|betrag|umsatz)/i,
  name: /(name|beg[uü]nstigt|auftraggeber|payer|counterparty)/i,
  iban: /iban/i,
  text: /(text|purpose|verwendungszweck|description|remittance)/i,
  currency: /^(currency|ccy|w(ä|ae)hrung)$/i,
  balance: /^(balance|saldo|kontostand)/i,
};

/** What decides how a file falls into columns: with it the columns are looked for anew. */
const LAYOUT = ['delimiter', 'encoding', 'skipLines'];

/** A choice more: of another layout the columns are guessed anew, by the header as it is read then. */
export function chosen(
  choices: Choices,
  key: string,
  value: string,
  headerBy: (choices: Choices) => readonly string[],
): Choices {
  const next = { ...choices, [key]: value };
  if (!LAYOUT.includes(key)) return next;
  const header = headerBy(next);
  const columns = new Set(PARTS.flatMap((part) => (part.options ? [] : [part.key])));
  const kept = Object.entries(next).filter(
    ([part, column]) => !columns.has(part) || (column && header.includes(column)),
  );
  return { ...guessed(header), ...(Object.fromEntries(kept) as Choices) };
}

/** A file's beginning as text: as somebody says, else by its mark, else UTF-8 where it is that, else Windows-1252. */
export function beginningOf(
  head: ArrayBuffer,
  encoding: string | undefined,
): { text: string; encoding: string } {
  const read = (by: string, fatal = false) => ({
    text: new TextDecoder(by, { fatal }).decode(head, { stream: true }),
    encoding: by,
  });
  if (encoding) return { ...read(encoding), encoding };
  const [first, second] = new Uint8Array(head);
  if (first === 0xff && second === 0xfe) return read('utf-16le');
  if (first === 0xfe && second === 0xff) return read('utf-16be');
  try {
    return read('utf-8', true);
  } catch {
    return read('windows-1252');
  }
}

/** The first line of a file that names its columns, as the choices say. */
export function headerOf(text: string, { delimiter, skipLines }: Choices): readonly string[] {
  const layout = { delimiter: delimiter || null, skipLines: Number(skipLines ?? 0) || 0 };
  return firstRows(text, layout, 1).at(0)?.cells ?? [];
}

/** What was found in a file for what nobody chose, in words; null: it is found as the file is read. */
export function foundIn(
  key: string,
  text: string,
  encoding: string,
  choices: Choices,
): string | null {
  const skip = Number(choices.skipLines ?? 0) || 0;
  const value =
    key === 'delimiter'
      ? delimiterOf(text.split(/\r?\n/).slice(skip, skip + 20))
      : key === 'encoding'
        ? encoding
        : null;
  const options = PARTS.find((part) => part.key === key)?.options ?? [];
  return options.find(([id]) => id === value)?.[1] ?? null;
}

/** A first guess by the header; a person sees what comes of it. */
export function guessed(header: readonly string[]): Choices {
  const found = Object.entries(NAMES).map(([key, pattern]) => [
    key,
    header.find((name) => pattern.test(name.trim())),
  ]);
  return Object.fromEntries(found) as Choices;
}

/** The choices as a mapping; null while it is not whole, with what is missing. */
export function mappingOf(choices: Choices): {
  given: Record<string, unknown>;
  mapping: CsvMapping | null;
  problems: Record<string, string>;
} {
  const { moreText, text, skipLines, ...rest } = choices;
  const filled = Object.entries(rest).filter(([, value]) => value);
  const given = {
    ...Object.fromEntries(filled),
    text: [text, moreText].filter(Boolean),
    skipLines: Number(skipLines ?? 0) || 0,
  };
  const read = readMapping(given);
  return 'mapping' in read
    ? { given, mapping: read.mapping, problems: {} }
    : { given, mapping: null, problems: read.problems };
}
