import type { PlacedFormat } from '@backhaul/domain/bank/customerReference';
import type { PaymentValues } from '@backhaul/domain/settings/payments';
import { currencyDigits, parseMinor } from '@backhaul/domain/money/money';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadPayments } from '../settings/index.ts';
import type { AccountRow } from './files.store.ts';
import { formatsBelow, reachOf, type Reach } from './pairing.store.ts';

/** What the rules say of an account's entries. */
export interface Rules {
  account: AccountRow;
  reach: Reach;
  settings: PaymentValues;
  /** How customers are named, by the account's partner and by those below it that name theirs otherwise. */
  formats: readonly PlacedFormat[];
  digits: number;
  tolerance: bigint;
}

export async function rulesOf(sql: ScopedSql, account: AccountRow): Promise<Rules> {
  const { currency, partnerId } = account;
  const settings = got(await loadPayments(sql, [partnerId]), partnerId);
  const digits = currencyDigits(currency);
  const reach = { partners: await reachOf(sql, account), currency };
  const formats = [
    { path: account.partnerPath, format: settings.customerReferenceFormat },
    ...(await formatsBelow(sql, account.partnerPath)),
  ];
  return { account, reach, settings, formats, digits, tolerance: toleranceOf(settings, digits) };
}

/** One inherited from a partner of finer currency counts as far as this one goes. */
function toleranceOf({ shortPaymentTolerance: text }: PaymentValues, digits: number): bigint {
  const [whole, decimals = ''] = text.split('.');
  return parseMinor(digits ? `${whole}.${decimals.slice(0, digits) || '0'}` : whole, digits);
}
