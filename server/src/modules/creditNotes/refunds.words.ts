import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { badInput, conflict } from '../../platform/refusal.ts';
import type { Refundable } from './refunds.store.ts';

export const WAY = 'To give back more than that, make a credit note and refund it.';

/** Words for credit that settles no invoice, and is spent all the same. */
export function usedUp(amount: bigint, currency: string): string {
  return (
    `${inMoney(amount, currency)} of it was used by entries without an invoice. ` +
    'Take those back by a credit first, then give it back.'
  );
}

export function refuseBefore({ date }: Refundable, on: string, of: string): void {
  if (on < date) throw badInput({ date: `is before ${of}, which is of ${date}` });
}

export function moreThanPaid(
  number: string,
  currency: string,
  { left, fee, gone, why }: { left: bigint; fee: bigint; gone: boolean; why: readonly string[] },
) {
  const withFee =
    fee > 0n
      ? `: an amount of at most ${inMoney(left - fee, currency)}, and on top of it ${inMoney(fee, currency)} of the fee`
      : '';
  const most =
    left > 0n
      ? `Of payment ${number} only ${inMoney(left, currency)} can be given back${withFee}.`
      : gone
        ? `Payment ${number} was given back already.`
        : `Nothing of payment ${number} can be given back.`;
  return conflict('MORE_THAN_PAID', [most, ...why].join(' '));
}

function inMoney(amount: bigint, currency: string): string {
  return `${formatMinor(amount, currencyDigits(currency))} ${currency}`;
}
