import { networkOf } from '@backhaul/domain/access/network';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { linkEnds } from '@backhaul/domain/settlement/paymentLink';
import { invoiceStatus } from '@backhaul/domain/settlement/settlement';
import type { App } from '../../kit/app.ts';
import { countAttempt, countsOf } from '../../kit/attempts.ts';
import type { Context } from '../../kit/context.ts';
import { textInput } from '../../kit/input.ts';
import type { Visitor } from '../../kit/visitor.ts';
import { must } from '../../platform/must.ts';
import { conflict, notFound, Refusal } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import {
  type CheckoutType,
  findPayer,
  gatewaysOf,
  issuerCountries,
  offered,
  startCheckout,
  toCheckout,
  transferTo,
} from '../checkout/index.ts';
import { brandingOf, loadCompanyChains, loadIssuer } from '../company/index.ts';
import { type InvoiceStatus, lockInvoice } from '../invoices/index.ts';
import { endLinks, linkedInvoices, shownPartner, type LinkedInvoice } from './payLinks.store.ts';
import { PaymentLinkTransferType, PaymentLinkType, PaymentLinkViewType } from './payLinks.types.ts';
import { claimOf, linkKey, tokenOf } from './token.ts';

/** How many links that are none may be tried from one network in 15 minutes. */
const GUESSES = 30;
/** Stands before the keys of what is begun by a link: nobody takes a key that its customer will use. */
const BY_LINK = 'link:';

/** Whoever holds a link is told nothing of cards, nor of what else is owed. */
const PAID_OTHERWISE =
  'This invoice is being paid another way just now: the payment provider has not said yet whether it took the money. ' +
  'Wait for that, so that nothing is paid twice.';

/** What is not said to whoever signed in for it. */
type Someone = Exclude<Scope, { kind: 'nobody' }>;

/**
 * The link by which an invoice is paid without signing in; the same until the links are taken back. Refuses NOT_FOUND
 * outside the scope, CONFLICT NOT_ISSUED for a draft, and CONFLICT LINK_EXPIRED 60 days after the due date.
 */
export async function paymentLink(
  app: App,
  sql: ScopedSql,
  invoiceId: string,
): Promise<PaymentLinkType> {
  const [invoice] = await linkedInvoices(sql, [invoiceId]);
  if (!invoice || (sql.scope.kind === 'customer' && invoice.state === 'DRAFT')) throw notFound();
  if (invoice.state === 'DRAFT')
    throw conflict('NOT_ISSUED', 'A draft is not paid: issue the invoice, then there is a link.');
  if (isOver(app, invoice))
    throw conflict(
      'LINK_EXPIRED',
      `Links to pay work until 60 days after the due date; of invoice ${invoice.number} that is over.`,
    );
  const { portalUrl } = await loadIssuer(sql, invoice.partnerId);
  return Object.assign(new PaymentLinkType(), {
    url: addressOf(linkKey(app.secret), portalUrl, invoice),
    expiresAt: linkEnds(invoice.dueDate, invoice.clock),
  });
}

/**
 * The addresses of invoices' links by the invoices' ids, for what is printed and sent: of those alone of which
 * something is due and whose links work.
 */
export async function linksOf(
  app: App,
  sql: ScopedSql,
  portalUrl: string,
  invoiceIds: readonly string[],
): Promise<Map<string, string>> {
  if (!invoiceIds.length) return new Map();
  const key = linkKey(app.secret);
  const invoices = await linkedInvoices(sql, invoiceIds);
  return new Map(
    invoices
      .filter((invoice) => isOpen(invoice) && !isOver(app, invoice))
      .map((invoice) => [invoice.id, addressOf(key, portalUrl, invoice)]),
  );
}

/**
 * Takes back all links of an invoice that were given out; new ones work. Refuses NOT_FOUND outside the scope.
 */
export async function revokePaymentLinks(sql: ScopedSql, invoiceId: string): Promise<void> {
  await lockInvoice(sql, invoiceId);
  const invoice = must((await linkedInvoices(sql, [invoiceId]))[0]);
  await endLinks(sql, invoice);
  await audit(sql, {
    action: 'revoke-links',
    entity: 'invoice',
    entityId: invoiceId,
    partner: { id: invoice.partnerId, path: invoice.partnerPath },
  });
}

/**
 * What whoever holds a link is shown. Refuses NOT_FOUND for one that was guessed, changed, taken back or is over, and
 * RATE_LIMITED after too many that were never given out.
 */
