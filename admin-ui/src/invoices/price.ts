import { currencyDigits, formatMoney } from '@backhaul/design';

/** A price per unit: up to four decimals where they mean something, but never fewer than the currency has. */
export function formatPrice(price: string, currency: string, locale: string): string {
  const [whole = '', fraction = ''] = price.split('.');
  const digits = fraction.replace(/0+$/, '').padEnd(currencyDigits(currency), '0');
  return formatMoney(digits ? `${whole}.${digits}` : whole, currency, locale);
}
