import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import { maxDate } from '@backhaul/domain/time/calendar';
import { shortDay } from '@backhaul/domain/time/writtenDay';
import { contentHash } from '../../kit/content.ts';
import { amountInput, optionalText } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import {
  type Account,
  announceMoney,
  auditPlace,
  availableOf,
  lockAccount,
  moveSettlements,
  post,
  spendCredits,
  standingOf,
  whatKeeps,
} from '../ledger/index.ts';
import { voidInvoice } from '../invoices/index.ts';
import { payerOf } from '../payments/index.ts';
import { giveBackPassedOn } from './passedOnBack.ts';
import { creditOf, mostOfNote, refundOf } from './refundable.ts';
import { WAY, moreThanPaid, refuseBefore, usedUp } from './refunds.words.ts';
import {
  creditedCustomer,
  insertRefund,
  invoiceOfPayment,
  payBack,
  payOut,
  refundableNotes,
  refundablePayments,
  refundOfKey,
  type Refundable,
  type RefundablePayment,
} from './refunds.store.ts';

interface Asked {
  id: string;
  date: string;
  idempotencyKey?: string | null;
}

/**
 * Gives back in money what is left of a credit note, as far as it is the customer's still: a Refund entry, and the
 * balance goes down by it. A key used before with the same content changes nothing more. Refuses NOT_FOUND, a date
 * before the note's, CONFLICT MORE_THAN_PAID where nothing is left of it, and IDEMPOTENCY_KEY_REUSED.
 */
export async function refundCreditNote(
  sql: ScopedSql,
  { id, date, method, idempotencyKey }: Asked & { method: PaymentMethod },
): Promise<void> {
  const key = keyed('credit-note', idempotencyKey, [id, date, method]);
  const customerId = await creditedCustomer(sql, id);
  if (!customerId) throw notFound();
  const account = await lockAccount(sql, customerId);
  if (await doneBefore(sql, account, key)) return;
  const [note] = await refundableNotes(sql, [id]);
  const of = `credit note ${note.number}`;
  refuseBefore(note, date, of);
  const amount = mostOfNote(note, await availableOf(sql, [customerId]));
  if (amount <= 0n)
    throw conflict(
      'MORE_THAN_PAID',
      note.free > 0n
        ? `Nothing of ${of} can be given back: ${usedUp(note.free, account.currency)}`
        : `Nothing of ${of} is left to give back: it settles invoices, or was given back already.`,
    );
  await giveBack(sql, account, note, { ...key, of, amount, date, method, creditNoteId: id });
  await payOut(sql, id, amount);
  await recorded(sql, account, 'credit-note', id, { amount, date, method });
}

/**
 * Gives a payment back in money, some or all of it, by the way it came: what settles nothing first, then what it paid,
 * so that those invoices are open again, the last due first. What a credit note gave back of them in money is not given
 * back twice: takeOff(). A key used before with the same content changes nothing more. Refuses NOT_FOUND, an amount
 * that is none, a date before the payment's, one after today where its provider is asked,
 * CONFLICT ALREADY_REVERSED, MORE_THAN_PAID and IDEMPOTENCY_KEY_REUSED.
 * What a payment provider took goes back through it: it is asked afterwards, and the refund is PENDING until it says
 * that it is done. made: it was given back at the provider's side already. refundFee: what is left of the fee that was
 * passed on goes back on top of the amount.
 */
export async function refundPayment(
  sql: ScopedSql,
  {
    id,
    date,
    idempotencyKey,
    amount: asked,
    made,
    refundFee = false,
  }: Asked & { amount?: string | null; made?: MadeByProvider; refundFee?: boolean },
): Promise<void> {
  const customerId = await payerOf(sql, id);
  if (!customerId) throw notFound();
  const account = await lockAccount(sql, customerId);
  const ordered =
    asked == null ? null : amountInput(asked, account.currency, 'amount', { positive: true });
  const key = keyed('payment', idempotencyKey, [
    id,
    date,
    ordered?.toString() ?? null,
    ...(refundFee ? ['fee'] : []),
  ]);
  if (await doneBefore(sql, account, key)) return;
  const [before] = await refundablePayments(sql, [id]);
  const { number, method } = before;
  const of = `payment ${number}`;
  if (before.reversed)
    throw conflict(
      'ALREADY_REVERSED',
      `Payment ${number} was taken back: there is nothing to give back.`,
    );
  refuseBefore(before, date, of);
  if (before.providerRef !== null && !made) await refuseAfter(sql, account, before, date);
  const { payment, fee } = await withFee(sql, account, before, {
    date,
    wanted: made ? ordered : null,
    whole: refundFee,
  });
  const wanted = ordered === null || made ? ordered : ordered + fee;
  const standing = await standingOf(sql, creditOf(payment));
  const most = refundOf(payment, standing);
  const amount = wanted ?? most.amount;
  if (amount > most.amount || most.amount <= 0n)
    throw moreThanPaid(number, account.currency, {
      left: most.amount,
      fee: made ? 0n : fee,
      gone: payment.unreturned <= 0n,
      why: [
        ...(most.kept.length ? [`The rest settles ${whatKeeps(standing, most.kept)}. ${WAY}`] : []),
        ...(payment.free > most.unused
          ? [usedUp(payment.free - most.unused, account.currency)]
          : []),
      ],
    });
  const own = await invoiceOfPayment(sql, id);
  if (own && amount !== payment.unreturned)
    throw conflict(
      'PAID_AHEAD',
      `Invoice ${own.number} is the tax document of all of payment ${number}: give all of it back, or reverse it and record what is right.`,
    );
  const { moves } = refundOf(payment, standing, amount);
  await moveSettlements(sql, account, standing, moves, date);
  const asks = payment.providerRef !== null && !made;
  const refundId = await giveBack(sql, account, payment, {
    ...key,
    of,
    amount,
    date,
    method,
    paymentId: id,
    status: asks ? 'PENDING' : made?.status,
    providerRef: made?.ref,
  });
  if (asks) sql.happened('refundAsked', { customerId, partnerId: account.partnerId, refundId });
  await payBack(sql, id, amount);
  sql.happened('paymentRefunded', { paymentId: id, amountMinor: amount });
  if (own) await voidInvoice(sql, own.id, `Payment ${number} was given back`, sql.today);
  await recorded(sql, account, 'payment', id, { amount, date, method });
}

