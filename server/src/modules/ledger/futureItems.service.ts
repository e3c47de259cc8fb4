import type { Clock } from '../../platform/clock.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { manualLine } from './lines.input.ts';
import { accountBilling, lockAccount } from './account.store.ts';
import { auditPlace } from './accountSettings.ts';
import { insertFutureItem, ownerOfFutureItem, removeWaitingItem } from './futureItems.store.ts';
import type { FutureItemInput } from './futureItems.types.ts';

/**
 * Puts a line aside for the next recurring invoice; one below zero lowers it, as far as it goes.
 * Refuses NOT_FOUND, a customer that gets no recurring invoices, and what a line of an invoice refuses.
 */
export async function addFutureItem(
  sql: ScopedSql,
  input: FutureItemInput,
  todayIn: Clock['today'],
): Promise<string> {
  const account = await lockAccount(sql, input.customerId);
  const { type } = await accountBilling(sql, account.id);
  if (type !== 'RECURRING')
    throw badInput({ customerId: 'gets no recurring invoices; make a one-time invoice instead' });
  const date = input.date ?? todayIn(account.clock);
  const line = await manualLine(sql, account, input, date);
  const taxRateId = input.taxRateId?.toLowerCase() ?? null;
  const id = await insertFutureItem(sql, account, line, date, { taxRateId });
  sql.happened('termsChanged', { customerId: account.id });
  await audit(sql, {
    action: 'create',
    entity: 'future-item',
    entityId: id,
    after: { customerId: account.id, ...line },
    partner: auditPlace(account),
  });
  await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
  return id;
}

/** Takes an item back that waits. Refuses NOT_FOUND, also for one removed before, and CONFLICT ALREADY_CHARGED. */
export async function removeFutureItem(sql: ScopedSql, id: string): Promise<void> {
  const customerId = await ownerOfFutureItem(sql, id);
  if (!customerId) throw notFound();
  const account = await lockAccount(sql, customerId);
  if (!(await removeWaitingItem(sql, id)))
    throw conflict(
      'ALREADY_CHARGED',
      'This item is on an invoice already. Undo the charge, or void the invoice.',
    );
  sql.happened('termsChanged', { customerId: account.id });
  await audit(sql, {
    action: 'remove',
    entity: 'future-item',
    entityId: id,
    partner: auditPlace(account),
  });
  await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
}
