import { currencyDigits, formatMinor } from './money.ts';

/** An amount of minor units as it is written in English sentences: "1,250.00", with a real minus below zero. */
export function sayMinor(minor: bigint, digits: number): string {
  const [whole, decimals] = formatMinor(minor < 0n ? -minor : minor, digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${minor < 0n ? '−' : ''}${grouped}${decimals ? `.${decimals}` : ''}`;
}

/** The same with its currency: "1,250.00 EUR". */
export function sayAmount(minor: bigint, currency: string): string {
  return `${sayMinor(minor, currencyDigits(currency))} ${currency}`;
}
