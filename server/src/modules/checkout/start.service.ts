import { failureWords } from '@backhaul/domain/settlement/gatewayFailure';
import { passedOnFee } from '@backhaul/domain/settlement/passedOnFee';
import { saidAmount, saidFee } from '@backhaul/domain/settlement/providerAmount';
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
  findByKey,
  findPayer,
  insertCheckout,
  keepPage,
  type Payer,
  type StoredCheckout,
} from './checkouts.store.ts';
import { allThatIsDue, toBePaid } from './toBePaid.ts';
import { askLater } from './askLater.ts';
import { GatewayDeclined, GatewayFailure } from './gateway.ts';
import { gatewayOf, webhookUrl } from './gateways.ts';
import { issuerCountries } from './issuerCountry.ts';
import { refuseUnderWay } from './underWay.ts';
import { must } from '../../platform/must.ts';

export interface NewCheckout {
  invoiceId?: string | null;
  proformaId?: string | null;
  amount?: string | null;
  idempotencyKey: string;
  gatewayId?: string | null;
  /** Keep the card for later, where the provider does. */
  saveMethod?: boolean | null;
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
 * content, CONFLICT CHARGE_UNDER_WAY while a saved card is charged for the same, and CONFLICT PROVIDER_UNAVAILABLE.
 */
export async function startCheckout(
  app: App,
  viewer: Paying,
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
  if (checkout.redirectUrl && !checkout.stale) return checkout.id;
  const returnUrl = await pageReturn(app, owner, { host, payer: viewer, checkoutId: checkout.id });
  const { providerRef, redirectUrl } = await asked(app, checkout.id, () =>
    gateway.createPayment({
      reference: { partnerId: owner.partnerId, checkoutId: checkout.id },
      amountMinor: checkout.amountMinor + checkout.feeMinor,
      currency: checkout.currency,
      description,
      returnUrl,
      saveMethod: checkout.saveMethod,
      webhookUrl: webhookUrl(app, account),
    }),
  );
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

/** Asks a provider for something of a checkout; refuses CONFLICT PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export async function asked<T>(app: App, checkout: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    if (error instanceof GatewayDeclined && error.code !== 'UNKNOWN')
      throw conflict('PROVIDER_REFUSED', failureWords(error.code));
    app.log.error({ err: error, checkout }, 'the payment provider failed');
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
    ...(input.saveMethod ? [{ saveMethod: true }] : []),
  ]);
  const usable = (await gatewaysOf(app, sql, owner.partnerId)).filter(
    (account) => whyUnusable(app.config, account) === null,
  );
  const known = await checkoutOfKey(sql, owner, key, hash);
  // also of one that was begun before: its page would take the money once more
  if (known?.status !== 'PAID') await refuseUnderWay(sql, owner.id, input);
  if (!known && !usable.length) throw noGateway();
  if (!known && input.gatewayId && !usable.some((account) => account.id === input.gatewayId))
    throw notFound();
  const paid = await toBePaid(sql, input, known !== null);
  const description = `${paid?.title ?? `Account ${owner.number}`}, ${owner.partnerName}`;
  if (known) return { checkout: known, owner, description, usable };
  const amountMinor = given ?? paid?.due ?? (await allThatIsDue(sql, owner));
  if (amountMinor <= 0n) throw badInput({ amount: 'nothing is due; say how much to pay' });
  const offered = usable.filter((account) => !input.gatewayId || account.id === input.gatewayId);
  const { account, feeMinor } = await chosen(sql, offered, owner, amountMinor);
  const { id: gatewayId, kind, mode } = account;
  await insertCheckout(sql, owner, {
    invoiceId: input.invoiceId ?? null,
    proformaId: input.proformaId ?? null,
    amountMinor,
    gatewayId,
    kind,
    mode,
    key,
    hash,
    feeMinor,
    saveMethod: input.saveMethod ?? false,
  });
  // also when the same key came twice at this moment: both go on with the one that is there
  const checkout = must(await checkoutOfKey(sql, owner, key, hash));
  await askLater(sql, {
    partnerId: owner.partnerId,
    checkoutId: checkout.id,
    sentAt: checkout.createdAt,
    n: 0,
  });
  await audit(sql, {
    action: 'start',
    entity: 'checkout',
    entityId: checkout.id,
    after: {
      amountMinor,
      feeMinor,
      currency: owner.currency,
      invoiceId: input.invoiceId,
      proformaId: input.proformaId,
      gateway: gatewayId,
      provider: kind,
    },
  });
  return { checkout, owner, description, usable };
}

/**
 * The first account at which an amount, with what it passes on of its fee, can be said; that fee is in minor units.
 * Refuses the amount with the provider's rule where there is none.
 */
export async function chosen(
  sql: ScopedSql,
  offered: readonly GatewayAccount[],
  payer: Payer,
  amountMinor: bigint,
): Promise<{ account: GatewayAccount; feeMinor: bigint }> {
  const issuerCountry =
    (await issuerCountries(sql, [payer.partnerId])).get(payer.partnerId) ?? null;
  let problem = '';
  for (const account of offered) {
    const fee = passedOnFee(amountMinor, account, { ...payer, issuerCountry });
    const feeMinor = saidFee(account.kind, payer.currency, fee);
    const said = saidAmount(account.kind, payer.currency, amountMinor + feeMinor);
    if (said.problem === undefined) return { account, feeMinor };
    problem ||= said.problem;
  }
  throw badInput({ amount: `cannot be paid this way: ${problem}` });
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

/** Where the provider sends a customer's browser back to. */
export async function pageReturn(
  app: App,
  owner: Payer,
  { host, payer, checkoutId }: { host: string; payer: Paying; checkoutId: string },
): Promise<string> {
  const { returnPath = (id: string) => `/pay/return?checkout=${id}` } = payer;
  return `${await portalUrl(app, owner, host)}${returnPath(checkoutId)}`;
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
