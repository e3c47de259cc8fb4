import type { App } from '../../kit/app.ts';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { must } from '../../platform/must.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { failedAndGone, refundPayment, settleRefund } from '../creditNotes/index.ts';
import { type Account, lockAccount } from '../ledger/index.ts';
import { closeTasksAbout, dayOfReturn, returnMore } from '../payments/index.ts';
import { paymentOfCheckout } from './checkouts.store.ts';
import { followDispute, keepUnbooked } from './disputes.service.ts';
import { withdrawnOf } from './disputes.store.ts';
import type { RefundStanding } from './gateway.ts';
import { knownRefund } from './refunds.store.ts';
import { refundFailed, tellStaff, type Happened } from './staff.ts';
import { said, type Told } from './told.ts';

/**
 * Records what was given back or disputed of a payment, also what was done at the provider's side alone; each once and
 * in a transaction of its own, in whatever order it is told. What cannot be booked is put before staff.
 */
export async function followAfterwards(
  app: App,
  scope: Scope,
  customerId: string,
  told: Told,
): Promise<void> {
  const payment = await app.boundary.inSql(scope, (sql) =>
    paymentOfCheckout(sql, told.reference.checkoutId),
  );
  if (!payment) return;
  const each = async (
    what: Happened['what'],
    work: Work,
    unbooked: (...at: [...Parameters<Work>, why: string]) => Promise<void>,
  ) => {
    const { checkoutId } = told.reference;
    const inTurn = (then: Work) =>
      app.boundary.inSql(scope, async (sql) => {
        const account = await lockAccount(sql, customerId);
        // as what came before left it
        const payment = must(await paymentOfCheckout(sql, checkoutId));
        await then(sql, account, { checkoutId, payment, what });
      });
    try {
      await inTurn(work);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await inTurn((sql, account, happened) => unbooked(sql, account, happened, error.message));
    }
  };
  // what failed first: only then is it there for what the provider gave back by itself
  for (const refund of told.refunds.toSorted((a, b) => failing(b) - failing(a)))
    await each(
      refund,
      (sql, account, happened) => followRefund(app, sql, account, happened, refund),
      cannotBook,
    );
  for (const dispute of told.disputes)
    await each(
      dispute,
      (sql, account, happened) => followDispute(app, sql, { account, happened, dispute }),
      (sql, account, happened, why) => keepUnbooked(sql, { account, happened, dispute }, why),
    );
}

type Work = (sql: ScopedSql, account: Account, happened: Happened) => Promise<void>;

async function followRefund(
  app: App,
  sql: ScopedSql,
  account: Account,
  happened: Happened,
  refund: RefundStanding,
): Promise<void> {
  const { payment } = happened;
  const known = await knownRefund(sql, payment.id, refund);
  if (known) {
    if (!(await settleRefund(sql, known, refund, app.clock.today))) return;
    const went = await returnMore(sql, {
      paymentId: payment.id,
      amountMinor: refund.amountMinor,
      inAllMinor: await withdrawnOf(sql, payment.id),
      reason: 'it was withdrawn by the payment provider',
      on: app.clock.today(account.clock),
    });
    if (went < refund.amountMinor)
      await tellStaff(sql, account, happened, refundFailed(payment, refund, refund.failure));
    return;
  }
  if (refund.status === 'FAILED') return;
  await refundPayment(sql, {
    id: payment.id,
    // it went, whatever is closed
    date: await dayOfReturn(sql, account, payment.id, app.clock.today(account.clock)),
    amount: formatMinor(refund.amountMinor, currencyDigits(account.currency)),
    idempotencyKey: `provider:${refund.providerRef}`,
    made: { ref: refund.providerRef, status: refund.status },
  });
  await closeTasks(sql, account, happened);
}

const failing = ({ status }: RefundStanding) => Number(status === 'FAILED');

/** It is booked after all; and what failed before needs no other way where it took that money. */
async function closeTasks(
  sql: ScopedSql,
  account: Account,
  { checkoutId, payment, what }: Happened,
): Promise<void> {
  const gone = await failedAndGone(sql, payment.id);
  await closeTasksAbout(sql, account, {
    about: [
      what.providerRef,
      ...gone.flatMap(({ id, providerRef }) => [id, providerRef ?? id]),
    ].map((each) => `checkout:${checkoutId} ${each}`),
    by: 'The payment provider',
    note: `The payment provider gave ${said(what)} of payment ${payment.receiptNumber} back by itself, and that is booked: nothing more is to be given back for it.`,
  });
}

async function cannotBook(
  sql: ScopedSql,
  account: Account,
  happened: Happened,
  why: string,
): Promise<void> {
  const { payment, what } = happened;
  // another message had it booked after this one was refused
  if (await knownRefund(sql, payment.id, { refundId: null, providerRef: what.providerRef })) return;
  await tellStaff(
    sql,
    account,
    happened,
    `At the payment provider ${said(what)} of payment ${payment.receiptNumber} went back (its number there: ${what.providerRef}). It is not booked here: ${why} Put it right by hand.`,
  );
}
