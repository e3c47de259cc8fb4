import type { App } from '../../app.ts';
import type { Gateway } from './gateway.ts';
import { sandboxGateway, sandboxKeys } from './sandboxGateway.ts';

/** The provider that new checkouts go through. */
export function gatewayOf(app: App): Gateway {
  return sandboxGateway({ apiUrl: `${app.localUrl()}/sandbox-gateway`, ...sandboxKeys(app.secret) });
}

/** The provider a webhook's path names, or null. */
export function gatewayNamed(app: App, name: string): Gateway | null {
  const gateway = gatewayOf(app);
  return gateway.name === name ? gateway : null;
}

/** Where a provider reports to. The sandbox runs in this process, so it needs no way around through the outside. */
export function webhookUrl(app: App, gateway: Gateway): string {
  return `${gateway.sandbox ? app.localUrl() : app.publicUrl()}/webhooks/${gateway.name}`;
}
