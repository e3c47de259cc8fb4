import { formatMoney } from '@backhaul/design';

const PRICE = /\bprice (-?\d+(?:\.\d+)?) -> (-?\d+(?:\.\d+)?)/g;
const ONCE = /((?:now|this time|last time) also|no longer) ([^;]*) (-?\d+(?:\.\d+)?)(?=;|$)/g;

/** What made a difference between two charges, as the server says it, with its amounts as money. */
export function sayDifference(words: string, currency: string, locale: string): string {
  const money = (amount: string) => formatMoney(amount, currency, locale);
  return words
    .replace(PRICE, (_, was: string, is: string) => `price ${money(was)} → ${money(is)}`)
    .replace(
      ONCE,
      (_, when: string, what: string, amount: string) => `${when} ${what} ${money(amount)}`,
    );
}
