import { orderShown, readDay, weighOrder, type DateOrder, type OrderEvidence } from './days.ts';
import {
  readDecimal,
  signShown,
  weighSign,
  type DecimalSign,
  type SignEvidence,
} from './amounts.ts';
import { targetOf, type ImportKind, type Target } from './targets.ts';

/** What a column of a file holds, gathered over all of it. */
export interface ColumnFacts {
  heading: string;
  /** Its first cells. */
  samples: string[];
  sign: SignEvidence;
  order: OrderEvidence;
  /** Its different values with their counts; null: too many to list. */
  values: Record<string, number> | null;
}

export type Format = DecimalSign | DateOrder;

/** Where a column goes, and how it is read. */
export interface ColumnChoice {
  target: string | null;
  /** What an empty cell reads as. */
  default?: string | null;
  /** What values of the file mean, such as Suspended: BLOCKED. */
  valueMap?: Readonly<Record<string, string>> | null;
  format?: Format | null;
  /** What stands between this column and the one before it that goes to the same place. */
  joinWith?: string | null;
}

/** What is ambiguous in a column until somebody says. */
export type Question = 'DECIMAL_SIGN' | 'DATE_ORDER';

const SAMPLES = 20;
const VALUES_MAX = 100;
const VALUE_LENGTH = 100;

export function noFacts(heading: string): ColumnFacts {
  return {
    heading,
    samples: [],
    sign: { dot: 0, comma: 0, either: 0 },
    order: { dmy: 0, mdy: 0, ymd: 0, either: 0 },
    values: {},
  };
}

/** Adds a cell to what is known of its column. */
export function addCell(facts: ColumnFacts, cell: string): void {
  if (facts.samples.length < SAMPLES) facts.samples.push(cell.slice(0, 200));
  const text = cell.trim();
  if (!text) return;
  weighSign(facts.sign, text);
  weighOrder(facts.order, text);
  if (!facts.values) return;
  if (Object.hasOwn(facts.values, text)) facts.values[text] += 1;
  else if (text.length > VALUE_LENGTH || Object.keys(facts.values).length >= VALUES_MAX)
    facts.values = null;
  else
    Object.defineProperty(facts.values, text, {
      value: 1,
      writable: true,
      enumerable: true,
      configurable: true,
    });
}

/** How a column is read: as somebody chose, else as it shows itself; null where it is still to be said. */
export function formatOf(facts: ColumnFacts, choice: ColumnChoice, target: Target): Format | null {
  if (target.type === 'DECIMAL')
    return choice.format === 'DOT' || choice.format === 'COMMA'
      ? choice.format
      : signShown(facts.sign);
  if (target.type !== 'DATE') return 'DOT';
  const { format } = choice;
  return format === 'DMY' || format === 'MDY' || format === 'YMD'
    ? format
    : orderShown(facts.order);
}

/** What has to be said of a column before it can be read; null where nothing has. */
export function questionOf(
  kind: ImportKind,
  facts: ColumnFacts,
  choice: ColumnChoice,
): Question | null {
  const target = choice.target === null ? undefined : targetOf(kind, choice.target);
  if (!target || formatOf(facts, choice, target) !== null) return null;
  return target.type === 'DECIMAL' ? 'DECIMAL_SIGN' : 'DATE_ORDER';
}

/** What a value means by a map; the value itself where the map does not say. Letter case does not matter. */
export function mapValue(choice: ColumnChoice, text: string): string {
  const { valueMap } = choice;
  if (!valueMap) return text;
  if (Object.hasOwn(valueMap, text)) return valueMap[text];
  const lower = text.toLowerCase();
  const key = Object.keys(valueMap).find((each) => each.trim().toLowerCase() === lower);
  return key === undefined ? text : valueMap[key];
}

const YES: Readonly<Record<string, string>> = {
  yes: 'yes',
  true: 'yes',
  '1': 'yes',
  ja: 'yes',
  si: 'yes',
  sí: 'yes',
  sim: 'yes',
  oui: 'yes',
  y: 'yes',
  no: 'no',
  false: 'no',
  '0': 'no',
  nein: 'no',
  não: 'no',
  nao: 'no',
  non: 'no',
  n: 'no',
};

/** A value of a list as rows take it. */
function listed(target: Target, text: string): string {
  if (target.type === 'YES') {
    const lower = text.toLowerCase();
    return Object.hasOwn(YES, lower) ? YES[lower] : text;
  }
  const plain = (word: string) => word.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  return target.choices?.find((each) => plain(each) === plain(text)) ?? text;
}

