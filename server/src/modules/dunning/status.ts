import type { StatusChange } from '@backhaul/domain/dunning/dunning';
import type { BillingSettings } from '@backhaul/domain/settings/finance';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { moveStatus } from '../customers/index.ts';
import type { Candidate } from './candidates.store.ts';

/** A change of status that the rules decided of a locked customer, under its settings. */
export interface Move {
  customer: Candidate;
  change: StatusChange;
  settings: BillingSettings;
}

/**
 * Writes what the rules decided as of a date. Who restarts is charged for it, unless its billing is
 * switched off.
 */
export async function applyChanges(
  sql: ScopedSql,
  moves: readonly Move[],
  on: string,
): Promise<void> {
  await moveStatus(
    sql,
    moves.map(({ customer, change }) => ({
      customerId: customer.id,
      from: customer.status,
      to: change.to,
      reason: change.reason,
    })),
    on,
    { byHand: false },
  );
  for (const { customer, change, settings } of moves)
    if (change.restart && settings.billingEnabled)
      sql.happened('cameBack', { customerId: customer.id, on });
}
