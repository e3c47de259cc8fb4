import { yearAndDay } from '@backhaul/domain/schedule/automationWords';
import { todayIn } from '@backhaul/domain/time/calendar';
import { zoneOf } from '@backhaul/domain/time/partnerClock';
import type { Account } from '../ledger/index.ts';
import type { DisputeStanding } from './gateway.ts';
import type { Happened } from './staff.ts';
import { said } from './told.ts';

/** A dispute of a payment, and of whose customer. */
export interface Disputed {
  account: Account;
  happened: Happened;
  dispute: DisputeStanding;
}

function over({ happened, dispute }: Disputed): string {
  return `The dispute over ${said(dispute)} of payment ${happened.payment.receiptNumber}`;
}

/** "Answer there by 24 April 2026". */
function answerThere({ account, dispute: { answerBy } }: Disputed): string {
  return answerBy
    ? `Answer there by ${yearAndDay(todayIn(zoneOf(account.clock), answerBy))}`
    : 'Answer there soon';
}

/** It was opened, and nothing was taken yet. */
export function opened(it: Disputed): string {
  const { happened, dispute } = it;
  return `The customer disputes ${said(dispute)} of payment ${happened.payment.receiptNumber}: ${dispute.reason} ${answerThere(it)}, or the money goes back.`;
}

/** The money was taken, and that is booked: it may still be won. */
export function withdrawn(it: Disputed): string {
  return `${taken(it)} ${answerThere(it)}, or the dispute is lost.`;
}

function taken({ happened, dispute }: Disputed): string {
  return `The payment provider took ${said(dispute)} of payment ${happened.payment.receiptNumber} back, which its customer disputes: ${dispute.reason}`;
}

/** The money was taken, and nothing of it is booked: a part of the payment, or what had gone back already. */
export function withdrawnUnbooked(it: Disputed, gone: boolean): string {
  const { happened, dispute } = it;
  if (gone)
    return `${taken(it)} Payment ${happened.payment.receiptNumber} was given back already, so that this money went out twice; nothing more is booked of it. ${answerThere(it)} and say that it was given back.`;
  return `${taken(it)} Nothing is booked of it, for it is a part of the payment. ${answerThere(it)}; if the customer is to owe ${said(dispute)} until it is decided, enter a debit.`;
}

/** It is lost, and nothing of it is booked. */
export function lostUnbooked(it: Disputed, gone: boolean): string {
  return gone
    ? `${over(it)} is lost. The payment was given back already, so that this money went out twice: ask the customer for it, or enter a debit of ${said(it.dispute)}.`
    : `${over(it)} is lost: that money stays with the customer. Nothing is booked of it by itself: if the customer owes it and no debit was entered, enter one of ${said(it.dispute)}.`;
}

/** It is won, and nothing of its withdrawal was booked. */
export function wonUnbooked(it: Disputed): string {
  return `${over(it)} is won: the payment provider paid it out again. Where a debit was entered for it, enter a credit of as much; else nothing is to be done.`;
}

/** It is won, and the money of the same payment was taken for another dispute as well. */
export function wonBesideAnother(it: Disputed): string {
  return `${over(it)} is won: the payment provider paid it out again. It took the money for another dispute of the same payment too, so that the payment stays reversed until that is decided.`;
}

/** It is won, and a person took the payment back. */
export function wonByHand(it: Disputed): string {
  return `${over(it)} is won: the payment provider paid it out again. The payment was taken back here by hand, so that it does not count: if the money is for this customer, record it as a new payment, else give it back.`;
}

/** What the provider says of it is kept, but the books refuse to follow. */
export function refused(it: Disputed, why: string): string {
  const { status } = it.dispute;
  const what =
    status === 'WON'
      ? 'is won: the payment provider paid it out again'
      : `${status === 'LOST' ? 'is lost' : 'goes on'}: the payment provider took the money back`;
  return `${over(it)} ${what}. It is not booked here: ${why} Put it right by hand.`;
}
