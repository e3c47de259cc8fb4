import { failureWords, type FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import type { App } from '../../kit/app.ts';
import { contentHash } from '../../kit/content.ts';
import { must } from '../../platform/must.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { askLater } from './askLater.ts';
import { gatewayById, gatewaysOf } from './accounts.store.ts';
import { whyUnusable, type GatewayAccount } from './accounts.ts';
import {
  findByKey,
  findPayer,
  insertCheckout,
  keepRef,
  markUnheard,
  sentCheckout,
} from './checkouts.store.ts';
import { GatewayDeclined, GatewayFailure, type ChargeAnswer, type Gateway } from './gateway.ts';
import { gatewayOf, webhookUrl } from './gateways.ts';
import { settleCheckout } from './settle.service.ts';
import { chosen } from './start.service.ts';

export interface NewCharge {
  customerId: string;
  /** The account at which the card is kept. */
  gatewayId: string;
  amountMinor: bigint;
  invoiceId: string | null;
  /** The same again is the same charge; unique among those of the customer. */
  key: string;
}

/**
 * Writes down that a saved card is about to be charged: a checkout, in the caller's transaction and committed before
 * sendCharge(). Says its id, that of the first one for a key used before. Refuses CONFLICT ACCOUNT_NOT_OFFERED for an
 * account through which the customer cannot pay any more, and an amount that cannot be said there.
 */
export async function beginCharge(app: App, sql: ScopedSql, charge: NewCharge): Promise<string> {
  const { customerId, gatewayId, amountMinor, invoiceId, key } = charge;
  const payer = await findPayer(sql, customerId);
  if (!payer) throw notFound();
  const known = await findByKey(sql, customerId, key);
  if (known) return known.id;
  const accounts = await offeredAt(app, sql, payer, gatewayId);
  const { account, feeMinor } = await chosen(sql, accounts, payer, amountMinor);
  await insertCheckout(sql, payer, {
    invoiceId,
    proformaId: null,
    amountMinor,
    gatewayId,
    kind: account.kind,
    mode: account.mode,
    key,
    hash: contentHash([gatewayId, amountMinor.toString(), invoiceId]),
    purpose: 'CHARGE',
    feeMinor,
  });
  const { id, createdAt } = must(await findByKey(sql, customerId, key));
  await askLater(sql, { partnerId: payer.partnerId, checkoutId: id, sentAt: createdAt, n: 0 });
  return id;
}

/** Why a card cannot be charged whose account is not in use, and what to do. */
export const ACCOUNT_NOT_OFFERED =
  'The payment account at which this card is kept is not in use for this customer any more: it is switched off, or ' +
  'another one took its place. Nothing was taken. Save a card at the one in use, pay another way, or have it switched on.';

/** In production there is no sandbox any more of which a card could be. */
const GONE = { kind: 'SANDBOX', mode: 'TEST' } as const;

/**
 * Writes down that a saved card could not even be asked for, in the caller's transaction: a checkout that failed. Says
 * its id. What follows hears of it by checkoutEnded.
 */
export async function endCharge(
  app: App,
  sql: ScopedSql,
  { customerId, gatewayId, amountMinor, invoiceId, key }: NewCharge,
  code: FailureCode,
): Promise<string> {
  const payer = must(await findPayer(sql, customerId));
  const { kind, mode } = (await gatewayById(app, sql, gatewayId)) ?? GONE;
  await insertCheckout(sql, payer, {
    invoiceId,
    proformaId: null,
    amountMinor,
    gatewayId,
    kind,
    mode,
    key,
    hash: contentHash([gatewayId, amountMinor.toString(), invoiceId]),
    purpose: 'CHARGE',
  });
  const { id } = must(await findByKey(sql, customerId, key));
  await endUnheard(sql, customerId, id, code);
  return id;
}

async function endUnheard(
  sql: ScopedSql,
  customerId: string,
  checkoutId: string,
  code: FailureCode,
): Promise<void> {
  const failed = { status: 'FAILED' as const, failure: failureWords(code), code };
  if (await markUnheard(sql, checkoutId, failed))
    sql.happened('checkoutEnded', {
      customerId,
      checkoutId,
      purpose: 'CHARGE',
      status: 'FAILED',
      failure: code,
    });
}

/** The account of a card, if customers of its partner can pay through it; refuses CONFLICT ACCOUNT_NOT_OFFERED. */
export async function offeredAt(
  app: App,
  sql: ScopedSql,
  partner: { partnerId: string },
  gatewayId: string,
): Promise<GatewayAccount[]> {
  const accounts = await usableAt(app, sql, partner, gatewayId);
  if (!accounts.length) throw conflict('ACCOUNT_NOT_OFFERED', ACCOUNT_NOT_OFFERED);
  return accounts;
}

async function usableAt(
  app: App,
  sql: ScopedSql,
  { partnerId }: { partnerId: string },
  gatewayId: string,
) {
  return (await gatewaysOf(app, sql, partnerId)).filter(
    (account) => account.id === gatewayId && whyUnusable(app.config, account) === null,
  );
}

/**
 * What beginCharge() has a customer pay on top of an amount, in minor units; null where it would refuse. Refuses what
 * the amount is refused for.
 */
export async function feeOfCharge(
  app: App,
  sql: ScopedSql,
  {
    customerId,
    gatewayId,
    amountMinor,
  }: Pick<NewCharge, 'customerId' | 'gatewayId' | 'amountMinor'>,
): Promise<bigint | null> {
  const payer = await findPayer(sql, customerId);
  const accounts = payer ? await usableAt(app, sql, payer, gatewayId) : [];
  if (!payer || !accounts.length) return null;
  return (await chosen(sql, accounts, payer, amountMinor)).feeMinor;
}

/**
 * Charges a saved card for a checkout of beginCharge(), outside any transaction, and settles it with what the provider
 * says; the checkout's id is the key, so that it is charged once. Where nothing is heard it stays PENDING, and is asked
 * after. What follows hears of it by checkoutEnded.
 */
export async function sendCharge(
  app: App,
  {
    partnerId,
    checkoutId,
    methodRef,
    description,
  }: { partnerId: string; checkoutId: string; methodRef: string; description: string },
): Promise<void> {
  const scope = must(await app.boundary.jobScope(partnerId));
  const sent = await app.boundary.inSql(scope, (sql) => sentCheckout(sql, checkoutId));
  if (sent?.status !== 'PENDING') return;
  const account = await app.boundary.inSql(scope, (sql) => gatewayById(app, sql, sent.gatewayId));
  const gateway = account && gatewayOf(app, account);
  if (!account || !gateway) return;
  const reference = { partnerId, checkoutId };
  const answer = await charged(app, gateway, {
    reference,
    methodRef,
    description,
    amountMinor: sent.amountMinor,
    currency: sent.currency,
    webhookUrl: webhookUrl(app, account),
  });
  if (!answer) return;
  const { providerRef } = answer;
  if (providerRef) await app.boundary.inSql(scope, (sql) => keepRef(sql, checkoutId, providerRef));
  const standing = providerRef ? await heard(app, gateway, providerRef) : null;
  if (standing) await settleCheckout(app, account, standing);
  else if (answer.status === 'FAILED')
    await app.boundary.inSql(scope, (sql) =>
      endUnheard(sql, sent.customerId, checkoutId, answer.code),
    );
}

/** What the provider answers; null: nothing was heard. */
async function charged(
  app: App,
  gateway: Gateway,
  order: Parameters<Gateway['chargeMethod']>[0],
): Promise<ChargeAnswer | null> {
  try {
    return await gateway.chargeMethod(order);
  } catch (error) {
    if (error instanceof GatewayDeclined)
      return { status: 'FAILED', providerRef: null, code: error.code };
    if (!(error instanceof GatewayFailure)) throw error;
    app.log.error({ err: error, ...order.reference }, 'the payment provider failed');
    return null;
  }
}

async function heard(app: App, gateway: Gateway, providerRef: string) {
  try {
    return await gateway.standing({ providerRef });
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    app.log.error({ err: error, providerRef }, 'the payment provider failed');
    return null;
  }
}
