import type { App } from '../../kit/app.ts';
import { yearAndDay } from '@backhaul/domain/schedule/automationWords';
import { todayIn } from '@backhaul/domain/time/calendar';
import { zoneOf } from '@backhaul/domain/time/partnerClock';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Account, auditPlace } from '../ledger/index.ts';
import { restorePayment, returnPayment } from '../payments/index.ts';
import { insertDispute, knownDispute, moveDispute, type DisputeStatus } from './disputes.store.ts';
import type { DisputeStanding } from './gateway.ts';
import { tellStaff, type Happened } from './staff.ts';
import { said } from './told.ts';

/** Whether the provider has taken the money back of us. */
const TAKEN: Readonly<Record<DisputeStatus, boolean>> = {
  OPEN: false,
  WITHDRAWN: true,
  WON: false,
  LOST: true,
};

/**
 * Keeps a dispute as the provider says it stands: opened, it is put before staff with its day; the money withdrawn, the
 * payment (what was not given back of it) is taken back as a return is, with the fee of the setting; won, it counts
 * again and pays the same invoices first. Source: payments, Returns and chargebacks (dispute). Throws what taking the
 * payment back refuses.
 */
export async function followDispute(
  app: App,
  sql: ScopedSql,
  account: Account,
  happened: Happened,
  dispute: DisputeStanding,
): Promise<void> {
  const { payment } = happened;
  const known = await knownDispute(sql, payment.id, dispute.providerRef);
  // what is decided stays so, whatever comes late
  if (known && (known.status === dispute.status || isDecided(known.status))) return;
  const id = known?.id ?? (await insertDispute(sql, account, payment.id, dispute));
  if (known) await moveDispute(sql, id, dispute);
  await audit(sql, {
    action: known ? 'update' : 'create',
    entity: 'dispute',
    entityId: id,
    ...(known && { before: { status: known.status } }),
    after: { status: dispute.status, payment: payment.receiptNumber },
    partner: auditPlace(account),
  });
  await announce(sql, { topic: 'finance', path: account.partnerPath });
  await moveMoney(app, sql, account, { happened, dispute, before: known?.status ?? 'OPEN' });
}

function isDecided(status: DisputeStatus): boolean {
  return status === 'WON' || status === 'LOST';
}

async function moveMoney(
  app: App,
  sql: ScopedSql,
  account: Account,
  {
    happened,
    dispute,
    before,
  }: { happened: Happened; dispute: DisputeStanding; before: DisputeStatus },
): Promise<void> {
  const { payment } = happened;
  const { status, amountMinor, feeMinor, reason } = dispute;
  const words = `disputed: ${reason}`;
  if (status === 'OPEN')
    await tellStaff(sql, account, happened, opened(happened, dispute, account));
  // providers say either what was paid or what was left of it when it was disputed
  if (amountMinor < payment.amountMinor - payment.refundedMinor && status !== 'OPEN') {
    await tellStaff(
      sql,
      account,
      happened,
      `${said(dispute)} of payment ${payment.receiptNumber}, a part of it, is disputed: ${status.toLowerCase()}. Nothing is booked of it here: put it right by hand.`,
    );
    return;
  }
  if (TAKEN[status] && !TAKEN[before] && !payment.reversed)
    await returnPayment(sql, {
      paymentId: payment.id,
      reason: words,
      on: app.clock.today(account.clock),
      asked: feeMinor ?? 0n,
      partly: true,
    });
  if (status === 'WON' && TAKEN[before] && payment.reversed)
    await restorePayment(sql, payment.id, 'the dispute is won', app.clock.today);
}

function opened({ payment }: Happened, dispute: DisputeStanding, { clock }: Account): string {
  const until = dispute.answerBy
    ? `Answer there by ${yearAndDay(todayIn(zoneOf(clock), dispute.answerBy))}`
    : 'Answer there soon';
  return `The customer disputes ${said(dispute)} of payment ${payment.receiptNumber}: ${dispute.reason} ${until}, or the money goes back.`;
}
