import { formatDate, formatMoney } from '@backhaul/design';

const DATE = /\b\d{4}-\d{2}-\d{2}\b/g;
const AMOUNT = /\b(balance|minimum) (-?\d+(?:\.\d+)?)/g;

/** A sentence of the server with its dates as its reader writes them. */
export function withDates(sentence: string, locale: string): string {
  return sentence.replace(DATE, (date) => formatDate(date, locale));
}

/** Why a customer has its status, with the amounts as money of its currency. */
export function withAmounts(reason: string, currency: string, locale: string): string {
  return reason.replace(
    AMOUNT,
    (_, what: string, amount: string) => `${what} ${formatMoney(amount, currency, locale)}`,
  );
}
