import { optionalText } from '../../kit/input.ts';
import type { Clock } from '../../platform/clock.ts';
import { conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { type Reversal, voidIssued, whatKeeps } from '../invoices/index.ts';
import { type Account, announceMoney, auditPlace, lockAccount, post } from '../ledger/index.ts';
import { releaseOfCharge } from '../usage/index.ts';
import {
  entriesOf,
  lastChargeOf,
  markUndone,
  releaseItems,
  restoreServices,
  stands,
  undoneSince,
  whatKeepsCharges,
  type UndoneCharge,
} from './undo.store.ts';

/**
 * reason: on the entries and the invoice, in words. askedAt: when the request came; what was undone
 * since is not what it meant.
 */
export interface UndoRequest {
  customerId: string;
  reason?: string | null;
  askedAt: Date;
}

const NO_REASON = 'The charge was undone.';

/**
 * Takes back a customer's last charge as a unit, by entries of today: its invoice is void, its
 * services are as they were before, and the customer due again when it was. What the balance had
 * paid of it pays other invoices, and lifts a block. An invoice that credit notes took back whole stays, and they do:
 * its days are charged again. Refuses CONFLICT: NOTHING_TO_UNDO;
 * ALREADY_UNDONE where another request was quicker (a second click never takes the charge before);
 * PAYMENT_ALLOCATED while money that came in for its invoice settles it; CREDIT_NOTE_ISSUED where
 * notes take back some of it.
 */
export async function undoLastCharge(
  sql: ScopedSql,
  request: UndoRequest,
  todayIn: Clock['today'],
): Promise<void> {
  const { customerId } = request;
  const words = optionalText(request.reason, 'reason', 500) ?? null;
  const account = await lockAccount(sql, customerId);
  const charge = await lastChargeOf(sql, customerId);
  await refuseSecondClick(sql, request);
  if (!charge)
    throw conflict('NOTHING_TO_UNDO', 'This customer has no charge that could be undone.');
  const today = await firstOpenDay(sql, account, todayIn(account.clock));
  const reversal: Reversal = {
    reason: words ?? NO_REASON,
    on: today,
    entry: (description) => `Undone: ${description}${words === null ? '' : ` (${words})`}`,
  };
  if (charge.invoiceId) await voidIfStanding(sql, account, charge.invoiceId, reversal);
  else await reverseEntries(sql, account, charge, reversal);
  const { services, itemIds } = charge.before;
  await restoreServices(sql, services);
  if (itemIds.length) await releaseItems(sql, itemIds);
  await releaseOfCharge(sql, charge.id);
  await markUndone(sql, charge.id);
  // the next billing date follows, computed anew rather than put back: the settings may be others than at the charge
  sql.happened('chargeUndone', { customerId, on: today });
  await audit(sql, {
    action: 'undo-charge',
    entity: 'customer',
    entityId: customerId,
    before: { chargeId: charge.id, invoiceId: charge.invoiceId },
    after: { reason: reversal.reason, date: today },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}

/** Why customers' last charges cannot be undone now, in words, by customer; left out where they can. */
export async function whyNotUndone(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await whatKeepsCharges(sql, customerIds);
  return new Map(
    rows.flatMap(({ id, charged, ...invoice }): [string, string][] => {
      if (!charged) return [[id, 'There is no charge that could be undone.']];
      const kept =
        invoice.number === null || invoice.whole
          ? null
          : whatKeeps({ state: 'ISSUED', ...invoice }, invoice);
      return kept ? [[id, kept.words]] : [];
    }),
  );
}

async function refuseSecondClick(
  sql: ScopedSql,
  { customerId, askedAt }: UndoRequest,
): Promise<void> {
  const undone = await undoneSince(sql, customerId, askedAt);
  if (undone)
    throw conflict(
      'ALREADY_UNDONE',
      `The last charge was undone by ${undone.by ?? 'somebody'} a moment ago. Nothing more was taken back.`,
    );
}

/**
 * The invoice may have been made void by hand before, or taken back whole by credit notes, which stay as they are: then
 * only the services are left to restore.
 */
async function voidIfStanding(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
  reversal: Reversal,
): Promise<void> {
  if (await stands(sql, invoiceId)) await voidIssued(sql, account, invoiceId, reversal);
}

/** A charge without an invoice is taken back entry by entry. */
async function reverseEntries(
  sql: ScopedSql,
  account: Account,
  charge: UndoneCharge,
  { on, entry: title }: Reversal,
): Promise<void> {
  const entries = await entriesOf(sql, charge.id);
  await post(
    sql,
    account,
    entries.map((entry) => ({
      type: entry.type === 'DEBIT' ? 'CREDIT' : 'DEBIT',
      amountMinor: entry.amountMinor,
      taxMinor: entry.taxMinor,
      category: 'Correction',
      description: title(entry.description),
      serviceId: entry.serviceId,
      chargeId: charge.id,
      reversesId: entry.id,
      date: on,
    })),
  );
}
