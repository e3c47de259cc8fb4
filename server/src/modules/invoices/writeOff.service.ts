import type { Clock } from '../../platform/clock.ts';
import { textInput } from '../../kit/input.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { allocateCredits, announceMoney, auditPlace, post } from '../ledger/index.ts';
import { lockInvoice } from './documents.service.ts';
import { dueOf } from './documents.store.ts';
import { insertWriteOffs } from './writeOff.store.ts';
import { settling, takeBackWriteOffs } from './writeOff.ts';

/**
 * Writes off what is due of an invoice: money owed that will not come. A Correction settles it, without any effect on
 * taxes; figures keep it apart from what was paid. Refuses NOT_FOUND, a missing reason, CONFLICT NOT_ISSUED for a draft
 * or a void one and NOTHING_DUE.
 */
export async function writeOff(
  sql: ScopedSql,
  id: string,
  reason: string,
  todayIn: Clock['today'],
): Promise<void> {
  if (!reason.trim()) throw badInput({ reason: 'say why the money will not come; it is recorded' });
  const words = textInput(reason, 'reason', { max: 500 });
  const { account, invoice } = await lockInvoice(sql, id);
  if (invoice.state !== 'ISSUED')
    throw conflict(
      'NOT_ISSUED',
      invoice.state === 'DRAFT'
        ? 'A draft is owed by nobody: discard it instead.'
        : `Invoice ${invoice.number} is void: nobody owes it.`,
    );
  const due = await dueOf(sql, id);
  if (due <= 0n)
    throw conflict('NOTHING_DUE', `Invoice ${invoice.number} is settled: nothing of it is due.`);
  const on = await firstOpenDay(sql, account, todayIn(account.clock));
  const [transactionId] = await post(sql, account, [
    {
      type: 'CREDIT',
      amountMinor: due,
      category: 'Correction',
      description: `Written off: invoice ${invoice.number}`,
      invoiceId: id,
      date: on,
      settles: true,
    },
  ]);
  await allocateCredits(sql, [settling(account, id, transactionId, due, on)]);
  await insertWriteOffs(sql, account, id, [{ transactionId, amountMinor: due }], {
    on,
    reason: words,
  });
  sql.happened('debtTakenBack', { customerId: account.id, on });
  await audit(sql, {
    action: 'write-off',
    entity: 'invoice',
    entityId: id,
    before: { dueMinor: due },
    after: { dueMinor: 0n, reason: words, date: on },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}

/**
 * Takes back what is written off of an invoice: it is owed again, from today, and what the customer has on its balance
 * pays it. Refuses NOT_FOUND, a missing reason, and CONFLICT NOTHING_WRITTEN_OFF.
 */
export async function takeBackWriteOff(
  sql: ScopedSql,
  id: string,
  reason: string,
  todayIn: Clock['today'],
): Promise<void> {
  if (!reason.trim()) throw badInput({ reason: 'say why it is owed again; it is recorded' });
  const words = textInput(reason, 'reason', { max: 500 });
  const { account, invoice } = await lockInvoice(sql, id);
  const before = await dueOf(sql, id);
  const on = await firstOpenDay(sql, account, todayIn(account.clock));
  const taken = await takeBackWriteOffs(sql, account, id, { on, reason: words });
  if (!taken)
    throw conflict(
      'NOTHING_WRITTEN_OFF',
      `Nothing of ${invoice.number ? `invoice ${invoice.number}` : 'this draft'} is written off.`,
    );
  sql.happened('debtOwedAgain', { customerId: account.id, on: taken.on });
  await audit(sql, {
    action: 'take-back-write-off',
    entity: 'invoice',
    entityId: id,
    before: { dueMinor: before },
    after: { dueMinor: before + taken.amount, reason: words, date: taken.on },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}
