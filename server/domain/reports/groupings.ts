import { addDays, addMonths, weekday, type LocalDate } from '../time/calendar.ts';

/** Lengths of time that a report is grouped by. */
export const BUCKETS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** What else a report is grouped by, as the API calls it. */
export const MARKS = [
  'partner',
  'location',
  'label',
  'tariff',
  'tariffKind',
  'category',
  'customer',
  'taxRate',
  'method',
  'user',
] as const;
export type Mark = (typeof MARKS)[number];

/** Records whose custom fields a report is grouped by, or shows. */
export const FIELD_HOLDERS = ['customer', 'service', 'tariff'] as const;
export type FieldHolder = (typeof FIELD_HOLDERS)[number];

/** A custom field, by whose it is. */
export interface FieldName {
  of: FieldHolder;
  key: string;
}

export type GroupingName = Bucket | Mark | FieldName;

const FIELD = /^customFields\.([a-z]+)\.(.{1,60})$/i;

const isOneOf = <T extends string>(all: readonly T[], text: string): text is T =>
  (all as readonly string[]).includes(text);

/** The custom field that `customFields.<entity>.<key>` names; null where it names none. */
export function fieldName(text: string): FieldName | null {
  const [, holder = '', key = ''] = FIELD.exec(text) ?? [];
  const of = holder.toLowerCase();
  return isOneOf(FIELD_HOLDERS, of) ? { of, key } : null;
}

/** What a report is grouped by, by its name; null for a name that nothing has. */
export function groupingName(text: string): GroupingName | null {
  return isOneOf(BUCKETS, text) || isOneOf(MARKS, text) ? text : fieldName(text);
}

export const isBucket = (grouping: unknown): grouping is Bucket =>
  typeof grouping === 'string' && isOneOf(BUCKETS, grouping);

/** Days with both ends. */
export interface Days {
  from: LocalDate;
  to: LocalDate;
}

/** The first day of the bucket that holds a day; weeks begin on Monday. */
export function bucketStart(size: Bucket, day: LocalDate): LocalDate {
  switch (size) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, 1 - weekday(day));
    case 'month':
      return `${day.slice(0, 8)}01`;
    case 'quarter': {
      const month = Number(day.slice(5, 7));
      return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
    }
    case 'year':
      return `${day.slice(0, 5)}01-01`;
  }
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The days of the bucket that begins on a day. */
export function bucketDays(size: Bucket, start: LocalDate): Days {
  const to = (() => {
    if (size === 'day') return start;
    if (size === 'week') return addDays(start, 6);
    return addDays(addMonths(start, MONTHS[size]), -1);
  })();
  return { from: start, to };
}

/** How a bucket is written in a table: 2026-05-14, 2026-05-11 (the Monday), 2026-05, 2026-Q2, 2026. */
export function bucketName(size: Bucket, start: LocalDate): string {
  switch (size) {
    case 'month':
      return start.slice(0, 7);
    case 'quarter':
      return `${start.slice(0, 4)}-Q${(Number(start.slice(5, 7)) + 2) / 3}`;
    case 'year':
      return start.slice(0, 4);
    default:
      return start;
  }
}

/** The buckets that a range of days touches, each cut to the range. */
export function bucketsOf(size: Bucket, { from, to }: Days): Days[] {
  const all: Days[] = [];
  for (let start = bucketStart(size, from); start <= to;) {
    const days = bucketDays(size, start);
    all.push({ from: start < from ? from : start, to: days.to > to ? to : days.to });
    start = addDays(days.to, 1);
  }
  return all;
}