/** A provider is asked at once: the day is today, or where the books are closed by then the first that is open. */
async function refuseAfter(
  sql: ScopedSql,
  account: Account,
  { date }: RefundablePayment,
  on: string,
): Promise<void> {
  const latest = await firstOpenDay(sql, account, maxDate(sql.today(account.clock), date));
  if (on > latest)
    throw badInput({
      date: `is too late: the payment provider gives it back now, on ${shortDay(latest, 'EN')}`,
    });
}

/**
 * A payment as it stands with the fee that was passed on given back: the whole of it where that is asked for, or as much
 * as its provider gave back more than it settled.
 */
async function withFee(
  sql: ScopedSql,
  account: Account,
  payment: RefundablePayment,
  { date, wanted, whole }: { date: string; wanted: bigint | null; whole: boolean },
): Promise<{ payment: RefundablePayment; fee: bigint }> {
  const most = whole ? payment.unreturned : await above(sql, payment, wanted);
  const fee =
    most > 0n ? await giveBackPassedOn(sql, account, payment, { wanted: most, date }) : 0n;
  if (fee <= 0n) return { payment, fee: 0n };
  return { payment: (await refundablePayments(sql, [payment.id]))[0], fee };
}

/** How much more a provider gave back of a payment than it settled, where that can be. */
async function above(
  sql: ScopedSql,
  payment: RefundablePayment,
  wanted: bigint | null,
): Promise<bigint> {
  if (wanted === null || wanted > payment.unreturned) return 0n;
  return wanted - refundOf(payment, await standingOf(sql, creditOf(payment))).amount;
}

interface Key {
  key: string | null;
  hash: string;
}

function keyed(kind: string, key: string | null | undefined, content: readonly unknown[]): Key {
  return {
    key: optionalText(key, 'idempotencyKey') ?? null,
    hash: contentHash([kind, ...content]),
  };
}

function keyReused() {
  return conflict(
    'IDEMPOTENCY_KEY_REUSED',
    'This idempotency key was used for another refund. Use a new key for a new one.',
  );
}

async function doneBefore(sql: ScopedSql, account: Account, { key, hash }: Key): Promise<boolean> {
  const known = key === null ? null : await refundOfKey(sql, account.partnerId, key);
  if (known && known.contentHash !== hash) throw keyReused();
  return known !== null;
}

interface Back extends Key {
  of: string;
  amount: bigint;
  date: string;
  method: PaymentMethod;
  paymentId?: string;
  creditNoteId?: string;
  status?: 'PENDING' | 'DONE';
  providerRef?: string;
}

/** A refund that a provider made by itself, or was told to make there. */
export interface MadeByProvider {
  ref: string;
  status: 'PENDING' | 'DONE';
}

/** The entry of the ledger that takes a credit back, and the record of the money that went; that one's id. */
async function giveBack(
  sql: ScopedSql,
  account: Account,
  { transactionId: creditId }: Refundable,
  { of, amount, date, method, key, hash, paymentId, creditNoteId, status, providerRef }: Back,
): Promise<string> {
  await spendCredits(sql, [{ transactionId: creditId, amountMinor: amount }]);
  const [transactionId] = await post(sql, account, [
    {
      type: 'DEBIT',
      amountMinor: amount,
      category: 'Refund',
      description: `Refund of ${of}`,
      paymentId,
      creditNoteId,
      reversesId: creditId,
      date,
    },
  ]);
  const written = await insertRefund(sql, account, {
    paymentId: paymentId ?? null,
    creditNoteId: creditNoteId ?? null,
    transactionId,
    amount,
    date,
    method,
    key,
    hash,
    status: status ?? 'DONE',
    providerRef: providerRef ?? null,
  });
  if (!written) throw keyReused();
  sql.happened('moneyReturned', { customerId: account.id, on: date });
  return written;
}

async function recorded(
  sql: ScopedSql,
  account: Account,
  entity: 'payment' | 'credit-note',
  entityId: string,
  after: { amount: bigint; date: string; method: PaymentMethod },
): Promise<void> {
  await audit(sql, {
    action: 'refund',
    entity,
    entityId,
    after,
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}
