import { createHash } from 'node:crypto';
import type { App } from '../../kit/app.ts';
import { amountInput, textInput } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { addressAt, placeOfHost } from '../partners/index.ts';
import { gatewaysOf, whyUnusable, type GatewayAccount } from './accounts.store.ts';
import { GatewayFailure, type Gateway } from './gateway.ts';
import { gatewayOf, webhookUrl } from './gateways.ts';
import { must } from '../../platform/must.ts';

export interface NewCheckout {
  invoiceId?: string | null;
  amount?: string | null;
  idempotencyKey: string;
  gatewayId?: string | null;
}

/** After this the provider's page may have closed: it is asked for the same payment's page again. */
const PAGE_LIVES = '12 hours';

interface Owner {
  id: string;
  partner_id: string;
  partner_path: string;
  currency: string;
  balance_minor: bigint;
  partner_name: string;
  number: number;
}
interface Stored {
  id: string;
  status: string;
  account: string;
  content_hash: string;
  redirect_url: string | null;
  amount_minor: bigint;
  currency: string;
  stale: boolean;
}
interface Opened {
  checkout: Stored;
  owner: Owner;
  description: string;
  usable: GatewayAccount[];
}

/**
 * Begins a customer's own payment: a checkout of ours, then a payment at the provider, then the
 * address of its page; no transaction is open while the provider is asked. The same key gives the
 * same checkout, also after a provider that failed. Refuses CONFLICT NO_GATEWAY where neither the
 * customer's partner nor one above that shares it has an account to pay through, another gatewayId
 * than one of those (NOT_FOUND), an amount that is not above zero, an invoice that is not the
 * customer's (NOT_FOUND) or not open, nothing to pay, CONFLICT IDEMPOTENCY_KEY_REUSED for other
 * content, and CONFLICT PROVIDER_UNAVAILABLE.
 */
