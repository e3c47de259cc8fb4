import { checkMapping, type ColumnChoice, type Format } from '@backhaul/domain/imports/mapping';
import { FIELD_TARGET, targetOf } from '@backhaul/domain/imports/targets';
import { headingsKey } from '@backhaul/domain/imports/headings';
import { countOf } from '@backhaul/domain/text/plural';
import { textInput } from '../../../kit/input.ts';
import { badInput } from '../../../platform/refusal.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { fieldsOf } from '../../fields/index.ts';
import { ENCODINGS, isEncoding } from '../reading/encoding.ts';
import type { HowRead } from '../reading/open.ts';
import { readSent } from './facts.ts';
import { jobAt } from './job.service.ts';
import { storeMapping, type ImportMode, type Job } from './jobs.store.ts';
import { kindOf } from './look.ts';
import { saveMap } from './maps.store.ts';
import { dropRows, forgetFound } from './rows.store.ts';

/** Where a column goes, as the API takes it. */
export interface GivenColumn {
  index: number;
  target?: string | null;
  default?: string | null;
  valueMap?: unknown;
  format?: string | null;
  joinWith?: string | null;
}

export interface GivenMapping {
  encoding?: string | null;
  delimiter?: string | null;
  sheet?: string | null;
  headerRow?: number | null;
  columns: readonly GivenColumn[];
  constants?: unknown;
  mode: ImportMode;
  matchBy?: string | null;
  clearEmpty?: boolean | null;
  saveAs?: string | null;
}

const FORMATS: readonly string[] = ['DOT', 'COMMA', 'DMY', 'MDY', 'YMD'];
const DELIMITERS = [',', ';', '\t', '|'];
const MAP_MAX = 1000;

/**
 * Says where the columns of a job's file go, and how it is read. Refuses by name what the file or
 * the kind does not have, and two columns to one place without what joins them.
 */
export async function setMapping(sql: ScopedSql, id: string, given: GivenMapping): Promise<void> {
  const job = await jobAt(sql, id, [
    'UPLOADED',
    'MAPPED',
    'CHECKED',
    'FAILED',
    'CANCELLED',
    'UNDONE',
  ]);
  const chosen = howInput(job, given);
  const read = same(chosen, job.how)
    ? null
    : await readSent(sql, job.fileId, { chosen, field: 'headerRow' });
  const facts = read?.facts ?? job.columns;
  const choices = given.columns.map((column, i) => choiceInput(column, i));
  const problems = checkMapping(
    job.kind,
    facts.length,
    choices.map((choice, i) => ({ ...choice, index: given.columns[i].index })),
  );
  if (Object.keys(problems).length) throw badInput(problems);
  await refuseUnknownFields(sql, job, choices);
  const constants = constantsInput(job, given.constants);
  const matchBy = matchInput(job, given);
  const byIndex = new Map(given.columns.map(({ index }, i) => [index, choices[i]]));
  const columns = facts.map(({ heading, samples, sign, order, values }, index) => ({
    heading,
    samples,
    sign,
    order,
    values,
    ...(byIndex.get(index) ?? { target: null }),
  }));
  const key = headingsKey(columns.map(({ heading }) => heading));
  await storeMapping(sql, id, {
    how: read
      ? {
          encoding: read.file.encoding,
          delimiter: read.file.delimiter,
          sheet: read.file.sheet,
          headerRow: read.file.headerRow,
        }
      : job.how,
    sheets: read?.file.sheets ?? null,
    columns,
    headingsKey: key,
    constants,
    mode: given.mode,
    matchBy,
    clearEmpty: given.clearEmpty ?? false,
    rowsKept: read ? false : job.rowsKept,
    total: read?.total ?? job.total,
  });
  if (read) await dropRows(sql, id);
  else if (job.rowsKept) await forgetFound(sql, id);
  if (given.saveAs != null) {
    const name = textInput(given.saveAs, 'saveAs', { max: 100 });
    const saved = {
      columns: columns.map((_, index) => byIndex.get(index) ?? { target: null }),
      constants,
    };
    await saveMap(sql, job, { kind: job.kind, name, headingsKey: key, choices: saved });
  }
}

