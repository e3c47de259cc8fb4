import {
  FINANCE_KEYS,
  originOf,
  resolveFinance,
  type FinanceValues,
} from '@backhaul/domain/settings/settings';
import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { covers, type Scope } from '../../tenancy/scope.ts';
import type { FinanceLink } from './settings.store.ts';
import { SettingOrigin, type SettingProvenanceType } from './settings.types.ts';

/** The minimum balance as money of a currency; a value inherited from a partner of finer currency is rounded. */
export function minimumText(minimumBalance: string, currency: string): string {
  const digits = currencyDigits(currency);
  return formatMinor(roundToMinor(fromDecimal(minimumBalance), digits), digits);
}

/** The values as a partner sees them, in its own currency. */
export function shownValues(links: readonly FinanceLink[], currency: string): FinanceValues {
  const values = resolveFinance(links.map((link) => link.values));
  return { ...values, minimumBalance: minimumText(values.minimumBalance, currency) };
}

/** The names of the settings that the partner at the end of the chain sets itself. */
export function overriddenAt(
  partnerId: string,
  links: readonly FinanceLink[],
): (keyof FinanceValues)[] {
  const own = links.find((link) => link.originId === partnerId)?.values ?? {};
  return FINANCE_KEYS.filter((key) => own[key] !== undefined && own[key] !== null);
}

/**
 * Where each setting of a partner comes from. Of an ancestor above the viewer nothing shows but that the value is
 * inherited: neither its name, nor who set it there and when.
 */
export function provenanceOf(
  scope: Scope,
  partnerId: string,
  links: readonly FinanceLink[],
  currency: string,
): SettingProvenanceType[] {
  const chain = links.map((link) => link.values);
  const inherited = shownValues(
    links.filter((link) => link.originId !== partnerId),
    currency,
  );
  return FINANCE_KEYS.map((key) => {
    const index = originOf(chain, key);
    const link = index < 0 ? null : links[index];
    const here = link?.originId === partnerId;
    const visible = link && covers(scope, link.originPath) ? link : null;
    const set = visible?.provenance[key];
    return {
      key,
      origin: here ? SettingOrigin.HERE : link ? SettingOrigin.INHERITED : SettingOrigin.BUILT_IN,
      originName: here ? null : (visible?.originName ?? null),
      setBy: set?.by ?? null,
      setAt: set ? new Date(set.at) : null,
      inheritedValue: inherited[key],
    };
  });
}
