import type { App } from '../../kit/app.ts';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { minDate, todayIn, type LocalDate } from '@backhaul/domain/time/calendar';
import { ownDay, zoneOf } from '@backhaul/domain/time/partnerClock';
import { must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import type { Account } from '../ledger/index.ts';
import {
  closeBookedTasks,
  keepProviderFee,
  raisePaymentTask,
  recordPayment,
} from '../payments/index.ts';
import { markNotBooked, markPaid, type LockedCheckout, type Received } from './checkouts.store.ts';
import { isOpen, proformaToPay } from './payable.store.ts';
import { about, received, said, type Told } from './told.ts';

/** What the audit keeps of it; null where nothing is new. */
type Booked = { status: 'PAID' | 'FAILED'; providerRef: string } & Record<string, unknown>;

/**
 * Books money that a provider took for a locked checkout of a locked account: as it came, once. Says what became of
 * the checkout by it.
 */
export async function bookPaid(
  app: App,
  sql: ScopedSql,
  account: Account,
  checkout: LockedCheckout & { gateway: GatewayKind },
  told: Told,
): Promise<Booked | null> {
  const { checkoutId } = told.reference;
  if (checkout.status === 'PAID') {
    await afterPaid(sql, account, checkout, told);
    return null;
  }
  if (checkout.currency !== told.currency || told.amountMinor <= 0n)
    return notBooked(sql, account, checkout, told);
  const asked = askedOf(checkout);
  const whole = asked.amountMinor === told.amountMinor;
  const paymentId = await recordPayment(
    sql,
    {
      customerId: account.id,
      amount: formatMinor(told.amountMinor, currencyDigits(checkout.currency)),
      // it came, whatever is closed
      date: await firstOpenDay(sql, account, dayOf(app, account, told)),
      method: checkout.gateway === 'PAYPAL' ? 'OTHER' : 'CARD',
      gateway: checkout.gateway,
      provider: {
        ref: told.providerRef,
        keptMinor: told.feeMinor,
        test: checkout.test,
        passedOnMinor: whole ? checkout.feeMinor : 0n,
      },
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
  if (!whole)
    await raisePaymentTask(sql, account, {
      about: about(told),
      kind: 'OTHER_AMOUNT',
      asked,
      received: received(told),
      paymentId,
      words: `${said(told)} came in by an online payment of ${said(asked)}. It is booked as it came: see to what is missing or too much.`,
    });
  return { status: 'PAID', paymentId, providerRef: told.providerRef };
}

/** What the provider was asked to take: the amount, with the fee that is passed on. */
function askedOf({ amountMinor, feeMinor, currency }: LockedCheckout): Received {
  return { amountMinor: amountMinor + feeMinor, currency };
}

/** The partner's day on which the money came; today where a day is pretended. */
function dayOf(app: App, { clock }: Account, { paidAt }: Told): LocalDate {
  const today = app.clock.today(clock);
  if (!paidAt || app.config.businessDate || ownDay(clock) !== null) return today;
  return minDate(todayIn(zoneOf(clock), paidAt), today);
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
): Promise<Booked | null> {
  const { checkoutId } = told.reference;
  const asked = askedOf(checkout);
  const code = checkout.currency === told.currency ? 'OTHER_AMOUNT' : 'OTHER_CURRENCY';
  await raisePaymentTask(sql, account, {
    about: about(told),
    kind: code,
    asked,
    received: received(told),
    paymentId: null,
    words: `The payment provider took ${said(told)} for an online payment of ${said(asked)} (its number there: ${told.providerRef}). Nothing is booked: give it back there, or record what it is worth.`,
  });
  if (checkout.failureCode === code && isWhatCame(checkout, told)) return null;
  const failure = `${said(told)} was taken instead of ${said(asked)}. It is not lost: we have been told and will see to it.`;
  await markNotBooked(sql, checkoutId, code, failure, received(told));
  return { status: 'FAILED', failure, providerRef: told.providerRef };
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
  if (told.feeMinor !== null && checkout.paymentId && told.currency === checkout.currency)
    await keepProviderFee(sql, checkout.paymentId, told.feeMinor);
  if (isWhatCame(checkout, told)) return;
  const booked = {
    amountMinor: must(checkout.receivedMinor),
    currency: must(checkout.receivedCurrency),
  };
  await raisePaymentTask(sql, account, {
    about: about(told),
    kind: 'AFTER_PAID',
    asked: askedOf(checkout),
    received: received(told),
    paymentId: checkout.paymentId,
    words: `The payment provider says ${said(told)} of an online payment that is booked with ${said(booked)} already (its number there: ${told.providerRef}). Nothing more is booked: look there what came in, then record or give back the difference.`,
  });
}

function isWhatCame(checkout: LockedCheckout, told: Told): boolean {
  const { amountMinor, currency } = received(told);
  return checkout.receivedMinor === amountMinor && checkout.receivedCurrency === currency;
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
