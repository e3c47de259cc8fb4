/** The periods that people ask a statement for. */
export const PERIODS = ['quarter', 'twelve', 'year', 'before', 'own'] as const;
export type PeriodChoice = (typeof PERIODS)[number];
export interface Period {
  from: string;
  to: string;
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

/**
 * The day after the one that lies so many months before, both as people read a period: three months
 * to 31 May begin on 1 March.
 */
function monthsUpTo(today: string, months: number): Period {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const from = new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastOfMonth) + 1));
  return { from: from.toISOString().slice(0, 10), to: today };
}

/** The first and last day of a choice; null where the reader says them. */
export function periodOf(choice: PeriodChoice, today: string): Period | null {
  const year = Number(today.slice(0, 4));
  switch (choice) {
    case 'quarter':
      return monthsUpTo(today, 3);
    case 'twelve':
      return monthsUpTo(today, 12);
    case 'year':
      return { from: `${year}-01-01`, to: today };
    case 'before':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    case 'own':
      return null;
  }
}
