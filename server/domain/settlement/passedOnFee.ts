import { add, fraction, fromDecimal, mul, roundHalfAway } from '../money/fraction.ts';
import { euCountry } from '../text/euCountries.ts';

/** What an account passes on: a percentage of the amount, and so much (minor units) on top. */
export interface PassedOn {
  feePercent: string;
  feeFixedMinor: bigint;
}

const OTHER_EEA = new Set([
  'IS',
  'ICELAND',
  'ISLAND',
  'ÍSLAND',
  'LI',
  'LIECHTENSTEIN',
  'NO',
  'NORWAY',
  'NORWEGEN',
  'NORGE',
  'NOREG',
]);

/** Whether a customer lives in the European Economic Area, by its country as it is written. */
export function isInEea(country: string | null): boolean {
  return euCountry(country) !== null || OTHER_EEA.has((country ?? '').trim().toUpperCase());
}

/**
 * What a customer pays on top for the way to pay, in minor units: round(amount x percent / 100 + fixed). Always 0 for a
 * customer in the European Economic Area without a VAT id, since consumers may not be charged for paying; 49.90 at
 * 2.9 % + 0.30 is 1.75.
 * Source: payments, Gateways (fee passed on).
 */
export function passedOnFee(
  amountMinor: bigint,
  { feePercent, feeFixedMinor }: PassedOn,
  payer: { country: string | null; vatId: string | null },
): bigint {
  if (isInEea(payer.country) && !payer.vatId?.trim()) return 0n;
  const share = mul(fraction(amountMinor), mul(fromDecimal(feePercent), fraction(1n, 100n)));
  return roundHalfAway(add(share, fraction(feeFixedMinor)));
}
