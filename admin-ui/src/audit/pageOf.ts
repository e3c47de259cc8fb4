import type { AuditRowFragment } from '../generated/graphql.ts';

/** The pages of kinds of record. */
const PAGES: Readonly<Record<string, string>> = {
  customer: 'customers',
  invoice: 'invoices',
  'credit-note': 'credit-notes',
  proforma: 'proformas',
  payment: 'payments',
  'billing-run': 'billing-runs',
  tariff: 'tariffs',
  partner: 'partners',
};

/** Where the record of an entry is looked at; null where it has no page, or is out of sight. */
export function pageOf({
  entity,
  entityId,
  record,
}: Pick<AuditRowFragment, 'entity' | 'entityId' | 'record'>): string | null {
  const resource = PAGES[entity];
  return resource && entityId && record !== null ? `/${resource}/${entityId}/show` : null;
}
