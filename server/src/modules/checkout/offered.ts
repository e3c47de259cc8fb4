import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { keepsCards } from '@backhaul/domain/settlement/gatewayKind';
import { passedOnTo, type FeePayer } from '@backhaul/domain/settlement/passedOnFee';
import type { App } from '../../kit/app.ts';
import type { Issuer } from '../company/index.ts';
import { whyUnusable, type GatewayAccount } from './accounts.ts';
import { OnlinePaymentType, type GatewayKind } from './accounts.types.ts';

/** Those of a partner's accounts that its customers can pay through now. */
export function usable(app: App, accounts: readonly GatewayAccount[]): GatewayAccount[] {
  return accounts.filter((account) => whyUnusable(app.config, account) === null);
}

/** What a customer may pay through of the accounts that count for its partner, in the order of offer. */
export function offered(
  app: App,
  accounts: readonly GatewayAccount[],
  { currency, ...payer }: FeePayer & { currency: string },
): OnlinePaymentType[] {
  return usable(app, accounts).map(({ id, kind, mode, ...account }) => {
    const { feePercent, feeFixedMinor } = passedOnTo(payer, account);
    return Object.assign(new OnlinePaymentType(), {
      gatewayId: id,
      kind: kind as GatewayKind,
      test: mode === 'TEST',
      keepsCards: keepsCards(kind),
      feePercent,
      feeFixed: formatMinor(feeFixedMinor, currencyDigits(currency)),
    });
  });
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
