import type { Prices } from '@backhaul/domain/charging/prices';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { currencyDigits } from '@backhaul/domain/money/money';

/** A price as people read it: at least the currency's minor digits, and as many of its four as it needs. */
export function priceText(
  price: { toFixed(decimals: number): string } | string,
  currency: string,
): string {
  const text = typeof price === 'string' ? price : price.toFixed(4);
  const [whole, decimals = ''] = text.split('.');
  const kept = decimals.replace(/0+$/, '').padEnd(currencyDigits(currency), '0');
  return kept ? `${whole}.${kept}` : whole;
}

/** What is paid from which day on. */
export function datedPrices(
  { price, earlier }: Prices,
  currency: string,
): { from: LocalDate | null; price: string }[] {
  return [...earlier.map((each) => each.price), price].map((each, i) => ({
    from: earlier[i - 1]?.until ?? null,
    price: priceText(each, currency),
  }));
}
