import { must } from '../../platform/must.ts';
import { approveInvoices } from './approve.ts';
import { changeRecords } from './change/change.ts';
import { chargeCustomers } from './charge.ts';
import { issueInvoices } from './issue.ts';
import type { MassKind } from './kind.ts';

/** Every kind of work on many records, by the name that a job keeps. */
export const KINDS_OF_WORK = {
  APPROVE_INVOICES: approveInvoices,
  CHANGE: changeRecords,
  CHARGE_CUSTOMERS: chargeCustomers,
  ISSUE_INVOICES: issueInvoices,
} as const;
export type KindOfWork = keyof typeof KINDS_OF_WORK;

const byName = new Map<string, MassKind<unknown>>(Object.entries(KINDS_OF_WORK));

/** The work of a job; whatever it keeps is parsed by its kind. */
export function kindOf(name: string): MassKind<unknown> {
  return must(byName.get(name));
}
