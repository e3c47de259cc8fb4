import { countOf } from '../text/plural.ts';
import { pow10 } from './fraction.ts';

// ISO 4217: most currencies have two minor digits, the exceptions are listed first.
const ZERO_DIGITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const THREE_DIGITS = 'BHD IQD JOD KWD LYD OMR TND';
const FOUR_DIGITS = 'CLF UYW';
const TWO_DIGITS =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF ' +
  'CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD ' +
  'HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT ' +
  'MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR ' +
  'SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU ' +
  'UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG';

const DIGITS = new Map<string, number>([
  ...ZERO_DIGITS.split(' ').map((code) => [code, 0] as const),
  ...THREE_DIGITS.split(' ').map((code) => [code, 3] as const),
  ...FOUR_DIGITS.split(' ').map((code) => [code, 4] as const),
  ...TWO_DIGITS.split(' ').map((code) => [code, 2] as const),
]);

/**
 * How many decimals a currency's minor unit has (ISO 4217): JPY 0, EUR 2, KWD 3.
 * Throws RangeError for an unknown code.
 */
export function currencyDigits(currency: string): number {
  const digits = DIGITS.get(currency);
  if (digits === undefined) throw new RangeError(`"${currency}" is not an ISO 4217 currency`);
  return digits;
}

/** All currencies, by how many decimals they have. */
export function currenciesByDigits(): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const [currency, digits] of DIGITS)
    found.set(digits, [...(found.get(digits) ?? []), currency]);
  return found;
}

/** Whether the text is the upper-case code of a currency in use. */
export function isCurrency(code: string): boolean {
  return DIGITS.has(code);
}

/**
 * Reads a decimal amount as minor units: ("-12.30", 2) is -1230n. Fewer decimals than `digits` are filled up.
 * Throws RangeError for anything else than plain digits: blanks, NaN, an exponent, a plus sign, or too many decimals.
 */
export function parseMinor(text: string, digits: number): bigint {
  const match = AMOUNT.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a decimal amount`);
  const [, sign, whole = '', decimals = ''] = match;
  if (decimals.length > digits)
    throw new RangeError(`"${text}" has more than ${countOf(digits, 'decimal')}`);
  const minor = BigInt(whole + decimals.padEnd(digits, '0'));
  return sign ? -minor : minor;
}

/** Writes minor units as a decimal with all its digits: (-5n, 2) is "-0.05". */
export function formatMinor(amount: bigint, digits: number): string {
  if (digits === 0) return amount.toString();
  const magnitude = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0');
  const split = magnitude.length - digits;
  return `${amount < 0n ? '-' : ''}${magnitude.slice(0, split)}.${magnitude.slice(split)}`;
}

/** The same in a currency's own digits; null in one that nobody here knows the digits of. */
export function formatKnown(amount: bigint, currency: string): string | null {
  return isCurrency(currency) ? formatMinor(amount, currencyDigits(currency)) : null;
}

/** One whole unit of the currency in minor units: 100n for two digits. */
export function wholeUnit(digits: number): bigint {
  return pow10(digits);
}

// Thirty digits are more than any ledger holds and keep hostile input from building huge integers.
const AMOUNT = /^(-)?(\d{1,30})(?:\.(\d{1,30}))?$/;
