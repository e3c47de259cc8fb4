import { currencyDigits } from '@backhaul/domain/money/money';
import { sayAmount } from '@backhaul/domain/money/sayAmount';
import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { returnFeeOf } from '@backhaul/domain/settlement/returnFee';
import { maxDate, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Clock } from '../../platform/clock.ts';
import { got } from '../../platform/must.ts';
import { conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { type Account, announceMoney, auditPlace, post, spendCredits } from '../ledger/index.ts';
import { loadPayments } from '../settings/index.ts';
import { passedOnFees } from './payments.store.ts';
import { lockedPayment, takeBack } from './reverse.service.ts';
import {
  creditOfPayment,
  feeOfReturn,
  lastSettled,
  markRestored,
  paymentToReverse,
  type PaymentToReverse,
  takenBackBy,
} from './reverse.store.ts';
import { settle } from './settle.ts';
import { closeTaskOfReturn } from './tasks.service.ts';

export interface ReturnedPayment {
  paymentId: string;
  /** Why, in words. */
  reason: string;
  /** The day on which the money went back. */
  on: LocalDate;
  /** What the bank or provider asks for it, in minor units: the partner's cost, passed on where a setting says so. */
  asked: bigint;
  /** Also where money of it was given back already: then what is left of it. */
  partly?: true;
}

/**
 * Takes back a payment that did come and that a bank or provider took back: its invoices are open again with their old
 * due dates, and its customer is charged what the setting returnFee says, as a debit of category Fee that no invoice
 * bears. It may count again by restorePayment(). Dated the day on which the money went back, or the first open one.
 * Refuses NOT_FOUND, and as reversePayment() does ALREADY_REVERSED, ALREADY_REFUNDED and MORE_THAN_PAID.
 */
export async function returnPayment(
  sql: ScopedSql,
  { paymentId, reason, on, asked, partly }: ReturnedPayment,
): Promise<void> {
  const { account, payment } = await lockedPayment(sql, paymentId);
  const date = await dayOfReturn(sql, account, paymentId, on);
  const words = reason.slice(0, 400);
  await takeBack(sql, account, payment, { words, returned: true, partly, date });
  await chargeFee(sql, account, payment, { asked, date });
}

/** The day as of which money of a payment went back: not before it came and settled what it did, and an open one. */
export async function dayOfReturn(
  sql: ScopedSql,
  account: Account,
  paymentId: string,
  on: LocalDate,
): Promise<LocalDate> {
  const { date } = await paymentToReverse(sql, paymentId);
  const credit = await creditOfPayment(sql, account.id, paymentId);
  const from = [date, (await lastSettled(sql, credit)) ?? on].reduce(maxDate, on);
  return firstOpenDay(sql, account, from);
}

/**
 * Takes back more of a payment that a provider took back when some of it had been given back: that was not, so that it
 * went along. amountMinor: as much at most; inAllMinor: what the provider took. How much it is: 0 of a payment that
 * counts, or that a person took back. Refuses NOT_FOUND.
 */
export async function returnMore(
  sql: ScopedSql,
  {
    paymentId,
    amountMinor,
    inAllMinor,
    reason,
    on,
  }: {
    paymentId: string;
    amountMinor: bigint;
    inAllMinor: bigint;
    reason: string;
    on: LocalDate;
  },
): Promise<bigint> {
  const { account, payment } = await lockedPayment(sql, paymentId);
  const { receiptNumber, returnedOn } = payment;
  if (returnedOn === null) return 0n;
  const before = await takenBackBy(sql, account.id, paymentId);
  const more = least(amountMinor, inAllMinor - before.amountMinor);
  if (more <= 0n) return 0n;
  const creditId = await creditOfPayment(sql, account.id, paymentId);
  await spendCredits(sql, [{ transactionId: creditId, amountMinor: more }]);
  await post(sql, account, [
    {
      type: 'DEBIT',
      amountMinor: more,
      category: 'Payment',
      description: `Given back: more of payment ${receiptNumber} (${reason})`,
      paymentId,
      reversesId: creditId,
      date: await firstOpenDay(sql, account, maxDate(on, returnedOn)),
    },
  ]);
  await announceMoney(sql, account);
  return more;
}

async function chargeFee(
  sql: ScopedSql,
  account: Account,
  { id, receiptNumber }: PaymentToReverse,
  { asked, date }: { asked: bigint; date: LocalDate },
): Promise<void> {
  const digits = currencyDigits(account.currency);
  const { returnFee, returnFeeAmount } = got(
    await loadPayments(sql, [account.partnerId]),
    account.partnerId,
  );
  const fixed = returnFeeAmount && roundToMinor(fromDecimal(returnFeeAmount), digits);
  const amountMinor = returnFeeOf(returnFee, fixed || null, asked);
  if (amountMinor === 0n) return;
  await post(sql, account, [
    {
      type: 'DEBIT',
      amountMinor,
      category: 'Fee',
      description: `Fee for payment ${receiptNumber}, which was given back`,
      paymentId: id,
      date,
    },
  ]);
  await audit(sql, {
    action: 'charge-fee',
    entity: 'payment',
    entityId: id,
    after: { fee: sayAmount(amountMinor, account.currency) },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}

/**
 * Has a payment count again that returnPayment() took back: a second credit, which pays the same invoices first, and
 * what was charged for the return is given back; on the first open day where the books are closed. Refuses NOT_FOUND,
 * and CONFLICT NOT_RETURNED for a payment that counts or that a person took back.
 */
export async function restorePayment(
  sql: ScopedSql,
  paymentId: string,
  reason: string,
  todayIn: Clock['today'],
): Promise<void> {
  const { account, payment } = await lockedPayment(sql, paymentId);
  const { receiptNumber, returnedOn } = payment;
  if (returnedOn === null)
    throw conflict('NOT_RETURNED', `Payment ${receiptNumber} was not taken back by a bank.`);
  const date = await firstOpenDay(sql, account, maxDate(todayIn(account.clock), returnedOn));
  const { debitId, amountMinor, invoiceIds } = await takenBackBy(sql, account.id, paymentId);
  await markRestored(sql, paymentId);
  const [creditId] = await post(sql, account, [
    {
      type: 'CREDIT',
      amountMinor,
      category: 'Payment',
      description: `Counts again: payment ${receiptNumber} (${reason.slice(0, 400)})`,
      paymentId,
      reversesId: debitId,
      date,
      settles: true,
    },
  ]);
  const [fee] = await passedOnFees(sql, [paymentId]);
  const passedOn = fee ? least(fee.left, amountMinor) : 0n;
  if (passedOn > 0n) await spendCredits(sql, [{ transactionId: creditId, amountMinor: passedOn }]);
  const counting = { ...payment, amountMinor: amountMinor - passedOn, creditId };
  await settle(sql, account, { invoiceIds, date }, counting, todayIn);
  await giveBackFee(sql, account, payment, date);
  await closeTaskOfReturn(sql, paymentId);
  sql.happened('moneyCame', { customerId: account.id, on: date });
  await audit(sql, {
    action: 'restore',
    entity: 'payment',
    entityId: paymentId,
    before: { reversed: true },
    after: { reversed: false, reason },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);

async function giveBackFee(
  sql: ScopedSql,
  account: Account,
  { id, receiptNumber }: PaymentToReverse,
  date: LocalDate,
): Promise<void> {
  const fee = await feeOfReturn(sql, account.id, id);
  if (!fee) return;
  await post(sql, account, [
    {
      type: 'CREDIT',
      amountMinor: fee.amountMinor,
      category: 'Fee',
      description: `Given back: the fee for payment ${receiptNumber}, which counts again`,
      paymentId: id,
      reversesId: fee.id,
      date,
    },
  ]);
}
