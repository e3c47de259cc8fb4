import type { App } from '../../kit/app.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { gatewayById } from './accounts.store.ts';
import { GatewayFailure } from './gateway.ts';
import { gatewayOf } from './gateways.ts';

/** Has a provider forget a saved card. False where it does not answer. */
export async function forgetMethod(app: App, accountId: string, ref: string): Promise<boolean> {
  const account = await app.boundary.inSql(NOBODY, (sql) => gatewayById(app, sql, accountId));
  const gateway = account && gatewayOf(app, account);
  if (!gateway) return true;
  try {
    await gateway.removeMethod(ref);
    return true;
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    app.log.error({ err: error, account: accountId }, 'the payment provider did not forget a card');
    return false;
  }
}
