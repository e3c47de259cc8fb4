import type { FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { latestFailure } from './charges.store.ts';
import type { Method } from './methods.store.ts';

const SAID: Partial<Record<FailureCode, string>> = {
  EXPIRED_CARD: 'has expired',
  LOST_CARD: 'was reported lost',
  STOLEN_CARD: 'was reported stolen',
  CLOSED_ACCOUNT: 'is of an account that is closed',
};

/** Why a card is not charged any more and what to do, in words; null: it is. failure: of its latest charge. */
export function whyUncharged(
  { brand, last4, status }: Pick<Method, 'brand' | 'last4' | 'status'>,
  failure: FailureCode | null,
): string | null {
  if (status === 'ACTIVE') return null;
  if (status === 'REMOVED') return 'This card was removed. Choose another one.';
  const what =
    status === 'EXPIRED'
      ? SAID.EXPIRED_CARD
      : ((failure && SAID[failure]) ?? 'cannot be used any more');
  return `This card (${brand} … ${last4}) ${what}; save another one.`;
}

/** The same of a card of a locked customer; refuses CONFLICT METHOD_REMOVED or METHOD_UNUSABLE. */
export async function refuseUncharged(sql: ScopedSql, method: Method): Promise<void> {
  const { status } = method;
  const failure = status === 'FAILED' ? await latestFailure(sql, method) : null;
  const why = whyUncharged(method, failure);
  if (why) throw conflict(status === 'REMOVED' ? 'METHOD_REMOVED' : 'METHOD_UNUSABLE', why);
}
