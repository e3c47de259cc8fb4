import { askAt } from '@backhaul/domain/settlement/askAgain';
import { enqueue } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/**
 * Has a provider asked after a checkout, in case it never reports; in the transaction that writes it. soonest: not
 * before.
 */
export function askLater(
  sql: ScopedSql,
  { partnerId, checkoutId, sentAt, n }: Asking & { sentAt: Date },
  soonest?: Date,
): Promise<void> {
  const due = askAt(sentAt, n);
  const at = due && soonest && soonest > due ? soonest : due;
  const key = `checkout:ask:${checkoutId}`;
  return at
    ? enqueue(sql, 'checkout:ask', { partnerId, checkoutId, n }, { key, at })
    : Promise.resolve();
}

export interface Asking {
  partnerId: string;
  checkoutId: string;
  /** How often it was asked before. */
  n: number;
}
