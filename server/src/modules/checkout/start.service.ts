import type { App } from '../../kit/app.ts';
import { contentHash } from '../../kit/content.ts';
import { amountInput, textInput } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { addressAt, placeOfHost } from '../partners/index.ts';
import { whyUnusable, type GatewayAccount } from './accounts.ts';
import { gatewaysOf } from './accounts.store.ts';
import {
  dueOnInvoices,
  findByKey,
  findPayer,
  insertCheckout,
  invoiceToPay,
  keepPage,
  proformaToPay,
  type InvoiceToPay,
  type Payer,
  type ProformaToPay,
  type StoredCheckout,
} from './checkouts.store.ts';
import { GatewayFailure, type Gateway } from './gateway.ts';
import { gatewayOf, webhookUrl } from './gateways.ts';
import { must } from '../../platform/must.ts';

export interface NewCheckout {
  invoiceId?: string | null;
  proformaId?: string | null;
  amount?: string | null;
  idempotencyKey: string;
  gatewayId?: string | null;
}

/** Who pays, with what of it to see and write. returnPath: where in the portal the provider sends people back to. */
export interface Paying extends Pick<Viewer, 'id' | 'scope'> {
  returnPath?: (checkoutId: string) => string;
}

interface Opened {
  checkout: StoredCheckout;
  owner: Payer;
  description: string;
  usable: GatewayAccount[];
}

/**
 * Begins a customer's own payment: a checkout of ours, then a payment at the provider, then the
 * address of its page; no transaction is open while the provider is asked. The same key gives the
 * same checkout, also after a provider that failed. Refuses CONFLICT NO_GATEWAY where neither the
 * customer's partner nor one above that shares it has an account to pay through, another gatewayId
 * than one of those (NOT_FOUND), an amount that is not above zero, an invoice or a proforma that is
 * not the customer's (NOT_FOUND) or not open, both of them, nothing to pay, CONFLICT IDEMPOTENCY_KEY_REUSED for other
 * content, and CONFLICT PROVIDER_UNAVAILABLE.
 */
export async function startCheckout(
  app: App,
  viewer: Paying,
  host: string,
  input: NewCheckout,
): Promise<string> {
  const { returnPath = (id: string) => `/pay/return?checkout=${id}` } = viewer;
  const { checkout, owner, description, usable } = await app.boundary.inSql(viewer.scope, (sql) =>
    open(app, sql, viewer.id, input),
  );
  if (checkout.status !== 'PENDING') return checkout.id;
  const account = usable.find((each) => each.id === checkout.account);
  const gateway = account && gatewayOf(app, account);
  if (!gateway) throw noGateway();
  if (checkout.redirectUrl && !checkout.stale) return checkout.id;
  const { providerRef, redirectUrl } = await ask(app, gateway, {
    reference: { partnerId: owner.partnerId, checkoutId: checkout.id },
    amountMinor: checkout.amountMinor,
    currency: checkout.currency,
    description,
    returnUrl: `${await portalUrl(app, owner, host)}${returnPath(checkout.id)}`,
    saveMethod: false,
    webhookUrl: webhookUrl(app, account),
  });
  await app.boundary.inSql(viewer.scope, (sql) =>
    keepPage(sql, checkout.id, { providerRef, redirectUrl }),
  );
  return checkout.id;
}

function noGateway() {
  return conflict(
    'NO_GATEWAY',
    'Paying online is not offered here. Your invoices say how else to pay.',
  );
}

async function ask(
  app: App,
  gateway: Gateway,
  order: Parameters<Gateway['createPayment']>[0],
): ReturnType<Gateway['createPayment']> {
  try {
    return await gateway.createPayment(order);
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    app.log.error(
      { err: error, checkout: order.reference.checkoutId },
      'the payment provider failed',
    );
    throw conflict(
      'PROVIDER_UNAVAILABLE',
      'The payment provider does not answer. Nothing was taken; try again in a few minutes.',
    );
  }
}

