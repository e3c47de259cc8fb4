import { keepsCards } from '@backhaul/domain/settlement/gatewayKind';
import type { App } from '../../kit/app.ts';
import { contentHash } from '../../kit/content.ts';
import { must } from '../../platform/must.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { gatewaysOf } from './accounts.store.ts';
import { whyUnusable } from './accounts.ts';
import { askLater } from './askLater.ts';
import { findByKey, findPayer, insertCheckout, keepPage } from './checkouts.store.ts';
import { gatewayOf, webhookUrl } from './gateways.ts';
import { asked, pageReturn, type Paying } from './start.service.ts';

/**
 * Begins saving a card without paying: a checkout of ours, then a page at the provider; what was saved is told by
 * cardSaved. Says the checkout's id. Refuses NOT_FOUND for an account that is not offered, gatewayId for a provider that
 * keeps no cards, CONFLICT PROVIDER_UNAVAILABLE.
 */
export async function startSetup(
  app: App,
  payer: Paying,
  host: string,
  { gatewayId, key }: { gatewayId: string; key: string },
): Promise<string> {
  const { owner, account, checkout } = await app.boundary.inSql(payer.scope, async (sql) => {
    const owner = await findPayer(sql, payer.id);
    if (!owner) throw notFound();
    const account = (await gatewaysOf(app, sql, owner.partnerId)).find(
      (each) => each.id === gatewayId && whyUnusable(app.config, each) === null,
    );
    if (!account) throw notFound();
    if (!keepsCards(account.kind))
      throw badInput({ gatewayId: 'keeps no cards; choose another way to pay' });
    await insertCheckout(sql, owner, {
      invoiceId: null,
      proformaId: null,
      amountMinor: 0n,
      gatewayId,
      kind: account.kind,
      mode: account.mode,
      key,
      hash: contentHash(['setup', gatewayId]),
      purpose: 'SETUP',
      saveMethod: true,
    });
    const checkout = must(await findByKey(sql, owner.id, key));
    await askLater(sql, {
      partnerId: owner.partnerId,
      checkoutId: checkout.id,
      sentAt: checkout.createdAt,
      n: 0,
    });
    return { owner, account, checkout };
  });
  const gateway = must(gatewayOf(app, account));
  const returnUrl = await pageReturn(app, owner, { host, payer, checkoutId: checkout.id });
  const page = await asked(app, checkout.id, () =>
    gateway.setUpMethod({
      reference: { partnerId: owner.partnerId, checkoutId: checkout.id },
      currency: owner.currency,
      description: `Save a card, ${owner.partnerName}`,
      returnUrl,
      webhookUrl: webhookUrl(app, account),
    }),
  );
  await app.boundary.inSql(payer.scope, (sql) => keepPage(sql, checkout.id, page));
  return checkout.id;
}
