import { askAt } from '@backhaul/domain/settlement/askAgain';
import { failureWords } from '@backhaul/domain/settlement/gatewayFailure';
import type { App } from '../../kit/app.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { type Account, lockAccount } from '../ledger/index.ts';
import { raisePaymentTask } from '../payments/index.ts';
import { askLater, type Asking } from './askLater.ts';
import { gatewayById } from './accounts.store.ts';
import { markUnheard, sentCheckout, type SentCheckout } from './checkouts.store.ts';
import { GatewayFailure, KeysRefused, type PaymentStanding } from './gateway.ts';
import { gatewayOf } from './gateways.ts';
import { settleCheckout } from './settle.service.ts';
import { said } from './told.ts';

/** The askings after 10 minutes and after an hour come before. */
const DAILY_FROM = 2;
/** Time enough for what waits to be sent. */
const AGAIN_MS = 600_000;

/**
 * Asks the provider how a checkout stands that nothing was heard of, and settles it; as long as nothing is decided again
 * later: 10 minutes, 1 hour, then daily for 7 days, then a person is told. What the provider never heard of, it did not
 * take; but a charge of a saved card may not have been sent yet, where the server was down.
 */
export async function askAfter(app: App, { partnerId, checkoutId, n }: Asking): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  const sent = scope && (await app.boundary.inSql(scope, (sql) => sentCheckout(sql, checkoutId)));
  if (!scope || sent?.status !== 'PENDING') return;
  const heard = await ask(app, scope, { partnerId, checkoutId }, sent);
  if (heard === 'NOTHING' && !mayBeSent(sent, n)) {
    await neverTaken(app, scope, checkoutId, sent);
    return;
  }
  if (typeof heard !== 'string' && heard.standing.status !== 'OPEN') {
    await settleCheckout(app, heard.account, heard.standing);
    return;
  }
  await app.boundary.inSql(scope, async (sql) => {
    const account = await lockAccount(sql, sent.customerId);
    if (askAt(sent.sentAt, n + 1))
      await askLater(sql, { partnerId, checkoutId, sentAt: sent.sentAt, n: n + 1 }, soonest(heard));
    else await giveUp(sql, account, checkoutId, sent, heard === 'SILENCE');
  });
}

/** For the first hours a charge is sent again and again by itself; so it is before it is given up. */
function mayBeSent({ purpose }: SentCheckout, n: number): boolean {
  return purpose === 'CHARGE' && n < DAILY_FROM;
}

/** After a server was down all askings would be due at once, before anything could be sent. */
function soonest(heard: Heard): Date | undefined {
  return heard === 'NOTHING' ? new Date(Date.now() + AGAIN_MS) : undefined;
}

type Heard =
  | 'SILENCE'
  | 'NOTHING'
  | { standing: PaymentStanding; account: Parameters<typeof settleCheckout>[1] };

async function ask(
  app: App,
  scope: Scope,
  reference: { partnerId: string; checkoutId: string },
  { gatewayId, providerRef }: SentCheckout,
): Promise<Heard> {
  const account = await app.boundary.inSql(scope, (sql) => gatewayById(app, sql, gatewayId));
  const gateway = account && gatewayOf(app, account);
  if (!account || !gateway) return 'SILENCE';
  try {
    const standing = await gateway.standing(providerRef ? { providerRef } : { reference });
    return standing ? { standing, account } : 'NOTHING';
  } catch (error) {
    if (!(error instanceof GatewayFailure || error instanceof KeysRefused)) throw error;
    app.log.error({ err: error, ...reference }, 'the payment provider failed');
    return 'SILENCE';
  }
}

/** The provider knows nothing of it: nothing was taken, and its page was never opened. */
async function neverTaken(
  app: App,
  scope: Scope,
  checkoutId: string,
  { customerId, purpose }: SentCheckout,
): Promise<void> {
  const code = 'PROVIDER_TROUBLE' as const;
  await app.boundary.inSql(scope, async (sql) => {
    await lockAccount(sql, customerId);
    const failure = failureWords(code);
    if (!(await markUnheard(sql, checkoutId, { status: 'FAILED', failure, code }))) return;
    sql.happened('checkoutEnded', {
      customerId,
      checkoutId,
      purpose,
      status: 'FAILED',
      failure: code,
    });
  });
}

/** A page that nobody finished closes without a word; of what may have been taken a person is told. */
async function giveUp(
  sql: ScopedSql,
  account: Account,
  checkoutId: string,
  { purpose, amountMinor, currency }: SentCheckout,
  silent: boolean,
): Promise<void> {
  if (!silent && purpose !== 'CHARGE') {
    const code = 'PAGE_EXPIRED' as const;
    await markUnheard(sql, checkoutId, { status: 'CANCELLED', failure: failureWords(code), code });
    return;
  }
  if (purpose === 'SETUP') return;
  const asked = { amountMinor, currency };
  await raisePaymentTask(sql, account, {
    about: `checkout:${checkoutId}`,
    kind: 'AFTER_PAID',
    asked,
    received: { ...asked, amountMinor: 0n },
    paymentId: null,
    words: `Nobody knows what became of an online payment of ${said(asked)}: the payment provider was asked for a week. Look there whether it came; if it did, it is booked as soon as the provider says so, or record it by hand.`,
  });
}
