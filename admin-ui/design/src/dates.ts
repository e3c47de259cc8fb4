const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(
  locale: string | undefined,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale}|${JSON.stringify(options)}`;
  let made = formatters.get(key);
  if (!made) formatters.set(key, (made = new Intl.DateTimeFormat(locale, options)));
  return made;
}

/**
 * Names of months as short as the server's sentences have them: British English alone would write
 * "Sept".
 */
const short = (text: string): string => text.replace(/\bSept\b(?!\.)/g, 'Sep');

/** A calendar date has no time zone: it is read and written as UTC, so that no zone can move it by a day. */
function calendarDay(iso: string): Date | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return m && new Date(Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])));
}

const DAY: Intl.DateTimeFormatOptions = {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
};

export interface DateLook {
  /** With the weekday, where it matters when someone has to act. */
  weekday?: boolean;
  /** Without the year, where it is plain from the context. */
  year?: boolean;
}

/** "1 Apr 2026", of YYYY-MM-DD. */
export function formatDate(iso: string, locale?: string, look: DateLook = {}): string {
  const day = calendarDay(iso);
  if (!day) return iso;
  return short(
    formatter(locale, {
      ...DAY,
      ...(look.weekday && { weekday: 'short' }),
      ...(look.year === false && { year: undefined }),
    }).format(day),
  );
}

/** "April 2026". */
export function formatMonth(iso: string, locale?: string): string {
  const day = calendarDay(iso);
  return day
    ? formatter(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(day)
    : iso;
}

/** "Apr", for the axis of a chart. */
export function formatMonthName(iso: string, locale?: string): string {
  const day = calendarDay(iso);
  return day ? short(formatter(locale, { timeZone: 'UTC', month: 'short' }).format(day)) : iso;
}

/** "15 – 31 Mar 2026": both ends are part of the period, as people read it. */
export function formatPeriod(from: string, to: string, locale?: string): string {
  const [first, last] = [calendarDay(from), calendarDay(to)];
  if (!first || !last) return `${from} – ${to}`;
  return short(formatter(locale, DAY).formatRange(first, last));
}

/** The exact date and time of an instant in the reader's own time zone. */
export function formatInstant(instant: string, locale?: string, timeZone?: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime())
    ? instant
    : short(formatter(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at));
}

/** Day and time of an instant that is near: "Mon 08:00" within the week, else "3 Dec 08:00". */
export function formatComing(instant: string, week: boolean, locale?: string): string {
  const day: Intl.DateTimeFormatOptions = week
    ? { weekday: 'short' }
    : { day: 'numeric', month: 'short' };
  return short(
    formatter(locale, { ...day, hour: '2-digit', minute: '2-digit' }).format(new Date(instant)),
  ).replace(',', '');
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** "3 minutes ago", "in 2 days"; show the exact time of `formatInstant` beside it or on hover. */
export function formatRelative(instant: string, locale?: string, now: number = Date.now()): string {
  const at = new Date(instant).getTime();
  if (Number.isNaN(at)) return instant;
  const seconds = (at - now) / 1000;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of STEPS)
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  return words.format(0, 'second');
}
