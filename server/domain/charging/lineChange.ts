import type { LocalDate } from '../time/calendar.ts';

/** A line of a charge, as far as charges are compared. Decimal texts; amounts in minor units, total = net + tax. */
export interface ComparedLine {
  serviceId: string | null;
  description: string;
  discount: boolean;
  /** For what was used, whatever the days. */
  usage?: boolean;
  quantity: string;
  unitPrice: string;
  /** Known of what is planned; of what was booked the other charge says it. */
  taxIncluded?: boolean;
  periodFrom: LocalDate | null;
  /** Exclusive. */
  periodTo: LocalDate | null;
  net: bigint;
  total: bigint;
}

export const CHANGE_KINDS = [
  'STARTED',
  'ENDED',
  'PAUSED',
  'CHARGED_NOW',
  'NOT_CHARGED_NOW',
  'PRICE',
  'QUANTITY',
  'PRORATED',
  'TAX',
  'DISCOUNT_STARTED',
  'DISCOUNT_ENDED',
  'DISCOUNT',
  'ONE_OFF',
  'ROUNDING',
  'OTHER',
] as const;

/**
 * What changed of a line. STARTED: a service is charged for the first time. ENDED, PAUSED: it is
 * charged no more, or for fewer days. CHARGED_NOW, NOT_CHARGED_NOW: it goes on, and only one of the
 * two charges takes it. PRORATED: other days. ONE_OFF: what is charged once. OTHER: what these do
 * not explain.
 */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Why a customer's charge differs from another one, in one respect. */
export interface LineChange {
  serviceId: string | null;
  /** The service's, or the text of what is charged once. */
  description: string;
  kind: ChangeKind;
  /** The first day it holds, or the last day of what ended; null where it has no day. */
  on: LocalDate | null;
  /**
   * Decimal texts, null where there is nothing to tell: unit prices (PRICE), quantities, days
   * (PRORATED, ENDED, PAUSED), percents (TAX), else amounts in whole units of the currency.
   */
  before: string | null;
  now: string | null;
  /** Minor units, tax included: what it adds to the charge. */
  amount: bigint;
}