/** The checkout of this key: the one there is, or a new one. */
async function open(
  app: App,
  sql: ScopedSql,
  customerId: string,
  input: NewCheckout,
): Promise<Opened> {
  const key = textInput(input.idempotencyKey, 'idempotencyKey');
  const owner = await findPayer(sql, customerId);
  if (!owner) throw notFound();
  const given =
    input.amount == null
      ? null
      : amountInput(input.amount, owner.currency, 'amount', { positive: true });
  const hash = contentHash([
    input.invoiceId ?? null,
    given?.toString() ?? null,
    ...(input.gatewayId ? [input.gatewayId] : []),
    ...(input.proformaId ? [{ proformaId: input.proformaId }] : []),
  ]);
  const usable = (await gatewaysOf(app, sql, owner.partnerId)).filter(
    (account) => whyUnusable(app.config, account) === null,
  );
  const known = await checkoutOfKey(sql, owner, key, hash);
  if (!known && !usable.length) throw noGateway();
  const gateway = input.gatewayId
    ? usable.find((account) => account.id === input.gatewayId)
    : usable[0];
  if (!known && !gateway) throw notFound();
  const paid = await toBePaid(sql, input, known !== null);
  const description = `${paid?.title ?? `Account ${owner.number}`}, ${owner.partnerName}`;
  if (known) return { checkout: known, owner, description, usable };
  const amountMinor = given ?? paid?.due ?? (await allThatIsDue(sql, owner));
  if (amountMinor <= 0n) throw badInput({ amount: 'nothing is due; say how much to pay' });
  const { id: gatewayId, kind } = must(gateway);
  await insertCheckout(sql, owner, {
    invoiceId: input.invoiceId ?? null,
    proformaId: input.proformaId ?? null,
    amountMinor,
    gatewayId,
    kind,
    key,
    hash,
  });
  // also when the same key came twice at this moment: both go on with the one that is there
  const checkout = must(await checkoutOfKey(sql, owner, key, hash));
  await audit(sql, {
    action: 'start',
    entity: 'checkout',
    entityId: checkout.id,
    after: {
      amountMinor,
      currency: owner.currency,
      invoiceId: input.invoiceId,
      proformaId: input.proformaId,
      gateway: gatewayId,
      provider: kind,
    },
  });
  return { checkout, owner, description, usable };
}

async function checkoutOfKey(
  sql: ScopedSql,
  owner: Payer,
  key: string,
  hash: string,
): Promise<StoredCheckout | null> {
  const known = await findByKey(sql, owner.id, key);
  if (known && known.contentHash !== hash)
    throw conflict(
      'IDEMPOTENCY_KEY_REUSED',
      'This idempotency key was used for another payment. Use a new key for a new payment.',
    );
  return known;
}

/** What is to be paid: how it is called, and what is due of it; null where nothing is named. */
async function toBePaid(
  sql: ScopedSql,
  { invoiceId, proformaId }: NewCheckout,
  again: boolean,
): Promise<{ title: string | null; due: bigint } | null> {
  const invoice = invoiceId ? await payable(sql, invoiceId, again) : null;
  const proforma = proformaId ? await payableProforma(sql, proformaId, again) : null;
  if (invoice && proforma)
    throw badInput({ proformaId: 'cannot be given beside an invoice; name one' });
  if (proforma) return { title: `Proforma ${proforma.number}`, due: proforma.due };
  return invoice && { title: invoice.number && `Invoice ${invoice.number}`, due: invoice.due };
}

async function payableProforma(
  sql: ScopedSql,
  proformaId: string,
  again: boolean,
): Promise<ProformaToPay> {
  const proforma = await proformaToPay(sql, proformaId);
  if (!proforma) throw notFound();
  const { number, status } = proforma;
  if (!again && status !== 'UNPAID')
    throw badInput({
      proformaId: `proforma ${number} is ${status === 'VOID' ? 'void' : 'paid already'}`,
    });
  return proforma;
}

async function payable(sql: ScopedSql, invoiceId: string, again: boolean): Promise<InvoiceToPay> {
  const invoice = await invoiceToPay(sql, invoiceId);
  if (!invoice || invoice.state === 'DRAFT') throw notFound();
  if (!again && invoice.state === 'VOID')
    throw badInput({ invoiceId: `invoice ${invoice.number} is void` });
  if (!again && invoice.due <= 0n)
    throw badInput({ invoiceId: `invoice ${invoice.number} is paid already` });
  return invoice;
}

/** What is open on invoices; for a customer that is billed without them, what the balance lacks. */
async function allThatIsDue(sql: ScopedSql, owner: Payer): Promise<bigint> {
  const due = await dueOnInvoices(sql, owner.id);
  return due > 0n ? due : -owner.balanceMinor;
}

/**
 * The portal as the customer reached it: at the host of its partner, or of one above, the session
 * would be lost anywhere else.
 */
async function portalUrl(app: App, owner: Payer, host: string): Promise<string> {
  const place = await app.boundary.inSql(NOBODY, (sql) => placeOfHost(sql, host));
  return place.number !== 1 && owner.partnerPath.startsWith(place.path)
    ? addressAt(app.publicUrl(), host)
    : app.publicUrl();
}
