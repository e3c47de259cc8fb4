import { language } from '../locale.ts';

/** 1 Monday .. 7 Sunday: a word, so in the language of the words around it. */
export function weekdayName(day: number, width: 'short' | 'long' | 'narrow' = 'short'): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, day)),
  );
}

/** "08:00"; 24 is the end of the day. */
export function sayHour(hour: number): string {
  return hour === 24 ? 'the end of the day' : `${String(hour).padStart(2, '0')}:00`;
}

/** "Mon–Fri", "Mon, Wed, Fri", "every day". */
export function sayDays(days: readonly number[]): string {
  if (days.length === 7) return 'every day';
  const sorted = [...days].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const day of sorted) {
    const last = runs.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) =>
      run.length > 2
        ? `${weekdayName(run[0] ?? 1)}–${weekdayName(run.at(-1) ?? 7)}`
        : run.map((day) => weekdayName(day)).join(', '),
    )
    .join(', ');
}
