import { readMapping, type CsvMapping } from '@backhaul/domain/bank/csvMapping';

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
  {
    key: 'dateFormat',
    label: 'How dates are written',
    options: ['DD.MM.YYYY', 'DD.MM.YY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD', 'D.M.YYYY'].map(
      (each) => [each, each] as const,
    ),
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
};

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
