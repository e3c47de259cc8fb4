import type { Clock } from '../../platform/clock.ts';
import { textInput } from '../../kit/input.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { announceMoney } from '../ledger/index.ts';
import { lockInvoice, voidIssued } from './documents.service.ts';

/**
 * Voids an issued invoice. Of a charge's invoice it takes back the money only: what was charged until when stays, so the
 * days are not charged again; undoLastCharge is for that. A customer blocked for lack of that money is active again.
 * Refuses NOT_FOUND, a missing reason, and what voidIssued refuses.
 */
export async function voidInvoice(
  sql: ScopedSql,
  id: string,
  reason: string,
  todayIn: Clock['today'],
): Promise<void> {
  if (!reason.trim())
    throw badInput({ reason: 'say why it is void; it is printed on the invoice' });
  const words = textInput(reason, 'reason', { max: 500 });
  const { account } = await lockInvoice(sql, id);
  const today = await firstOpenDay(sql, account, todayIn(account.clock));
  await voidIssued(sql, account, id, {
    reason: words,
    on: today,
    entry: (description) => `Void: ${description} (${words})`,
  });
  await announceMoney(sql, account);
}
