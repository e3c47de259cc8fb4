import { currencyDigits as digitsOf, isCurrency } from '@backhaul/domain/money/money';

const formatters = new Map<string, Intl.NumberFormat>();

/** Making a formatter is slow and tables need thousands of amounts, so each kind is made once. */
function formatter(
  locale: string | undefined,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  const key = `${locale}|${options.style}|${options.currency}|${options.minimumFractionDigits}|${options.signDisplay}`;
  let made = formatters.get(key);
  if (!made) formatters.set(key, (made = new Intl.NumberFormat(locale, options)));
  return made;
}

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);

/**
 * Formats the decimal string itself, never a binary number made of it, and writes a real minus
 * sign.
 */
function format(text: `${number}`, made: Intl.NumberFormat): string {
  return made
    .formatToParts(text)
    .map((p) => (p.type === 'minusSign' ? p.value.replace('-', '−') : p.value))
    .join('');
}

const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0;

/**
 * The digits a currency has after the point, as the server counts them and not as the browser's own
 * table does: HUF 2, JPY 0, KWD 3.
 */
export function currencyDigits(currency: string): number {
  return isCurrency(currency) ? digitsOf(currency) : 2;
}

/**
 * An amount with its currency, exactly: decimals of the string are kept (a unit price may have
 * four), missing ones up to the currency's are filled with zeros. `sign: 'always'` also writes a
 * plus. Anything that is no decimal is returned as it came.
 */
export function formatMoney(
  amount: string,
  currency: string,
  locale?: string,
  options: { sign?: 'auto' | 'always' } = {},
): string {
  if (!isDecimal(amount)) return amount;
  const digits = Math.max(currencyDigits(currency), decimalsOf(amount));
  return format(
    amount,
    formatter(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: options.sign === 'always' ? 'exceptZero' : 'negative',
    }),
  );
}

/**
 * A unit price: up to four decimals, without the zeros that go beyond the currency's own digits.
 */
export function formatPrice(price: string, currency: string, locale?: string): string {
  const spare = decimalsOf(price) - currencyDigits(currency);
  const zeros = /0*$/.exec(price)?.[0].length ?? 0;
  return formatMoney(
    spare > 0 ? price.slice(0, price.length - Math.min(spare, zeros)).replace(/\.$/, '') : price,
    currency,
    locale,
  );
}

/** A quantity or count; a decimal string keeps its digits, without trailing zeros. */
export function formatNumber(value: string | number, locale?: string): string {
  const text = String(value);
  if (!isDecimal(text)) return text;
  return format(
    text,
    formatter(locale, { style: 'decimal', minimumFractionDigits: 0, maximumFractionDigits: 20 }),
  );
}

/** "15.0000" becomes "15 %" as the locale writes it. */
export function formatPercent(percent: string, locale?: string): string {
  if (!isDecimal(percent)) return percent;
  const scaled = `${percent}e-2`;
  const made = formatter(locale, {
    style: 'percent',
    minimumFractionDigits: 0,
    // more than that browsers of some years ago refuse
    maximumFractionDigits: 20,
  });
  return isScaled(scaled) ? format(scaled, made) : percent;
}

const isScaled = (text: string): text is `${number}` => /^-?\d+(\.\d+)?e-2$/.test(text);
