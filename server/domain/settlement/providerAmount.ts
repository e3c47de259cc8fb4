import { currencyDigits, formatMinor, parseMinor } from '../money/money.ts';
import { pow10 } from '../money/fraction.ts';
import type { GatewayKind } from './gatewayKind.ts';

/** An amount as a provider writes it: whole units of so many digits. Or why it cannot be said there, in words. */
export type SaidAmount =
  | { units: bigint; digits: number; problem?: undefined }
  | { problem: string };

// Source: Stripe, currencies: zero-decimal ones; ISK and UGX, which have no decimals, are written with two zeros; of
// three decimals the last must be 0.
const STRIPE_WHOLE = new Set(
  'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
);
/** Eight digits, in units. */
const STRIPE_MOST = 99_999_999n;
const STRIPE_THREE = new Set('BHD JOD KWD OMR TND'.split(' '));
const STRIPE_NEVER = new Set('IQD LYD CLF UYW IRR KPW CUP SDG SYP UYI'.split(' '));
// Source: PayPal, currency codes: all that it takes; three of them without decimals.
const PAYPAL = new Set(
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD'.split(
    ' ',
  ),
);
const PAYPAL_WHOLE = new Set(['HUF', 'JPY', 'TWD']);

/** How many digits a provider writes of a currency, and how many of those must be zero; null: it takes none of it. */
function digitsAt(kind: GatewayKind, currency: string): { digits: number; zeros: number } | null {
  if (kind === 'SANDBOX') return { digits: currencyDigits(currency), zeros: 0 };
  if (kind === 'PAYPAL')
    return PAYPAL.has(currency) ? { digits: PAYPAL_WHOLE.has(currency) ? 0 : 2, zeros: 0 } : null;
  if (STRIPE_NEVER.has(currency)) return null;
  if (STRIPE_WHOLE.has(currency)) return { digits: 0, zeros: 0 };
  return STRIPE_THREE.has(currency) ? { digits: 3, zeros: 1 } : { digits: 2, zeros: 0 };
}

/**
 * A fee of ours on an amount, rounded half up to what a provider can say of the currency: 0.245 KWD is 0.250 at Stripe.
 */
export function saidFee(kind: GatewayKind, currency: string, minor: bigint): bigint {
  const step = stepAt(kind, currency);
  return ((minor + step / 2n) / step) * step;
}

/** The smallest amount that a provider can say of a currency, in minor units. */
function stepAt(kind: GatewayKind, currency: string): bigint {
  const there = digitsAt(kind, currency);
  return there ? pow10(Math.max(currencyDigits(currency) - there.digits + there.zeros, 0)) : 1n;
}

const NAMES: Record<GatewayKind, string> = {
  SANDBOX: 'The sandbox',
  STRIPE: 'Stripe',
  PAYPAL: 'PayPal',
};

/**
 * An amount (minor units of the currency) in the digits of a provider: JPY has none, KWD at Stripe needs a last digit 0,
 * HUF at PayPal has none. One that cannot be said is told in words.
 * Source: payments, Gateways.
 */
export function saidAmount(kind: GatewayKind, currency: string, minor: bigint): SaidAmount {
  const there = digitsAt(kind, currency);
  if (!there) return { problem: `${NAMES[kind]} does not take ${currency}.` };
  const own = currencyDigits(currency);
  const { digits } = there;
  const step = stepAt(kind, currency);
  if (minor % step !== 0n) {
    const example = formatMinor((minor / step) * step, own);
    const rule = step === pow10(own) ? 'only whole amounts' : 'only amounts whose last digit is 0';
    return { problem: `${NAMES[kind]} takes ${rule} of ${currency}, such as ${example}.` };
  }
  const units = digits >= own ? minor * pow10(digits - own) : minor / pow10(own - digits);
  if (kind === 'STRIPE' && units > STRIPE_MOST)
    return {
      problem: `Stripe takes at most ${formatMinor(STRIPE_MOST, digits)} ${currency} at once.`,
    };
  return { units, digits };
}

/** The amount that so many units at a provider are, in minor units; null in a currency that nobody here knows. */
export function heardAmount(kind: GatewayKind, currency: string, units: bigint): bigint | null {
  let own: number;
  try {
    own = currencyDigits(currency);
  } catch {
    return null;
  }
  const digits = digitsAt(kind, currency)?.digits ?? own;
  return digits >= own ? units / pow10(digits - own) : units * pow10(own - digits);
}

/** The units of an amount that a provider writes as a decimal ("49.90"), in minor units; null where it is none. */
export function heardDecimal(currency: string, text: string): bigint | null {
  try {
    const own = currencyDigits(currency);
    const [whole, decimals = ''] = text.split('.');
    const kept = decimals.replace(/0+$/, '');
    return parseMinor(kept ? `${whole}.${kept}` : whole, own);
  } catch {
    return null;
  }
}