/** The values of a column, with their counts, that mean nothing where it goes. */
export function unmappedOf(
  kind: ImportKind,
  facts: ColumnFacts,
  choice: ColumnChoice,
): Record<string, number> {
  const target = choice.target === null ? undefined : targetOf(kind, choice.target);
  const allowed = target?.type === 'YES' ? ['yes', 'no'] : target?.choices;
  if (!target || !allowed || !facts.values) return {};
  return Object.fromEntries(
    Object.entries(facts.values).filter(([text]) => {
      const meant = mapValue(choice, text).trim();
      return meant !== '' && !allowed.includes(listed(target, meant));
    }),
  );
}

/** A whole file's mapping, ready to read rows with. */
export interface Mapping {
  kind: ImportKind;
  columns: readonly { index: number; facts: ColumnFacts; choice: ColumnChoice }[];
  /** What stands in no column, by target. */
  constants: Readonly<Record<string, string>>;
}

/** A row by the targets its cells go to, and what is wrong by column of the file. */
export interface MappedRow {
  values: Map<string, string>;
  faults: { index: number; reason: string }[];
}

/** A long number as a spreadsheet shortens it: its digits are lost. */
const SHORTENED = /^-?\d([.,]\d+)?E\+\d+$/i;

const NAMES: Readonly<Record<Format, string>> = {
  DOT: 'a number like 1,234.56',
  COMMA: 'a number like 1.234,56',
  DMY: 'a date like 31.12.2026',
  MDY: 'a date like 12/31/2026',
  YMD: 'a date like 2026-12-31',
};

/** A cell as rows take it. Throws, in words, what cannot be read. */
function readCell(facts: ColumnFacts, choice: ColumnChoice, target: Target, cell: string): string {
  const given = mapValue(choice, cell.trim() || (choice.default ?? '')).trim();
  if (given === '') return '';
  if (target.type === 'DECIMAL' || target.type === 'DATE') {
    const format = formatOf(facts, choice, target);
    if (format === null) throw new Error('is ambiguous: say first how this column is written');
    const read =
      target.type === 'DECIMAL'
        ? readDecimal(given, format as DecimalSign)
        : readDay(given, format as DateOrder);
    if (read === null) throw new Error(`"${given.slice(0, 40)}" is not ${NAMES[format]}`);
    return read;
  }
  if (target.type === 'TEXT' && SHORTENED.test(given))
    throw new Error(`"${given}" is a number that a spreadsheet shortened: its digits are lost`);
  return target.type === 'YES' || target.type === 'CHOICE' ? listed(target, given) : given;
}

/** Reads a row by a mapping. */
export function mapRow({ kind, columns, constants }: Mapping, cells: readonly string[]): MappedRow {
  const values = new Map<string, string>(Object.entries(constants));
  const filled = new Set<string>();
  const faults: MappedRow['faults'] = [];
  for (const { index, facts, choice } of columns) {
    if (choice.target === null) continue;
    const target = targetOf(kind, choice.target);
    if (!target) continue;
    try {
      const read = readCell(facts, choice, target, cells[index] ?? '');
      const before = filled.has(target.name) ? values.get(target.name) : undefined;
      filled.add(target.name);
      if (before === undefined) {
        if (read !== '' || !Object.hasOwn(constants, target.name)) values.set(target.name, read);
      } else if (read !== '')
        values.set(target.name, before === '' ? read : before + (choice.joinWith ?? ' ') + read);
    } catch (error) {
      values.set(target.name, '');
      filled.add(target.name);
      faults.push({ index, reason: (error as Error).message });
    }
  }
  return { values, faults };
}

/** What is wrong with a mapping, by the index of its column or by name; nothing where it can be read with. */
export function checkMapping(
  kind: ImportKind,
  count: number,
  columns: readonly ({ index: number } & ColumnChoice)[],
): Record<string, string> {
  const problems: Record<string, string> = {};
  const seen = new Set<number>();
  const taken = new Map<string, number>();
  for (const [i, column] of columns.entries()) {
    const at = `columns.${i}`;
    if (column.index < 0 || column.index >= count)
      problems[`${at}.index`] = `the file has the columns 0 to ${count - 1}`;
    else if (seen.has(column.index)) problems[`${at}.index`] = 'is named twice';
    seen.add(column.index);
    if (column.target === null) continue;
    const target = targetOf(kind, column.target);
    if (!target) {
      problems[`${at}.target`] = `there is no field ${column.target.slice(0, 40)}`;
      continue;
    }
    const other = taken.get(target.name);
    if (other !== undefined && column.joinWith == null)
      problems[`${at}.joinWith`] =
        `column ${other} goes to ${target.name} too: say what joins them`;
    taken.set(target.name, column.index);
  }
  return problems;
}
