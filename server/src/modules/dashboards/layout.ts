import { arranged, COLUMNS, type Place } from '@backhaul/domain/figures/layout';
import { badInput } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { DashboardKind } from './dashboard.types.ts';
import { keepLayout, layoutFor, type Owner } from './layout.store.ts';

const wide = (key: string): [string, number] => [key, 2];
const one = (key: string): [string, number] => [key, 1];

/** The tiles of each dashboard as they stand by themselves: charts take two columns. */
const TILES: Record<DashboardKind, [key: string, width: number][]> = {
  // rows of four, so that none has a hole
  FINANCE: [
    ...['invoiced', 'paid', 'outstanding', 'overdue'].map(one),
    ...['credited', 'refunded', 'planned', 'needsYou'].map(one),
    ...['invoicesPaid', 'invoicesPartlyPaid', 'invoicesUnpaid', 'customers'].map(one),
    ...['invoicedByPeriod', 'paidByPeriod', 'mrr', 'mrrMovements'].map(wide),
    ...['growth', 'arpu', 'churn', 'grossChurn'].map(one),
    ...['netChurn', 'retention'].map(one),
    ...['cashForecast'].map(wide),
    ...['quickRatio', 'proformasPaid', 'proformasUnpaid', 'plannedProformas'].map(one),
    ...['topPayers', 'topDebtors'].map(wide),
  ],
  RESELLER: ['customers', 'mrr', 'invoiced', 'paid', 'overdue'].map(one),
  GENERAL: [
    ...['customers', 'needsYou', 'invoiced', 'paid', 'outstanding', 'overdue'].map(one),
    ...['mrr', 'arpu'].map(one),
    wide('system'),
  ],
};

const placesOf = (kind: DashboardKind): Place[] =>
  TILES[kind].map(([key, width]) => ({ key, width, hidden: false }));

/** Where the tiles of a dashboard stand for somebody. */
export async function layoutOf(
  sql: ScopedSql,
  who: { userId: string | null; partnerPath: string },
  kind: DashboardKind,
): Promise<Place[]> {
  return arranged((await layoutFor(sql, who, kind)) ?? [], placesOf(kind));
}

/**
 * Lays out the tiles of a dashboard, for a user or for a partner and everything below it; places
 * null: as it was before anybody did. Refuses by field tiles that are unknown or stand twice, and
 * widths that there are not.
 */
export async function layOut(
  sql: ScopedSql,
  owner: Owner,
  kind: DashboardKind,
  places: readonly Place[] | null,
): Promise<void> {
  const known = new Set(TILES[kind].map(([key]) => key));
  const seen = new Set<string>();
  for (const [i, { key, width }] of (places ?? []).entries()) {
    if (!known.has(key)) throw badInput({ [`places.${i}.key`]: 'is no tile of this dashboard' });
    if (seen.has(key)) throw badInput({ [`places.${i}.key`]: 'stands there twice' });
    if (width < 1 || width > COLUMNS)
      throw badInput({ [`places.${i}.width`]: `must be between 1 and ${COLUMNS}` });
    seen.add(key);
  }
  const kept = places?.map(({ key, width, hidden }) => ({ key, width, hidden })) ?? null;
  await keepLayout(sql, owner, kind, kept);
  // how somebody likes its own screen is nobody's matter
  if ('partnerId' in owner)
    await audit(sql, {
      action: 'update',
      entity: 'dashboard-layout',
      entityId: owner.partnerId,
      before: null,
      after: { kind, places: kept },
      partner: { id: owner.partnerId, path: owner.partnerPath },
    });
}
