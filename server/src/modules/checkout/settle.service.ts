import type { App } from '../../kit/app.ts';
import { currencyDigits, formatKnown, formatMinor } from '@backhaul/domain/money/money';
import { failureWords } from '@backhaul/domain/settlement/gatewayFailure';
import type { GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { must } from '../../platform/must.ts';
import { notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { type Account, auditPlace, lockAccount } from '../ledger/index.ts';
import { closeBookedTasks, raisePaymentTask, recordPayment } from '../payments/index.ts';
import type { GatewayAccess } from './accounts.ts';
import {
  isOpen,
  lockCheckout,
  markNotBooked,
  markNotPaid,
  markPaid,
  payerThrough,
  proformaToPay,
  type LockedCheckout,
  type Received,
} from './checkouts.store.ts';
import type { CheckoutReference, PaymentStanding } from './gateway.ts';

/** How a payment of ours stands at the provider. */
type Told = PaymentStanding & { reference: CheckoutReference };

/**
 * Brings a checkout to where its payment stands at the provider, in the scope of the checkout's partner and in the
 * customer's name; once, however often it is asked. Money that was taken counts even after an earlier "failed"; nothing
 * undoes a payment that was made. Another amount than was asked for is booked as it came, another currency not at all:
 * both are put before staff. Refuses NOT_FOUND for a checkout that is not this partner's or did not go through this
 * account.
 */
export async function settleCheckout(
  app: App,
  gateway: GatewayAccess,
  standing: PaymentStanding,
): Promise<void> {
  if (!standing.reference) throw notFound();
  const told = { ...standing, reference: standing.reference };
  const { partnerId, checkoutId } = told.reference;
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope || scope.kind !== 'job') throw notFound();
  const owner = await app.boundary.inSql(scope, (sql) =>
    payerThrough(sql, scope.partnerId, checkoutId, gateway.id),
  );
  if (!owner) throw notFound();
  await app.boundary.inSql(
    { ...scope, actor: { kind: 'CUSTOMER', id: owner.id, name: owner.name } },
    async (sql) => {
      const account = await lockAccount(sql, owner.id);
      const checkout = await lockCheckout(sql, checkoutId);
      if (checkout.providerRef && checkout.providerRef !== told.providerRef) throw notFound();
      if (told.status === 'PAID')
        await paid(app, sql, account, { ...checkout, gateway: gateway.kind }, told);
      else if (told.status !== 'OPEN') await notPaid(sql, account, checkout, told, told.status);
    },
  );
}

async function paid(
  app: App,
  sql: ScopedSql,
  account: Account,
  checkout: LockedCheckout & { gateway: GatewayKind },
  told: Told,
): Promise<void> {
  const { checkoutId } = told.reference;
  if (checkout.status === 'PAID') {
    await afterPaid(sql, account, checkout, told);
    return;
  }
  if (checkout.currency !== told.currency || told.amountMinor <= 0n) {
    await notBooked(sql, account, checkout, told);
    return;
  }
  const paymentId = await recordPayment(
    sql,
    {
      customerId: account.id,
      amount: formatMinor(told.amountMinor, currencyDigits(checkout.currency)),
      // it came, whatever is closed
      date: await firstOpenDay(sql, account, app.clock.today(account.clock)),
      method: 'CARD',
      gateway: checkout.gateway,
      ...(await stillOpen(sql, checkout)),
      idempotencyKey: `checkout:${checkoutId}`,
    },
    app.clock.today,
  );
  await markPaid(sql, checkoutId, paymentId, received(told));
  await closeBookedTasks(sql, account, {
    about: about(told),
    by: 'The payment provider',
    note: `${said(told)} came in by this online payment after all, and is booked.`,
  });
  if (checkout.amountMinor !== told.amountMinor)
    await raisePaymentTask(sql, account, {
      about: about(told),
      kind: 'OTHER_AMOUNT',
      asked: checkout,
      received: received(told),
      paymentId,
      words: `${said(told)} came in by an online payment of ${said(checkout)}. It is booked as it came: see to what is missing or too much.`,
    });
  await changed(sql, account, checkoutId, {
    status: 'PAID',
    paymentId,
    providerRef: told.providerRef,
  });
}

/**
 * Money in another currency is no payment of this account; it is kept before people until somebody
 * has dealt with it.
 */
async function notBooked(
  sql: ScopedSql,
  account: Account,
  checkout: LockedCheckout,
  told: Told,
): Promise<void> {
  const { checkoutId } = told.reference;
  const code = checkout.currency === told.currency ? 'OTHER_AMOUNT' : 'OTHER_CURRENCY';
  await raisePaymentTask(sql, account, {
    about: about(told),
    kind: code,
    asked: checkout,
    received: received(told),
    paymentId: null,
    words: `The payment provider took ${said(told)} for an online payment of ${said(checkout)} (its number there: ${told.providerRef}). Nothing is booked: give it back there, or record what it is worth.`,
  });
  if (checkout.failureCode === code && isWhatCame(checkout, told)) return;
  const failure = `${said(told)} was taken instead of ${said(checkout)}. It is not lost: we have been told and will see to it.`;
  await markNotBooked(sql, checkoutId, code, failure, received(told));
  await changed(sql, account, checkoutId, {
    status: 'FAILED',
    failure,
    providerRef: told.providerRef,
  });
}

/**
 * Booked is booked once: when the provider says something else of the same payment later, a person
 * finds out what is true.
 */
async function afterPaid(
  sql: ScopedSql,
  account: Account,
  checkout: LockedCheckout,
  told: Told,
): Promise<void> {
  if (isWhatCame(checkout, told)) return;
  const booked = {
    amountMinor: must(checkout.receivedMinor),
    currency: must(checkout.receivedCurrency),
  };
  await raisePaymentTask(sql, account, {
    about: about(told),
    kind: 'AFTER_PAID',
    asked: checkout,
    received: received(told),
    paymentId: checkout.paymentId,
    words: `The payment provider says ${said(told)} of an online payment that is booked with ${said(booked)} already (its number there: ${told.providerRef}). Nothing more is booked: look there what came in, then record or give back the difference.`,
  });
}

/** What a task is about: one online payment. */
function about({ reference }: Told): string {
  return `checkout:${reference.checkoutId}`;
}

/** No longer than a task keeps of a currency that nobody knows. */
function received({ amountMinor, currency }: Told): Received {
  return { amountMinor, currency: currency.slice(0, 20) };
}

function isWhatCame(checkout: LockedCheckout, told: Told): boolean {
  const { amountMinor, currency } = received(told);
  return checkout.receivedMinor === amountMinor && checkout.receivedCurrency === currency;
}

/** "29.99 EUR"; of a currency that nobody knows the smallest units. */
function said({ currency, amountMinor }: { currency: string; amountMinor: bigint }): string {
  const known = formatKnown(amountMinor, currency);
  return known
    ? `${known} ${currency}`
    : `${amountMinor} of ${JSON.stringify(currency.slice(0, 20))}`;
}

async function notPaid(
  sql: ScopedSql,
  account: Account,
  checkout: LockedCheckout,
  told: Told,
  status: 'FAILED' | 'CANCELLED',
): Promise<void> {
  if (checkout.status !== 'PENDING') return;
  const { checkoutId } = told.reference;
  const failure = status === 'FAILED' ? failureWords(told.failure ?? 'UNKNOWN') : null;
  await markNotPaid(sql, checkoutId, status, failure);
  await changed(sql, account, checkoutId, { status, failure, providerRef: told.providerRef });
}

/**
 * Whoever paid must not lose the money because the invoice or proforma was paid or made void
 * meanwhile: then it goes to what is open.
 */
async function stillOpen(
  sql: ScopedSql,
  { invoiceId, proformaId }: Pick<LockedCheckout, 'invoiceId' | 'proformaId'>,
): Promise<{ invoiceId?: string; proformaId?: string }> {
  if (invoiceId) return (await isOpen(sql, invoiceId)) ? { invoiceId } : {};
  const proforma = proformaId === null ? null : await proformaToPay(sql, proformaId);
  return proformaId !== null && proforma?.status === 'UNPAID' ? { proformaId } : {};
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
