import { todayIn, type LocalDate } from '../time/calendar.ts';
import { civilOf, toDayNumber } from '../time/dayNumber.ts';
import { wallClock, HOUR } from '../time/wallClock.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "1 May". */
export function dayInWords(date: LocalDate): string {
  const { month, day } = civilOf(toDayNumber(date));
  return `${day} ${MONTHS[month - 1]}`;
}

/** "1 May 2026". */
export function yearAndDay(date: LocalDate): string {
  return `${dayInWords(date)} ${date.slice(0, 4)}`;
}

/** "29 April at 22:00", on the clocks of a time zone. */
export function instantInWords(at: Date, timeZone: string): string {
  const { hour, wall, day } = wallClock(at.getTime(), timeZone);
  const minute = Math.floor((wall - day - hour * HOUR) / 60_000);
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  return `${dayInWords(todayIn(timeZone, at))} at ${time}`;
}

/** A run that comes by itself, as it is spoken of. */
export interface SpokenRun {
  billingDate: LocalDate;
  previewOn: LocalDate;
  confirmAt: Date;
  /** The preview exists. */
  made: boolean;
  /** A partner above made it, and decides about it. */
  madeAbove?: boolean;
  skipped: boolean;
  /** Nobody but a person confirms it. */
  approval: boolean;
  /** Confirmed when the preview is ready. */
  atOnce: boolean;
}

/** "Preview for 1 May on 26 April; confirms by itself on 29 April at 22:00 unless you do" */
export function runInWords(run: SpokenRun, timeZone: string): string {
  const date = dayInWords(run.billingDate);
  if (run.skipped) return `${date} is skipped: nothing comes by itself, by hand it stays possible`;
  const preview = run.made
    ? `The preview for ${date} is made`
    : `Preview for ${date} on ${dayInWords(run.previewOn)}`;
  const whoever = run.madeAbove ? 'the partner above' : 'you';
  if (run.approval)
    return `${preview}; waits until ${whoever} ${run.madeAbove ? 'confirms' : 'confirm'} it`;
  return run.atOnce
    ? `${preview}; confirms by itself as soon as it is ready`
    : `${preview}; confirms by itself on ${instantInWords(run.confirmAt, timeZone)} unless ${whoever} ${run.madeAbove ? 'does' : 'do'}`;
}
