import type { DashboardKind } from '../generated/graphql.ts';

/** The dashboards as people call them. */
export const TITLES: Readonly<Record<DashboardKind, string>> = {
  GENERAL: 'General',
  FINANCE: 'Finance',
  RESELLER: 'Reseller',
};

/** The number of the partner that runs the server: it is nobody's reseller. */
export const OPERATOR = 1;
