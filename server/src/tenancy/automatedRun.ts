import type { LocalDate } from '@backhaul/domain/time/calendar';

/** What became of a billing run that came by itself. */
export interface AutomatedRun {
  partnerId: string;
  partnerPath: string;
  runId: string;
  billingDate: LocalDate;
  /** AGAIN: made again, since it no longer held at its hour. */
  what: 'WAITS' | 'AGAIN' | 'CONFIRMED' | 'FAILED';
  /** When it confirms by itself; null: not. */
  confirmAt: Date | null;
  /** Why it no longer held, in whole sentences. */
  because: string | null;
}
