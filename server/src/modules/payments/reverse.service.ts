import type { Clock } from '../../platform/clock.ts';
import { takeOff } from '@backhaul/domain/settlement/givingBack';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { textInput } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import {
  type Account,
  announceMoney,
  auditPlace,
  lockAccount,
  moveSettlements,
  post,
  standingOf,
  whatKeeps,
} from '../ledger/index.ts';
import {
  creditOfPayment,
  markReversed,
  payerOf,
  paymentToReverse,
  type PaymentToReverse,
  settledBy,
  useUpCredit,
  type Settled,
} from './reverse.store.ts';

/**
 * Takes back a payment that was entered by mistake, by new entries: what it settled is open again (and paid by other
 * credit of the balance, where there is some). Refuses NOT_FOUND, a missing reason, CONFLICT ALREADY_REVERSED,
 * ALREADY_REFUNDED for one of which money was given back: that one did come, and MORE_THAN_PAID where a note gave back
 * in money the invoice that it paid.
 */
export async function reversePayment(
  sql: ScopedSql,
  id: string,
  reason: string,
  todayIn: Clock['today'],
): Promise<void> {
  if (!reason.trim()) throw badInput({ reason: 'say why the payment is taken back' });
  const words = textInput(reason, 'reason', { max: 500 });
  const { account, payment } = await lockedPayment(sql, id);
  await takeBack(sql, account, payment, {
    words,
    returned: false,
    date: await firstOpenDay(sql, account, todayIn(account.clock)),
  });
}

/** A payment with its customer's account locked. Refuses NOT_FOUND. */
export async function lockedPayment(
  sql: ScopedSql,
  id: string,
): Promise<{ account: Account; payment: PaymentToReverse }> {
  const customerId = await payerOf(sql, id);
  if (!customerId) throw notFound();
  const account = await lockAccount(sql, customerId);
  return { account, payment: await paymentToReverse(sql, id) };
}

interface TakingBack {
  /** Why. */
  words: string;
  /** The bank or provider took it back, so that it may count again; else it never came. */
  returned: boolean;
  /** Also where money of it was given back: what is left of it. */
  partly?: true;
  date: LocalDate;
}

/** Writes what takes back a payment of a locked account; refuses as reversePayment() does. */
export async function takeBack(
  sql: ScopedSql,
  account: Account,
  payment: PaymentToReverse,
  { words, returned, partly, date }: TakingBack,
): Promise<void> {
  const { id, receiptNumber } = payment;
  const amountMinor = payment.amountMinor - payment.refundedMinor;
  refuseUnlessThere(payment, partly ? amountMinor : null);
  const creditId = await creditOfPayment(sql, account.id, id);
  const settled = await settledBy(sql, creditId);
  const standing = await standingOf(sql, { creditId, paymentId: id, customerId: account.id });
  // it never came: nothing goes out by this, so that all notes have may take its place
  const { kept, moves } = takeOff(standing, creditId, amountMinor, amountMinor);
  if (kept.length)
    throw conflict(
      'MORE_THAN_PAID',
      `Payment ${receiptNumber} settles ${whatKeeps(standing, kept)}: that money is not on the account ` +
        'any more. If the payment never came, enter a debit of its amount: the customer owes it.',
    );
  await moveSettlements(sql, account, standing, moves, date);
  await useUpCredit(sql, creditId);
  await post(sql, account, [
    {
      type: 'DEBIT',
      amountMinor,
      category: returned ? 'Payment' : 'Correction',
      description: `${returned ? 'Given back' : 'Reversed'}: payment ${receiptNumber} (${words})`,
      paymentId: id,
      reversesId: creditId,
      date,
    },
  ]);
  await markReversed(sql, id, { words, returned, date });
  sql.happened('paymentReversed', { customerId: account.id, paymentId: id, on: date });
  await audit(sql, {
    action: 'reverse',
    entity: 'payment',
    entityId: id,
    before: { reversed: false, settled: settled.map(inAudit) },
    after: { reversed: true, reason: words },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}

/** left: what of it may be taken back alone; null: all or nothing. */
function refuseUnlessThere(
  { receiptNumber, reversed, refundedMinor }: PaymentToReverse,
  left: bigint | null,
): void {
  if (reversed)
    throw conflict('ALREADY_REVERSED', `Payment ${receiptNumber} was taken back already.`);
  if (left === null ? refundedMinor > 0n : left <= 0n)
    throw conflict(
      'ALREADY_REFUNDED',
      `Money of payment ${receiptNumber} was given back, so it did come. Give back the rest the same way.`,
    );
}

/** An allocation as the audit's entries name its parts, the older ones too. */
function inAudit({ invoiceId, madeBy, amount }: Settled) {
  return { invoice_id: invoiceId, made_by: madeBy, amount };
}
