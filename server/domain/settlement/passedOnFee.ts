import { add, fraction, fromDecimal, mul, roundHalfAway } from '../money/fraction.ts';
import { euCountry } from '../text/euCountries.ts';

/** What an account passes on: a percentage of the amount, and so much (minor units) on top. */
export interface PassedOn {
  feePercent: string;
  feeFixedMinor: bigint;
}

/** The members of the European Economic Area besides the European Union, as people write them. */
const OTHER_EEA = new Set(
  (
    'IS Iceland Island Ísland Islande Islandia Islândia ' +
    'LI Liechtenstein ' +
    'NO Norway Norwegen Norge Noreg Norvège Noruega'
  )
    .split(' ')
    .map(plain),
);

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toUpperCase();
}

/**
 * Whether a customer may live in the European Economic Area, by its country as it is written; one that says none lives
 * where whoever bills it does. Where neither says it, it may.
 */
function mayBeInEea(country: string | null, issuerCountry: string | null): boolean {
  const home = country?.trim() ? country : (issuerCountry ?? '');
  return home.trim() === '' || euCountry(home) !== null || OTHER_EEA.has(plain(home));
}

/** Who pays, as it decides whether a fee may be passed on. issuerCountry: of the partner that bills it. */
export interface FeePayer {
  country: string | null;
  issuerCountry: string | null;
  vatId: string | null;
}

/**
 * What a customer pays on top for the way to pay, in minor units: round(amount x percent / 100 + fixed). Always 0 for a
 * customer without a VAT id in the European Economic Area, or of whom nobody knows where it lives, since consumers may
 * not be charged for paying; 49.90 at
 * 2.9 % + 0.30 is 1.75.
 * Source: payments, Gateways (fee passed on).
 */
export function passedOnFee(
  amountMinor: bigint,
  { feePercent, feeFixedMinor }: PassedOn,
  payer: FeePayer,
): bigint {
  return feeOn(amountMinor, passedOnTo(payer, { feePercent, feeFixedMinor }));
}

/** What an account passes on to a payer: its rates, or none where they may not be charged. */
export function passedOnTo(
  { country, issuerCountry, vatId }: FeePayer,
  { feePercent, feeFixedMinor }: PassedOn,
): PassedOn {
  return mayBeInEea(country, issuerCountry) && !vatId?.trim()
    ? { feePercent: '0', feeFixedMinor: 0n }
    : { feePercent, feeFixedMinor };
}

/** The fee on an amount at the rates that hold for its payer, in minor units. */
export function feeOn(amountMinor: bigint, { feePercent, feeFixedMinor }: PassedOn): bigint {
  const share = mul(fraction(amountMinor), mul(fromDecimal(feePercent), fraction(1n, 100n)));
  return roundHalfAway(add(share, fraction(feeFixedMinor)));
}