function howInput(job: Job, given: GivenMapping): HowRead {
  const { how } = job;
  if (given.delimiter != null && !DELIMITERS.includes(given.delimiter))
    throw badInput({ delimiter: 'must be a comma, a semicolon, a tab or a bar' });
  if (given.encoding != null && !isEncoding(given.encoding))
    throw badInput({ encoding: `must be one of ${ENCODINGS.join(', ')}` });
  if (given.sheet != null && !job.sheets.includes(given.sheet))
    throw badInput({ sheet: 'is no sheet of this file' });
  const headerRow = given.headerRow ?? how.headerRow;
  if (headerRow < 1 || headerRow > 10_000) throw badInput({ headerRow: 'must be 1 to 10000' });
  return how.sheet === null
    ? {
        encoding: given.encoding ?? how.encoding,
        delimiter: given.delimiter ?? how.delimiter,
        sheet: null,
        headerRow,
      }
    : { ...how, sheet: given.sheet ?? how.sheet, headerRow };
}

function same(one: HowRead, other: HowRead): boolean {
  return (
    one.encoding.toLowerCase() === other.encoding.toLowerCase() &&
    one.delimiter === other.delimiter &&
    one.sheet === other.sheet &&
    one.headerRow === other.headerRow
  );
}

function choiceInput(column: GivenColumn, i: number): ColumnChoice {
  const { target, format } = column;
  if (format != null && !FORMATS.includes(format))
    throw badInput({ [`columns.${i}.format`]: `must be one of ${FORMATS.join(', ')}` });
  const plain = (text: string | null | undefined, name: string, max: number) =>
    text == null ? null : cellInput(text, `columns.${i}.${name}`, max);
  return {
    target: plain(target, 'target', 100),
    default: plain(column.default, 'default', MAP_MAX),
    valueMap: column.valueMap == null ? null : textsInput(column.valueMap, `columns.${i}.valueMap`),
    format: (format as Format | null | undefined) ?? null,
    joinWith: plain(column.joinWith, 'joinWith', 20),
  };
}

/** Text that stands in one cell. */
function cellInput(text: string, field: string, max: number): string {
  if (text.length > max)
    throw badInput({ [field]: `may have ${countOf(max, 'character')} at most` });
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text))
    throw badInput({ [field]: 'may not contain line breaks or control characters' });
  return text;
}

function textsInput(given: unknown, field: string): Record<string, string> {
  const entries =
    given !== null && typeof given === 'object' && !Array.isArray(given)
      ? Object.entries(given as Record<string, unknown>)
      : null;
  if (
    !entries ||
    entries.length > MAP_MAX ||
    entries.some(
      ([key, text]) => typeof text !== 'string' || text.length > MAP_MAX || key.length > MAP_MAX,
    )
  )
    throw badInput({ [field]: `must say texts by their names, ${MAP_MAX} at most` });
  return Object.fromEntries(entries) as Record<string, string>;
}

function constantsInput(job: Job, given: unknown): Record<string, string> {
  if (given == null) return {};
  return Object.fromEntries(
    Object.entries(textsInput(given, 'constants')).map(([name, text]) => {
      const target = targetOf(job.kind, name);
      if (!target) throw badInput({ [`constants.${name}`]: 'is no field of this kind' });
      return [target.name, text];
    }),
  );
}

function matchInput(job: Job, { mode, matchBy }: GivenMapping): string | null {
  const { matchBy: possible } = kindOf(job);
  if (mode === 'CREATE' && matchBy == null) return null;
  if (mode !== 'CREATE' && !possible.length)
    throw badInput({ mode: 'files of this kind only create records; those that are there stay' });
  const name = matchBy == null ? 'customer' : (targetOf(job.kind, matchBy)?.name ?? '');
  if (!possible.includes(name))
    throw badInput({ matchBy: 'must be externalId, number, email or login' });
  return mode === 'CREATE' ? null : name;
}

async function refuseUnknownFields(
  sql: ScopedSql,
  job: Job,
  choices: readonly ColumnChoice[],
): Promise<void> {
  const given = choices.flatMap(({ target }, i) =>
    target?.startsWith(FIELD_TARGET) ? [{ key: target.slice(FIELD_TARGET.length), i }] : [],
  );
  if (!given.length) return;
  const known = new Set(
    (await fieldsOf(sql, job.kind as Parameters<typeof fieldsOf>[1])).map(({ key }) => key),
  );
  for (const { key, i } of given)
    if (!known.has(key))
      throw badInput({ [`columns.${i}.target`]: `there is no custom field ${key}` });
}