export async function paymentLinkView(
  app: App,
  visitor: Visitor,
  token: string,
): Promise<PaymentLinkViewType> {
  const { scope, invoice } = await linked(app, visitor, token);
  return app.boundary.inSql(scope, async (sql) => {
    const transfer = transferTo(await loadIssuer(sql, invoice.partnerId));
    const partner = await shownPartner(sql, invoice.partnerId);
    const chain = (await loadCompanyChains(sql, [partner.id])).get(partner.id) ?? [];
    const today = app.clock.today(invoice.clock);
    return Object.assign(new PaymentLinkViewType(), {
      partnerName: partner.name,
      invoiceNumber: invoice.number,
      dueDate: invoice.dueDate,
      due: isOpen(invoice) ? formatMinor(invoice.due, currencyDigits(invoice.currency)) : null,
      currency: invoice.currency,
      state: invoiceStatus(invoice, today) as InvoiceStatus,
      branding: brandingOf(partner, chain),
      test: partner.test,
      onlinePayment: offered(app, await gatewaysOf(app, sql, partner.id), {
        ...must(await findPayer(sql, invoice.customerId)),
        issuerCountry: (await issuerCountries(sql, [partner.id])).get(partner.id) ?? null,
      }),
      bankTransfer: transfer && Object.assign(new PaymentLinkTransferType(), transfer),
    });
  });
}

/**
 * Begins paying what is due on the invoice of a link. Refuses as paymentLinkView and startCheckout do; CONFLICT
 * INVOICE_NOT_OPEN where it is void or paid.
 */
export async function payByLink(
  ctx: Context,
  token: string,
  { idempotencyKey, gatewayId }: { idempotencyKey: string; gatewayId: string | null },
): Promise<CheckoutType> {
  const { app } = ctx;
  const key = textInput(idempotencyKey, 'idempotencyKey', { max: 190 });
  const { scope, invoice } = await linked(app, ctx.visitor, token);
  const payer: Someone = {
    kind: 'customer',
    partnerId: invoice.partnerId,
    path: invoice.partnerPath,
    customerId: invoice.customerId,
    actor: { kind: 'CUSTOMER', id: invoice.customerId, name: 'Payment link' },
  };
  try {
    const id = await startCheckout(
      app,
      {
        id: invoice.customerId,
        scope: payer,
        returnPath: (checkoutId) => `/pay/${token}?checkout=${checkoutId}`,
      },
      ctx.host,
      { invoiceId: invoice.id, gatewayId, idempotencyKey: `${BY_LINK}${key}` },
    );
    return await begun(app, scope, invoice, id);
  } catch (error) {
    if (error instanceof Refusal && error.details.fields?.invoiceId)
      throw conflict('INVOICE_NOT_OPEN', `Nothing can be paid: ${error.details.fields.invoiceId}.`);
    if (error instanceof Refusal && error.details.reason === 'CHARGE_UNDER_WAY')
      throw conflict('CHARGE_UNDER_WAY', PAID_OTHERWISE);
    throw error;
  }
}

/** How a payment stands that was begun by a link. Refuses as paymentLinkView, and NOT_FOUND for another one. */
export async function paymentByLink(
  app: App,
  visitor: Visitor,
  token: string,
  checkoutId: string,
): Promise<CheckoutType> {
  const { scope, invoice } = await linked(app, visitor, token);
  return begun(app, scope, invoice, checkoutId);
}

async function begun(
  app: App,
  scope: Someone,
  invoice: LinkedInvoice,
  id: string,
): Promise<CheckoutType> {
  const checkout = await app.boundary.inScope(scope, (tx) =>
    tx.checkout.findFirst({
      where: { id, invoiceId: invoice.id, idempotencyKey: { startsWith: BY_LINK } },
    }),
  );
  if (!checkout) throw notFound();
  return toCheckout(checkout);
}

/** The invoice of a link that works, and a scope to read what it shows. */
async function linked(
  app: App,
  visitor: Visitor,
  token: string,
): Promise<{ scope: Someone; invoice: LinkedInvoice }> {
  const claim = claimOf(linkKey(app.secret), token);
  if (!claim) {
    await countGuess(app, visitor);
    throw notFound();
  }
  const scope = await app.boundary.jobScope(claim.partnerId);
  if (!scope || scope.kind === 'nobody') throw notFound();
  const [invoice] = await app.boundary.inSql(scope, (sql) =>
    linkedInvoices(sql, [claim.invoiceId]),
  );
  if (!invoice || invoice.state === 'DRAFT') throw notFound();
  if (invoice.times !== claim.times || isOver(app, invoice)) throw notFound();
  return { scope, invoice };
}

/** Whoever holds a link is never kept out: only what was never given out is counted. */
async function countGuess(app: App, visitor: Visitor): Promise<void> {
  const counted = {
    key: `payment-link:${networkOf(visitor.address)}`,
    source: '',
    beside: null,
  };
  if (
    (await countsOf(app, counted)).here >= GUESSES ||
    (await countAttempt(app, counted)).here > GUESSES
  )
    throw new Refusal(
      'RATE_LIMITED',
      'Too many links that do not work were tried. Wait 15 minutes, then try again.',
    );
}

function isOpen({ state, due }: LinkedInvoice): boolean {
  return state === 'ISSUED' && due > 0n;
}

function isOver(app: App, { dueDate, clock }: LinkedInvoice): boolean {
  return app.clock.instant(clock) >= linkEnds(dueDate, clock);
}

function addressOf(key: string, portalUrl: string, invoice: LinkedInvoice): string {
  const { partnerId, id, times } = invoice;
  return `${portalUrl}/pay/${tokenOf(key, { partnerId, invoiceId: id, times })}`;
}
