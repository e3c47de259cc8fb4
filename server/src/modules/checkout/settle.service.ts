import type { App } from '../../kit/app.ts';
import { currencyDigits, formatMinor, isCurrency } from '@backhaul/domain/money/money';
import type { GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Account, auditPlace, lockAccount } from '../ledger/index.ts';
import { raisePaymentTask, recordPayment } from '../payments/index.ts';
import type { GatewayAccess } from './accounts.store.ts';
import type { GatewayEvent } from './gateway.ts';

interface Locked {
  status: string;
  amount_minor: bigint;
  currency: string;
  invoice_id: string | null;
  provider_ref: string | null;
}

/**
 * Does what a provider's event says, in the scope of the checkout's partner and in the customer's
 * name; once, however often the event comes. Money that was taken counts even after an earlier
 * "failed"; nothing undoes a payment that was made. Another amount than was asked for is booked as
 * it came, another currency not at all: both are put before staff. Refuses NOT_FOUND for a checkout
 * that is not this partner's or did not go through this account.
 */
export async function settleCheckout(
  app: App,
  gateway: GatewayAccess,
  event: GatewayEvent,
): Promise<void> {
  const { partnerId, checkoutId } = event.reference;
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope || scope.kind !== 'job') throw notFound();
  const [owner] = await app.boundary.inSql(scope, (sql) =>
    sql.rows<{ id: string; name: string }>(
      `select c.id, c.name
      from checkout k
      join customer c on c.id = k.customer_id
      where k.id = $1 and k.gateway_account_id = $2`,
      [checkoutId, gateway.id],
    ),
  );
  if (!owner) throw notFound();
  await app.boundary.inSql(
    { ...scope, actor: { kind: 'CUSTOMER', id: owner.id, name: owner.name } },
    async (sql) => {
      const account = await lockAccount(sql, owner.id);
      const checkout = await sql.row<Locked>(
        'select status, amount_minor, currency, invoice_id, provider_ref from checkout where id = $1 for update',
        [checkoutId],
      );
      if (checkout.provider_ref && checkout.provider_ref !== event.providerRef) throw notFound();
      if (event.outcome === 'PAID')
        await paid(app, sql, account, { ...checkout, gateway: gateway.kind }, event);
      else await notPaid(sql, account, checkout, event);
    },
  );
}

async function paid(
  app: App,
  sql: ScopedSql,
  account: Account,
  checkout: Locked & { gateway: GatewayKind },
  event: GatewayEvent,
): Promise<void> {
  if (checkout.status === 'PAID') return;
  const { checkoutId } = event.reference;
  if (checkout.currency !== event.currency || event.amountMinor <= 0n) {
    await notBooked(sql, account, checkout, event);
    return;
  }
  const paymentId = await recordPayment(sql, {
    customerId: account.id,
    amount: formatMinor(event.amountMinor, currencyDigits(checkout.currency)),
    date: app.clock.today(account.timeZone),
    method: 'CARD',
    gateway: checkout.gateway,
    invoiceId: await stillOpen(sql, checkout.invoice_id),
    idempotencyKey: `checkout:${checkoutId}`,
  });
  await sql.rows(
    `update checkout set status = 'PAID', payment_id = $2, failure = null where id = $1`,
    [checkoutId, paymentId],
  );
  if (checkout.amount_minor !== event.amountMinor)
    await raisePaymentTask(sql, account, {
      cause: `checkout:${checkoutId}`,
      paymentId,
      words: `${said(event)} came in by an online payment of ${said(checkout)}. It is booked as it came: see to what is missing or too much.`,
    });
  await changed(sql, account, checkoutId, { status: 'PAID', paymentId, event: event.id });
}

/**
 * Money in another currency is no payment of this account; it is kept before people until somebody
 * has dealt with it.
 */
async function notBooked(
  sql: ScopedSql,
  account: Account,
  checkout: Locked,
  event: GatewayEvent,
): Promise<void> {
  const { checkoutId } = event.reference;
  await raisePaymentTask(sql, account, {
    cause: `checkout:${checkoutId}`,
    paymentId: null,
    words: `The payment provider took ${said(event)} for an online payment of ${said(checkout)} (its number there: ${event.providerRef}). Nothing is booked: give it back there, or record what it is worth.`,
  });
  if (checkout.status === 'FAILED') return;
  const failure = `${said(event)} was taken instead of ${said(checkout)}. It is not lost: we have been told and will see to it.`;
  await sql.rows(`update checkout set status = 'FAILED', failure = $2 where id = $1`, [
    checkoutId,
    failure,
  ]);
  await changed(sql, account, checkoutId, { status: 'FAILED', failure, event: event.id });
}

/** "29.99 EUR"; of a currency that nobody knows the smallest units. */
function said(money: { currency: string } & ({ amountMinor: bigint } | { amount_minor: bigint })) {
  const minor = 'amountMinor' in money ? money.amountMinor : money.amount_minor;
  return isCurrency(money.currency)
    ? `${formatMinor(minor, currencyDigits(money.currency))} ${money.currency}`
    : `${minor} of ${JSON.stringify(money.currency.slice(0, 20))}`;
}

async function notPaid(
  sql: ScopedSql,
  account: Account,
  checkout: Locked,
  event: GatewayEvent,
): Promise<void> {
  if (checkout.status !== 'PENDING') return;
  const { checkoutId } = event.reference;
  await sql.rows('update checkout set status = $2, failure = $3 where id = $1', [
    checkoutId,
    event.outcome,
    event.failure,
  ]);
  await changed(sql, account, checkoutId, {
    status: event.outcome,
    failure: event.failure,
    event: event.id,
  });
}

/**
 * Whoever paid must not lose the money because the invoice was paid or made void meanwhile: then it
 * goes to what is open.
 */
async function stillOpen(sql: ScopedSql, invoiceId: string | null): Promise<string | null> {
  if (!invoiceId) return null;
  const [invoice] = await sql.rows('select 1 from invoice where id = $1 and due_minor > 0', [
    invoiceId,
  ]);
  return invoice ? invoiceId : null;
}

async function changed(
  sql: ScopedSql,
  account: Account,
  checkoutId: string,
  after: object,
): Promise<void> {
  await audit(sql, {
    action: 'settle',
    entity: 'checkout',
    entityId: checkoutId,
    after,
    partner: auditPlace(account),
  });
  await announce(sql, { topic: 'checkout', path: account.partnerPath, id: checkoutId });
}
