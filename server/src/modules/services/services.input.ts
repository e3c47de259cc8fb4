import { addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { DiscountFacts } from '@backhaul/domain/charging/facts';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { lineAmount } from '@backhaul/domain/money/limits';
import { amountInput, decimalInput, optionalText, textInput } from '../../kit/input.ts';
import { badInput } from '../../platform/refusal.ts';
import type { DiscountInput } from './services.types.ts';

export const EARLIEST = '1990-01-01';
export const MONTHS_AHEAD = 120;
export const DISCOUNTS_MAX = 50;

/** The first day of a service: a plausible one, or a refusal by field. */
export function startDateInput(date: LocalDate, today: LocalDate): LocalDate {
  if (date < EARLIEST || date > addMonths(today, MONTHS_AHEAD))
    throw badInput({ startDate: `must lie between ${EARLIEST} and ten years from now` });
  return date;
}

/** The last day of a service, not before its first. */
export function endDateInput(date: LocalDate, startDate: LocalDate): LocalDate {
  if (date < startDate) throw badInput({ endDate: `may not lie before the start on ${startDate}` });
  return date;
}

export function quantityInput(text: string): string {
  return decimalInput(text, 'quantity', { decimals: 4, moreThanZero: true, max: 1_000_000 });
}
export function priceInput(text: string, field: string): string {
  return decimalInput(text, field, { decimals: 4, min: 0 });
}
/**
 * Refuses by field what a quantity at any of these prices comes to, where a line could not hold it; null is a price that
 * follows the tariff's.
 */
export function refuseTooMuch(
  quantity: string,
  prices: readonly (string | null)[],
  { currency, prices: tariff }: { currency: string; prices: readonly string[] },
  field: 'unitPrice' | 'quantity',
): void {
  const all = prices.flatMap((price) => (price === null ? tariff : [price]));
  if (all.every((price) => lineAmount(price, quantity, currency) !== null)) return;
  throw badInput({
    [field]: `times the ${field === 'quantity' ? 'price' : 'quantity'} is more than a line may be`,
  });
}

/** A setup fee that a line may hold. */
export function setupFeeInput(text: string, currency: string): string {
  const fee = priceInput(text, 'setupFee');
  if (lineAmount(fee, '1', currency) === null)
    throw badInput({ setupFee: 'is more than a line may be' });
  return fee;
}
export function descriptionInput(text: string): string {
  return textInput(text, 'description', { max: 300 });
}

/** Discounts as they are stored; refuses by field and position. */
export function discountsInput(
  discounts: readonly DiscountInput[],
  currency: string,
): DiscountFacts[] {
  if (discounts.length > DISCOUNTS_MAX)
    throw badInput({ discounts: `may be ${DISCOUNTS_MAX} at most` });
  return discounts.map((discount, i) => {
    const at = `discounts.${i}`;
    const value =
      discount.kind === 'PERCENT'
        ? decimalInput(discount.value, `${at}.value`, { decimals: 4, min: 0, max: 100 })
        : formatMinor(
            amountInput(discount.value, currency, `${at}.value`),
            currencyDigits(currency),
          );
    const [from, until] = [discount.from ?? null, discount.until ?? null];
    if (from && until && until < from)
      throw badInput({ [`${at}.until`]: `may not lie before ${from}` });
    return {
      kind: discount.kind,
      value,
      from,
      until,
      message: optionalText(discount.message, `${at}.message`, 200) ?? null,
    };
  });
}