export async function startCheckout(
  app: App,
  viewer: Viewer,
  host: string,
  input: NewCheckout,
): Promise<string> {
  const { checkout, owner, description, usable } = await app.boundary.inSql(viewer.scope, (sql) =>
    open(app, sql, viewer.id, input),
  );
  if (checkout.status !== 'PENDING') return checkout.id;
  const account = usable.find((each) => each.id === checkout.account);
  const gateway = account && gatewayOf(app, account);
  if (!gateway) throw noGateway();
  if (checkout.redirect_url && !checkout.stale) return checkout.id;
  const { providerRef, redirectUrl } = await ask(app, gateway, {
    reference: { partnerId: owner.partner_id, checkoutId: checkout.id },
    amountMinor: checkout.amount_minor,
    currency: checkout.currency,
    description,
    returnUrl: `${await portalUrl(app, owner, host)}/pay/return?checkout=${checkout.id}`,
    webhookUrl: webhookUrl(app, account),
  });
  await app.boundary.inSql(viewer.scope, (sql) =>
    sql.rows('update checkout set provider_ref = $2, redirect_url = $3 where id = $1', [
      checkout.id,
      providerRef,
      redirectUrl,
    ]),
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
  const [owner] = await sql.rows<Owner>(
    `select c.id, c.partner_id, c.partner_path, c.currency, c.balance_minor, c.number, p.name partner_name
    from customer c join partner p on p.id = c.partner_id where c.id = $1`,
    [customerId],
  );
  if (!owner) throw notFound();
  const given =
    input.amount == null
      ? null
      : amountInput(input.amount, owner.currency, 'amount', { positive: true });
  const hash = createHash('sha256')
    .update(
      JSON.stringify([
        input.invoiceId ?? null,
        given?.toString() ?? null,
        ...(input.gatewayId ? [input.gatewayId] : []),
      ]),
    )
    .digest('hex');
  const usable = (await gatewaysOf(app, sql, owner.partner_id)).filter(
    (account) => whyUnusable(app.config, account) === null,
  );
  const known = await checkoutOfKey(sql, owner, key, hash);
  if (!known && !usable.length) throw noGateway();
  const gateway = input.gatewayId
    ? usable.find((account) => account.id === input.gatewayId)
    : usable[0];
  if (!known && !gateway) throw notFound();
  const invoice = input.invoiceId ? await payable(sql, input.invoiceId, known !== null) : null;
  const description = invoice?.number
    ? `Invoice ${invoice.number}, ${owner.partner_name}`
    : `Account ${owner.number}, ${owner.partner_name}`;
  if (known) return { checkout: known, owner, description, usable };
  const amountMinor = given ?? invoice?.due ?? (await allThatIsDue(sql, owner));
  if (amountMinor <= 0n) throw badInput({ amount: 'nothing is due; say how much to pay' });
  await sql.rows(
    `insert into checkout (
      partner_id, partner_path, customer_id, invoice_id,
      amount_minor, currency,
      gateway_account_id, provider,
      idempotency_key, content_hash
    )
    values (
      $1, $2, $3, $4,
      $5, $6,
      $7, $8,
      $9, $10
    )
    on conflict (customer_id, idempotency_key) do nothing`,
    [
      owner.partner_id,
      owner.partner_path,
      owner.id,
      invoice?.id ?? null,
      amountMinor,
      owner.currency,
      must(gateway).id,
      must(gateway).kind.toLowerCase(),
      key,
      hash,
    ],
  );
  // also when the same key came twice at this moment: both go on with the one that is there
  const checkout = must(await checkoutOfKey(sql, owner, key, hash));
  await audit(sql, {
    action: 'start',
    entity: 'checkout',
    entityId: checkout.id,
    after: {
      amountMinor,
      currency: owner.currency,
      invoiceId: invoice?.id ?? null,
      gateway: must(gateway).id,
      provider: must(gateway).kind,
    },
  });
  return { checkout, owner, description, usable };
}

async function checkoutOfKey(
  sql: ScopedSql,
  owner: Owner,
  key: string,
  hash: string,
): Promise<Stored | null> {
  const [known] = await sql.rows<Stored>(
    `select
      id, status, gateway_account_id account, content_hash, redirect_url,
      amount_minor, currency, created_at < now() - $3::interval stale
    from checkout
    where customer_id = $1 and idempotency_key = $2`,
    [owner.id, key, PAGE_LIVES],
  );
  if (known && known.content_hash !== hash)
    throw conflict(
      'IDEMPOTENCY_KEY_REUSED',
      'This idempotency key was used for another payment. Use a new key for a new payment.',
    );
  return known ?? null;
}

async function payable(
  sql: ScopedSql,
  invoiceId: string,
  again: boolean,
): Promise<{ id: string; number: string | null; due: bigint }> {
  const [invoice] = await sql.rows<{
    id: string;
    number: string | null;
    due: bigint;
    state: string;
  }>('select id, number, due_minor due, state from invoice where id = $1', [invoiceId]);
  if (!invoice || invoice.state === 'DRAFT') throw notFound();
  if (!again && invoice.state === 'VOID')
    throw badInput({ invoiceId: `invoice ${invoice.number} is void` });
  if (!again && invoice.due <= 0n)
    throw badInput({ invoiceId: `invoice ${invoice.number} is paid already` });
  return invoice;
}

/** What is open on invoices; for a customer that is billed without them, what the balance lacks. */
async function allThatIsDue(sql: ScopedSql, owner: Owner): Promise<bigint> {
  const { due } = await sql.row<{ due: bigint }>(
    'select coalesce(sum(due_minor), 0)::bigint due from invoice where customer_id = $1 and due_minor > 0',
    [owner.id],
  );
  return due > 0n ? due : -owner.balance_minor;
}

/**
 * The portal as the customer reached it: at the host of its partner, or of one above, the session
 * would be lost anywhere else.
 */
async function portalUrl(app: App, owner: Owner, host: string): Promise<string> {
  const place = await app.boundary.inSql(NOBODY, (sql) => placeOfHost(sql, host));
  return place.number !== 1 && owner.partner_path.startsWith(place.path)
    ? addressAt(app.publicUrl(), host)
    : app.publicUrl();
}
