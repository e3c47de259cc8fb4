import { isCurrency } from '@backhaul/domain/money/money';
import { shortDates } from '@backhaul/domain/time/calendar';
import { formatDate } from './dates.ts';
import { formatMoney, formatNumber } from './money.ts';

const DATE = /\b\d{4}-\d{2}-\d{2}\b/g;
const AMOUNT = /\b(balance|cover|minimum) (-?\d+(?:\.\d+)?)/g;
/** "at 3 x 499.00 a month", "499.00, once", "100.00 off": as the domain explains a line. */
const PRICE = /(^|\bat )(?:(\d+(?:\.\d+)?) x )?(\d+(?:\.\d+)?)(?=$|,| a month| off)/g;

/**
 * Why a line costs what it costs, without the period (both ends included) that it is charged for:
 * where that stands beside it already.
 */
export function withoutPeriod(explanation: string, from: string, to: string): string {
  const period = shortDates(from, to);
  const rest = explanation
    .replace(` (${period})`, '')
    .replace(` for ${period}`, '')
    .replace(`${period}, `, '')
    .replace(`${period} at `, 'at ');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** A sentence of the server with its dates as its reader writes them. */
export function withDates(sentence: string, locale: string): string {
  return sentence.replace(DATE, (date) => formatDate(date, locale));
}

const MONEY = /(?<![\d.])(-?\d+(?:\.\d+)?) ([A-Z]{3})\b/g;

/** A sentence of the server with its amounts, each with its currency, as its reader writes money. */
export function withMoney(sentence: string, locale: string): string {
  return sentence.replace(MONEY, (said, amount: string, currency: string) =>
    isCurrency(currency) ? formatMoney(amount, currency, locale) : said,
  );
}

/** Why a customer has its status or a line its price, with the amounts as money of that currency. */
export function withAmounts(reason: string, currency: string, locale: string): string {
  return reason
    .replace(
      AMOUNT,
      (_, what: string, amount: string) => `${what} ${formatMoney(amount, currency, locale)}`,
    )
    .replace(PRICE, (_, before: string, several: string | undefined, price: string) => {
      const many = several === undefined ? '' : `${formatNumber(several, locale)} × `;
      return `${before}${many}${formatMoney(price, currency, locale)}`;
    });
}

/** Why a customer has its status, as a sentence of its own. */
export function sayReason(reason: string, currency: string, locale: string): string {
  const said = withAmounts(reason, currency, locale);
  return said.charAt(0).toUpperCase() + said.slice(1);
}
