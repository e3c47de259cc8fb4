import { ageing } from './ageing.ts';
import { churn } from './churn.ts';
import { cohorts } from './cohorts.ts';
import type { SummedKind } from './kind.ts';
import { payments } from './payments.ts';
import type { ReportKind } from './reports.types.ts';
import { revenue } from './revenue.ts';
import { tax } from './tax.ts';

/** What each report is made of. */
export const KINDS: Readonly<Record<ReportKind, SummedKind>> = {
  REVENUE: revenue,
  TAX: tax,
  AGEING: ageing,
  CHURN: churn,
  COHORTS: cohorts,
  PAYMENTS: payments,
};
