import { CASH_STEPS } from '../cashDesk/cash.ts';
import { compareDecimals } from '../money/decimals.ts';
import { isDecimal } from '../money/fraction.ts';
import { PAYMENT_METHODS } from '../settlement/paymentMethod.ts';
import { family, resolve, type OverridesOf, type ValuesOf } from './family.ts';
import { choices, fee, feeOrNone, yesNo } from './setting.ts';

/**
 * How money comes in, by every channel.
 * Source: payments, What is true of every channel, and the sections of the channels.
 */
export const PAYMENTS = family({
  cashDeskMethods: choices('PaymentMethod', PAYMENT_METHODS, ['CASH', 'CARD']),
  cashRounding: feeOrNone('0.05, 0.10, 0.50 or 1; null: cash is paid to the last digit.'),
  tillDifferenceTolerance: fee('0', 'Differences above it wait for approval.'),
  blindCount: yesNo(true, { about: 'Cashiers learn what should be there after counting.' }),
});

/** The settings in force. */
export interface PaymentValues extends ValuesOf<typeof PAYMENTS.settings> {}
/** What one partner sets itself. */
export type PaymentOverrides = OverridesOf<typeof PAYMENTS.settings>;

/** The settings in force at the end of a chain of partners, root first. */
export function resolvePayments(chain: readonly PaymentOverrides[]): PaymentValues {
  return resolve(PAYMENTS, chain);
}

/** What is wrong with given settings beyond their shapes, by their names, in words. */
export function paymentProblems(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const step = given.cashRounding;
  return typeof step === 'string' && !isStep(step)
    ? { cashRounding: `must be one of ${CASH_STEPS.join(', ')}` }
    : {};
}

/** Written in whatever way; what is no number is told by its shape. */
function isStep(text: string): boolean {
  return !isDecimal(text, 4) || CASH_STEPS.some((step) => compareDecimals(step, text) === 0);
}
