import { isLocalDate } from '../time/calendar.ts';

/** In which order a column writes day, month and year. */
export type DateOrder = 'DMY' | 'MDY' | 'YMD';

/** How many cells of a column can be read in one order only, and how many in two. */
export interface OrderEvidence {
  dmy: number;
  mdy: number;
  ymd: number;
  /** Such as "03/04/2025". */
  either: number;
}

/** An hour behind a day is no part of it. */
const HOUR = /[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?(Z|[+-]\d{2}:?\d{2})?$/i;
const LONG_YEAR_FIRST = /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/;
const LONG_YEAR_LAST = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})$/;
/** How old programs write that there is none. */
const NONE = /^0000-00-00( 00:00:00)?$/;

/** A calendar date, "2026-04-01"; '' for a written none; null where it is none in this order. */
export function readDay(text: string, order: DateOrder): string | null {
  const given = text.trim();
  if (NONE.test(given)) return '';
  const day = given.replace(HOUR, '');
  const first = LONG_YEAR_FIRST.exec(day);
  if (first) return dateOf(first[1], first[3], first[4]);
  const last = LONG_YEAR_LAST.exec(day);
  if (!last || order === 'YMD') return null;
  return order === 'DMY' ? dateOf(last[4], last[3], last[1]) : dateOf(last[4], last[1], last[3]);
}

function dateOf(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(text) ? text : null;
}

/** Adds what a cell tells of the order in its column. */
export function weighOrder(evidence: OrderEvidence, text: string): void {
  const day = text.trim().replace(HOUR, '');
  if (!LONG_YEAR_LAST.test(day)) {
    if (LONG_YEAR_FIRST.test(day) && !NONE.test(day)) evidence.ymd += 1;
    return;
  }
  const [dmy, mdy] = [readDay(day, 'DMY'), readDay(day, 'MDY')];
  if (dmy !== null && mdy !== null) {
    if (dmy !== mdy) evidence.either += 1;
  } else if (dmy !== null) evidence.dmy += 1;
  else if (mdy !== null) evidence.mdy += 1;
}

/** The order that a column shows beyond doubt; null where somebody has to say. */
export function orderShown({ dmy, mdy, either }: OrderEvidence): DateOrder | null {
  if (dmy && mdy) return null;
  if (dmy) return 'DMY';
  if (mdy) return 'MDY';
  return either ? null : 'YMD';
}
