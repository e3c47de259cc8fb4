import { CUSTOMER_REFERENCE_FORMAT, customerReferenceProblem } from '../bank/customerReference.ts';
import type { PaymentReferenceKind } from '../bank/references.ts';
import { CASH_STEPS } from '../cashDesk/cash.ts';
import { compareDecimals } from '../money/decimals.ts';
import { isDecimal } from '../money/fraction.ts';
import { PAYMENT_METHODS } from '../settlement/paymentMethod.ts';
import { RETURN_FEE_KINDS, type ReturnFeeKind } from '../settlement/returnFee.ts';
import { family, resolve, type OverridesOf, type ValuesOf } from './family.ts';
import {
  choice,
  choices,
  fee,
  feeOrNone,
  numbers,
  whole,
  wholeOrNone,
  words,
  yesNo,
} from './setting.ts';

/**
 * How money comes in, by every channel.
 * Source: payments, What is true of every channel, and the sections of the channels.
 */
export const PAYMENTS = family({
  cashDeskMethods: choices('PaymentMethod', PAYMENT_METHODS, ['CASH', 'CARD']),
  cashRounding: feeOrNone('0.05, 0.10, 0.50 or 1; null: cash is paid to the last digit.'),
  tillDifferenceTolerance: fee('0', 'Differences above it wait for approval.'),
  blindCount: yesNo(true, { about: 'Cashiers learn what should be there after counting.' }),
  autoPostFrom: wholeOrNone(60, 100, {
    about: '60 to 100; null: nothing is posted by itself.',
  }),
  shortPaymentTolerance: fee('0', 'Missing up to this, an entry of a bank fits all the same.'),
  autopayOffsetDays: whole(-5, 5, 0, {
    about: 'From the due date to the first attempt of autopay; below zero: before it.',
  }),
  autopayRetries: {
    ...numbers({ min: 1, max: 30, most: 10, sorted: false }),
    default: [3, 5, 7],
    about: 'Days from each failed attempt of autopay to the next.',
  },
  customerReferenceFormat: words(30, CUSTOMER_REFERENCE_FORMAT),
  paymentReference: choice<PaymentReferenceKind>(
    'PaymentReferenceKind',
    ['NUMBER', 'RF', 'QRR'],
    'NUMBER',
  ),
  returnFee: choice<ReturnFeeKind>('ReturnFeeKind', RETURN_FEE_KINDS, 'NONE'),
  returnFeeAmount: feeOrNone('What is charged where returnFee is FIXED.'),
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
  const format = given.customerReferenceFormat;
  const problem = typeof format === 'string' && format.trim() && customerReferenceProblem(format);
  return {
    ...(typeof step === 'string' &&
      !isStep(step) && { cashRounding: `must be one of ${CASH_STEPS.join(', ')}` }),
    ...(problem && { customerReferenceFormat: problem }),
  };
}

/** Written in whatever way; what is no number is told by its shape. */
function isStep(text: string): boolean {
  return !isDecimal(text, 4) || CASH_STEPS.some((step) => compareDecimals(step, text) === 0);
}
