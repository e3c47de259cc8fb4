import type { App } from '../../kit/app.ts';
import { keysOf, type GatewayAccess } from './accounts.ts';
import type { Gateway } from './gateway.ts';
import { paypalGateway } from './paypal/gateway.ts';
import { sandboxGateway } from './sandboxGateway.ts';
import { stripeGateway } from './stripe/gateway.ts';

/** The provider that an account is with; null for an account without keys. */
export function gatewayOf(app: App, account: GatewayAccess): Gateway | null {
  const keys = keysOf(app, account);
  return keys && gatewayWith(app, account, keys);
}

/** The provider of a kind, spoken to with these keys. */
export function gatewayWith(
  app: App,
  { kind, mode }: Pick<GatewayAccess, 'kind' | 'mode'>,
  keys: Readonly<Record<string, string>>,
): Gateway {
  const { stripeApiUrl, paypalApiUrl } = app.config;
  if (kind === 'STRIPE') {
    const { secretKey, webhookSecret } = keys;
    return stripeGateway({ secretKey, webhookSecret, apiUrl: stripeApiUrl });
  }
  if (kind === 'PAYPAL') {
    const { clientId, clientSecret, webhookId } = keys;
    return paypalGateway({
      clientId,
      clientSecret,
      webhookId,
      live: mode === 'LIVE',
      apiUrl: paypalApiUrl,
    });
  }
  const { apiKey, webhookSecret } = keys;
  return sandboxGateway({ apiUrl: `${app.localUrl()}/sandbox-gateway`, apiKey, webhookSecret });
}

/** Where a provider reports to. The sandbox runs in this process, so it needs no way around through the outside. */
export function webhookUrl(app: App, { id, kind }: Pick<GatewayAccess, 'id' | 'kind'>): string {
  return `${kind === 'SANDBOX' ? app.localUrl() : app.publicUrl()}/webhooks/${kind.toLowerCase()}/${id}`;
}
