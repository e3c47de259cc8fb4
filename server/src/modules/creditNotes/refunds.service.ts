import { createHash } from 'node:crypto';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import { amountInput, optionalText } from '../../kit/input.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  type Account,
  allocateCredits,
  announceMoney,
  auditPlace,
  lockAccount,
  post,
  spendCredits,
} from '../ledger/index.ts';
import { payerOf } from '../payments/index.ts';
import {
  creditedCustomer,
  insertRefund,
  payBack,
  payOut,
  refundableNote,
  refundablePayment,
  refundOfKey,
  settledLastFirst,
  type Refundable,
} from './refunds.store.ts';

interface Asked {
  id: string;
  date: string;
  idempotencyKey?: string | null;
}

/**
 * Gives back in money what is left of a credit note: a Refund entry, and the balance goes down by it. A key used before
 * with the same content changes nothing more. Refuses NOT_FOUND, CONFLICT MORE_THAN_PAID where nothing is left of it,
 * and IDEMPOTENCY_KEY_REUSED.
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
  const note = await refundableNote(sql, id);
  if (note.left <= 0n)
    throw conflict(
      'MORE_THAN_PAID',
      `Nothing of credit note ${note.number} is left to give back: it settles invoices, or was given back already.`,
    );
  const of = `credit note ${note.number}`;
  await giveBack(sql, account, note, {
    ...key,
    of,
    amount: note.left,
    date,
    method,
    creditNoteId: id,
  });
  await payOut(sql, id, note.left);
  await recorded(sql, account, 'credit-note', id, { amount: note.left, date, method });
}

/**
 * Gives a payment back in money, some or all of it, by the way it came: what settles nothing first, then what it paid,
 * so that those invoices are open again, the last due first. A key used before with the same content changes nothing
 * more. Refuses NOT_FOUND, an amount that is none, CONFLICT ALREADY_REVERSED, MORE_THAN_PAID and IDEMPOTENCY_KEY_REUSED.
 */
export async function refundPayment(
  sql: ScopedSql,
  { id, date, idempotencyKey, amount: asked }: Asked & { amount?: string | null },
): Promise<void> {
  const key = keyed('payment', idempotencyKey, [id, date, asked ?? null]);
  const customerId = await payerOf(sql, id);
  if (!customerId) throw notFound();
  const account = await lockAccount(sql, customerId);
  const wanted =
    asked == null ? null : amountInput(asked, account.currency, 'amount', { positive: true });
  if (await doneBefore(sql, account, key)) return;
  const payment = await refundablePayment(sql, account.id, id);
  const { number, left, method } = payment;
  if (payment.reversed)
    throw conflict(
      'ALREADY_REVERSED',
      `Payment ${number} was taken back: there is nothing to give back.`,
    );
  const amount = wanted ?? left;
  if (amount > left || left <= 0n) throw moreThanPaid(number, left, account.currency);
  await reopen(sql, account, payment, { paymentId: id, amount, date });
  const of = `payment ${number}`;
  await giveBack(sql, account, payment, { ...key, of, amount, date, method, paymentId: id });
  await payBack(sql, id, amount);
  await recorded(sql, account, 'payment', id, { amount, date, method });
}

function moreThanPaid(number: string, left: bigint, currency: string) {
  return conflict(
    'MORE_THAN_PAID',
    left > 0n
      ? `Of payment ${number} only ${formatMinor(left, currencyDigits(currency))} ${currency} can be given back.`
      : `Payment ${number} was given back already.`,
  );
}

interface Key {
  key: string | null;
  hash: string;
}

function keyed(kind: string, key: string | null | undefined, content: readonly unknown[]): Key {
  return {
    key: optionalText(key, 'idempotencyKey') ?? null,
    hash: createHash('sha256')
      .update(JSON.stringify([kind, ...content]))
      .digest('hex'),
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

/** What of a payment is needed beyond what settles nothing is taken off the invoices that it settles. */
async function reopen(
  sql: ScopedSql,
  account: Account,
  { transactionId, free }: Refundable,
  { paymentId, amount, date }: { paymentId: string; amount: bigint; date: string },
): Promise<void> {
  let missing = amount - free;
  if (missing <= 0n) return;
  const settled = await settledLastFirst(sql, transactionId);
  await allocateCredits(
    sql,
    settled.flatMap((each) => {
      const part = each.amount < missing ? each.amount : missing;
      missing -= part;
      return part > 0n
        ? [
            {
              customerId: account.id,
              partnerId: account.partnerId,
              partnerPath: account.partnerPath,
              invoiceId: each.invoiceId,
              transactionId,
              paymentId,
              amount: -part,
              madeBy: each.madeBy,
              date,
            },
          ]
        : [];
    }),
  );
}

interface Back extends Key {
  of: string;
  amount: bigint;
  date: string;
  method: PaymentMethod;
  paymentId?: string;
  creditNoteId?: string;
}

/** The entry of the ledger that takes a credit back, and the record of the money that went. */
async function giveBack(
  sql: ScopedSql,
  account: Account,
  { transactionId: creditId }: Refundable,
  { of, amount, date, method, key, hash, paymentId, creditNoteId }: Back,
): Promise<void> {
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
  });
  if (!written) throw keyReused();
  sql.happened('moneyReturned', { customerId: account.id, on: date });
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
