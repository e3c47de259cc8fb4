import { daysBetween, type LocalDate } from '../time/calendar.ts';

/** How long ago something was due: from so many days on, to so many; null: without an end. */
export const AGES = [
  { key: 'notDue', label: 'Not due', from: null, to: 0 },
  { key: 'd30', label: '1 - 30 days', from: 1, to: 30 },
  { key: 'd60', label: '31 - 60 days', from: 31, to: 60 },
  { key: 'd90', label: '61 - 90 days', from: 61, to: 90 },
  { key: 'd90plus', label: 'Over 90 days', from: 91, to: null },
] as const;
export type Age = (typeof AGES)[number]['key'];

/** In which column of an ageing report something stands on a day. */
export function ageOf(dueDate: LocalDate, on: LocalDate): Age {
  const late = daysBetween(dueDate, on);
  return (AGES.find(({ to }) => to === null || late <= to) ?? AGES[4]).key;
}
