import type { LocalDate } from '../time/calendar.ts';
import { taxKey, type TaxTerms } from '../money/taxTerms.ts';

/** One line of a document or charge. Amounts are in the currency's minor unit; net + tax = total. */
export interface PlannedLine {
  kind: 'SERVICE' | 'DISCOUNT' | 'SETUP' | 'ITEM' | 'USAGE';
  serviceId: string | null;
  itemId: string | null;
  description: string;
  quantity: string;
  unitPrice: string;
  periodFrom: LocalDate | null;
  /** Exclusive. */
  periodTo: LocalDate | null;
  net: bigint;
  taxPercent: string;
  taxTerms?: TaxTerms | null;
  taxIncluded: boolean;
  tax: bigint;
  total: bigint;
  category: 'Service' | 'Discount' | 'Usage';
}

/** How a charge moves one service. */
export interface ServiceAdvance {
  serviceId: string;
  /** The service's `chargedUntil` before the charge: what an undo restores. */
  from: LocalDate;
  /** Its `chargedUntil` after the charge. */
  until: LocalDate;
  /** True when this is the service's first charge, which deals with the setup fee for good. */
  setupCharged: boolean;
}

/** Everything one charge would write for one customer. Amounts in minor units of `currency`. */
export interface ChargePlan {
  lines: PlannedLine[];
  net: bigint;
  tax: bigint;
  total: bigint;
  currency: string;
  digits: number;
  createsInvoice: boolean;
  documentDate: LocalDate;
  dueDate: LocalDate;
  /** Of the customer after the charge; null when nothing is left to charge, ever. */
  nextBillingDate: LocalDate | null;
  services: ServiceAdvance[];
  itemIds: string[];
  /** The usage that it takes: of the days before one, so many records; null: none. */
  usage: { until: LocalDate; records: number } | null;
  /** Credits that wait on, since they are more than this charge, in words. Nothing of what is issued. */
  waiting: string[];
}

export type LeftOutKind =
  | 'BILLING_DISABLED'
  | 'NOT_RECURRING'
  | 'INACTIVE'
  | 'NOT_DUE'
  | 'NOTHING_TO_CHARGE'
  | 'TOO_MUCH';

/** A customer a charge does not touch, and why, in plain words. */
export interface LeftOut {
  leftOut: LeftOutKind;
  reason: string;
}

/**
 * A stable, compact text of everything a plan would issue: equal texts mean equal charges.
 * Hashing it (outside the domain) gives the part of a run's fingerprint that belongs to one customer.
 */
export function canonicalPlan(plan: ChargePlan): string {
  return JSON.stringify([
    plan.currency,
    plan.createsInvoice,
    plan.documentDate,
    plan.dueDate,
    plan.nextBillingDate,
    String(plan.net),
    String(plan.tax),
    String(plan.total),
    plan.lines.map(canonicalLine),
    plan.services.map((s) => [s.serviceId, s.from, s.until, s.setupCharged]),
    plan.itemIds,
    ...(plan.usage ? [plan.usage.until, plan.usage.records] : []),
  ]);
}

function canonicalLine(line: PlannedLine): unknown[] {
  return [
    line.kind,
    line.serviceId,
    line.itemId,
    line.description,
    line.quantity,
    line.unitPrice,
    line.periodFrom,
    line.periodTo,
    String(line.net),
    line.taxPercent,
    line.taxIncluded,
    String(line.tax),
    String(line.total),
    line.taxTerms ? taxKey(line) : null,
  ];
}
