import type { Clock } from '../../platform/clock.ts';
import { textInput } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { type Account, announceMoney, lockAccount } from '../ledger/index.ts';
import { customerOf, lockProforma } from './proformas.store.ts';
import { freeWaiting, markVoid } from './void.store.ts';

/**
 * Makes an open proforma void: it keeps its number, and what waits on it is the customer's to pay other invoices with,
 * by itself. Refuses NOT_FOUND, a missing reason, CONFLICT ALREADY_PAID and ALREADY_VOID.
 */
export async function voidProforma(
  sql: ScopedSql,
  id: string,
  reason: string,
  todayIn: Clock['today'],
): Promise<void> {
  if (!reason.trim())
    throw badInput({ reason: 'say why it is void; it is printed on the proforma' });
  const words = textInput(reason, 'reason', { max: 500 });
  const customerId = await customerOf(sql, id);
  if (!customerId) throw notFound();
  const account = await lockAccount(sql, customerId);
  const { number, status, invoiceNumber } = await lockProforma(sql, id);
  if (status === 'PAID')
    throw conflict(
      'ALREADY_PAID',
      `Proforma ${number} is paid: it became invoice ${invoiceNumber}. Correct that one instead.`,
    );
  if (status === 'VOID') throw conflict('ALREADY_VOID', `Proforma ${number} is void already.`);
  const on = await firstOpenDay(sql, account, todayIn(account.clock));
  await voidOpen(sql, account, [{ id, reason: words }], on);
  await announceMoney(sql, account);
}

/** Makes open proformas of a locked account void, each for its reason, as of a day; what waits on them is free. */
export async function voidOpen(
  sql: ScopedSql,
  account: Pick<Account, 'id' | 'partnerId' | 'partnerPath'>,
  proformas: readonly { id: string; reason: string }[],
  on: string,
): Promise<void> {
  await markVoid(sql, proformas, on);
  await freeWaiting(
    sql,
    proformas.map(({ id }) => id),
  );
  for (const { id, reason } of proformas) {
    sql.happened('proformaVoided', { customerId: account.id, proformaId: id, on });
    await audit(sql, {
      action: 'void',
      entity: 'proforma',
      entityId: id,
      before: { status: 'UNPAID' },
      after: { status: 'VOID', reason, date: on },
      partner: { id: account.partnerId, path: account.partnerPath },
    });
  }
}
