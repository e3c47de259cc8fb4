import type { App } from '../../kit/app.ts';
import type { Issuer } from '../company/index.ts';
import { whyUnusable, type GatewayAccount } from './accounts.ts';
import { OnlinePaymentType, type GatewayKind } from './accounts.types.ts';

/** What customers may pay through of the accounts that count for their partner, in the order of offer. */
export function offered(app: App, accounts: readonly GatewayAccount[]): OnlinePaymentType[] {
  return accounts
    .filter((account) => whyUnusable(app.config, account) === null)
    .map(({ id, kind, mode }) =>
      Object.assign(new OnlinePaymentType(), {
        gatewayId: id,
        kind: kind as GatewayKind,
        test: mode === 'TEST',
      }),
    );
}

/** Where money is transferred to. */
interface Transfer {
  name: string;
  iban: string;
  bic: string | null;
  bankName: string | null;
}

/** The bank account that invoices print; null where there is none. */
export function transferTo(issuer: Issuer | undefined): Transfer | null {
  return issuer?.iban
    ? {
        name: issuer.name,
        iban: issuer.iban,
        bic: issuer.bic ?? null,
        bankName: issuer.bankName ?? null,
      }
    : null;
}
