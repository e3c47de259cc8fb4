import { addDays, addMonths } from '@backhaul/domain/time/calendar';

/** The periods that people ask a statement for. */
export const PERIODS = ['quarter', 'twelve', 'year', 'before', 'own'] as const;
export type PeriodChoice = (typeof PERIODS)[number];
export interface Period {
  from: string;
  to: string;
}

/**
 * The day after the one that lies so many months before, both as people read a period: three
 * months to 31 May begin on 1 March.
 */
function monthsUpTo(today: string, months: number): Period {
  return { from: addDays(addMonths(today, -months), 1), to: today };
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
