import type { App } from '../../kit/app.ts';
import { keysOf, type GatewayAccess } from './accounts.ts';
import type { Gateway } from './gateway.ts';
import { sandboxGateway } from './sandboxGateway.ts';

/** The provider that an account is with, or null for one that is not built in. */
export function gatewayOf(app: App, account: GatewayAccess): Gateway | null {
  return account.kind === 'SANDBOX'
    ? sandboxGateway({ apiUrl: `${app.localUrl()}/sandbox-gateway`, ...keysOf(app, account) })
    : null;
}

/** Where a provider reports to. The sandbox runs in this process, so it needs no way around through the outside. */
export function webhookUrl(app: App, { id, kind }: Pick<GatewayAccess, 'id' | 'kind'>): string {
  return `${kind === 'SANDBOX' ? app.localUrl() : app.publicUrl()}/webhooks/${kind.toLowerCase()}/${id}`;
}
