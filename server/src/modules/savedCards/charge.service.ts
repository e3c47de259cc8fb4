import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import { yearAndDay } from '@backhaul/domain/schedule/automationWords';
import type { App } from '../../kit/app.ts';
import { amountInput, textInput } from '../../kit/input.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { must } from '../../platform/must.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { enqueue } from '../../platform/queue.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { beginCharge, endCharge } from '../checkout/index.ts';
import { type Account, auditPlace, lockAccount } from '../ledger/index.ts';
import { acting } from './acting.ts';
import {
  attemptOfKey,
  attemptsUnderWay,
  insertAttempt,
  openInvoice,
  type Attempt,
  type ChargedInvoice,
} from './charges.store.ts';
import { methodsByIds, type Method } from './methods.store.ts';
import { sendPrepared } from './send.ts';
import { refuseUncharged } from './unusable.ts';

/** When what a killed process left is taken up: later than a provider needs to answer. */
const AGAIN_MS = 30_000;

/** A charge as somebody orders it. */
interface Order {
  methodId: string;
  amount: string;
  invoiceId: string | null;
  idempotencyKey: string;
}

/**
 * Charges a saved card, its owner away or there in the portal; says which attempt it is. Our row is committed before
 * the provider is asked, and names the request there: the same key is the same charge, whatever is repeated or killed.
 * Refuses NOT_FOUND for a card or an invoice outside the scope, CONFLICT METHOD_REMOVED, METHOD_UNUSABLE,
 * ACCOUNT_NOT_OFFERED, CHARGE_UNDER_WAY for the same money and IDEMPOTENCY_KEY_REUSED, and by field an amount that is
 * not above zero and an invoice that is not open.
 */
export async function chargeSavedMethod(
  app: App,
  viewer: Pick<Viewer, 'scope'>,
  order: Order,
): Promise<string> {
  const key = textInput(order.idempotencyKey, 'idempotencyKey', { max: 190 });
  const [method] = await app.boundary.inSql(viewer.scope, (sql) =>
    methodsByIds(sql, [order.methodId]),
  );
  if (!method) throw notFound();
  const scope = await acting(app, method.partnerId, viewer.scope.actor);
  const id = await app.boundary.inSql(scope, async (sql) => {
    const account = await lockAccount(sql, method.customerId);
    return prepareCharge(app, sql, account, {
      methodId: method.id,
      amount: amountInput(order.amount, account.currency, 'amount', { positive: true }),
      invoiceId: order.invoiceId,
      key,
      origin: 'BY_HAND',
      on: app.clock.today(account.clock),
      number: 1,
    });
  });
  await sendPrepared(app, method.partnerId, id);
  return id;
}

/** What is written of a charge before the provider is asked; amount: in minor units. */
export interface Charge extends Pick<
  Attempt,
  'methodId' | 'invoiceId' | 'origin' | 'on' | 'number' | 'amount'
> {
  key: string;
}

/**
 * Writes a charge whose customer is locked, and has it taken up again should this process die: who commits it sends it.
 * Refuses as chargeSavedMethod does.
 */
export async function prepareCharge(
  app: App,
  sql: ScopedSql,
  account: Account,
  charge: Charge,
): Promise<string> {
  const method = must((await methodsByIds(sql, [charge.methodId]))[0]);
  if (method.customerId !== account.id) throw notFound();
  const invoice =
    charge.invoiceId === null ? null : await ownInvoice(sql, account.id, charge.invoiceId);
  // apart from what the customer begins itself in the portal
  const key = `charge:${charge.key}`;
  const known = await attemptOfKey(sql, account.id, key);
  if (known) {
    refuseOther(known, charge);
    return known.id;
  }
  await refuseUncharged(sql, method);
  await refuseUnderWay(sql, account, charge);
  if (invoice) refuseUnlessOpen(invoice);
  const id = await beginCharge(app, sql, {
    customerId: account.id,
    gatewayId: method.gatewayAccountId,
    amountMinor: charge.amount,
    invoiceId: charge.invoiceId,
    key,
  });
  await insertAttempt(sql, { ...charge, id });
  await enqueue(
    sql,
    'charges:send',
    { partnerId: account.partnerId, checkoutId: id, tries: 0 },
    { key: `charge:${id}`, at: new Date(Date.now() + AGAIN_MS) },
  );
  await recordCharge(sql, account, method, { ...charge, id });
  return id;
}

/**
 * Writes a charge of a locked customer that cannot even be asked for: it failed at once, and everybody hears of it as of
 * one that the provider refused.
 */
export async function refuseCharge(
  app: App,
  sql: ScopedSql,
  account: Account,
  { failure, ...charge }: Charge & { failure: FailureCode },
): Promise<string> {
  const key = `charge:${charge.key}`;
  const known = await attemptOfKey(sql, account.id, key);
  if (known) return known.id;
  const method = must((await methodsByIds(sql, [charge.methodId]))[0]);
  const id = await endCharge(
    app,
    sql,
    {
      customerId: account.id,
      gatewayId: method.gatewayAccountId,
      amountMinor: charge.amount,
      invoiceId: charge.invoiceId,
      key,
    },
    failure,
  );
  await insertAttempt(sql, { ...charge, id });
  await recordCharge(sql, account, method, { ...charge, id });
  return id;
}

/** Charges of two invoices that are named are not for the same money; all others may be. */
async function refuseUnderWay(
  sql: ScopedSql,
  { id, currency }: Account,
  { invoiceId }: Charge,
): Promise<void> {
  const other = (await attemptsUnderWay(sql, id)).find(
    (each) => invoiceId === null || each.invoiceId === null || each.invoiceId === invoiceId,
  );
  if (!other) return;
  const [{ brand, last4 }] = await methodsByIds(sql, [other.methodId]);
  const amount = `${formatMinor(other.amount, currencyDigits(currency))} ${currency}`;
  throw conflict(
    'CHARGE_UNDER_WAY',
    `A charge of ${amount} to ${brand} … ${last4} is under way since ${yearAndDay(other.on)}: ` +
      'the payment provider has not said yet whether it took it. Wait for that, so that nothing is charged twice.',
  );
}

function refuseOther(known: Attempt, { methodId, amount, invoiceId }: Charge): void {
  if (known.methodId === methodId && known.amount === amount && known.invoiceId === invoiceId)
    return;
  throw conflict(
    'IDEMPOTENCY_KEY_REUSED',
    'This idempotency key was used for another payment. Use a new key for a new payment.',
  );
}

async function ownInvoice(sql: ScopedSql, customerId: string, id: string): Promise<ChargedInvoice> {
  const invoice = await openInvoice(sql, id);
  if (!invoice || invoice.state === 'DRAFT' || invoice.customerId !== customerId) throw notFound();
  return invoice;
}

function refuseUnlessOpen({ state, number, due }: ChargedInvoice): void {
  if (state === 'VOID') throw badInput({ invoiceId: `invoice ${number} is void` });
  if (due <= 0n) throw badInput({ invoiceId: `invoice ${number} is paid already` });
}

function recordCharge(
  sql: ScopedSql,
  account: Account,
  method: Method,
  { id, amount, invoiceId }: Charge & { id: string },
): Promise<void> {
  return audit(sql, {
    action: 'charge',
    entity: 'saved-method',
    entityId: method.id,
    partner: auditPlace(account),
    after: {
      amount: formatMinor(amount, currencyDigits(account.currency)),
      currency: account.currency,
      card: `${method.brand} … ${method.last4}`,
      invoiceId,
      checkoutId: id,
    },
  });
}
