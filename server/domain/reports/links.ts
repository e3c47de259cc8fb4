import type { LocalDate } from '../time/calendar.ts';
import type { REPORTS } from './kinds.ts';

/** A report as it is asked for by whoever leads to it. */
export interface ReportAsked {
  kind: keyof typeof REPORTS;
  partnerId: string;
  /** Without the partners below. */
  alone: boolean;
  currency: string;
  from: LocalDate;
  to: LocalDate;
  groupBy?: readonly string[];
}

/** The link to a report; its filter is the input of the report, to be given as it is. */
export function reportLink({ alone, ...asked }: ReportAsked): { list: 'report'; filter: object } {
  return { list: 'report', filter: { ...asked, ...(alone && { includeDescendants: false }) } };
}
