import { cashCorrection } from '@backhaul/domain/cashDesk/cash';
import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { currencyDigits } from '@backhaul/domain/money/money';
import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import { takeOff } from '@backhaul/domain/settlement/givingBack';
import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  type Account,
  allocateCredits,
  lockAccount,
  moveSettlements,
  openInvoices,
  post,
  standingOf,
  whatKeeps,
} from '../ledger/index.ts';
import { insertRounding, roundingsOf, type Rounding, useUp } from './rounding.store.ts';

const WORDS = 'Rounding of cash';

/**
 * What is to be corrected once so much cash is paid, in minor units; zero where it is exact, or not meant to be all.
 * cashRounding: the step, as its setting says it. Source: payments, Cash desk.
 */
export async function correctionOf(
  sql: ScopedSql,
  account: Account,
  { method, invoiceId }: { method: PaymentMethod; invoiceId?: string | null },
  { amount, cashRounding }: { amount: bigint; cashRounding: string | null },
): Promise<bigint> {
  if (method !== 'CASH' || cashRounding === null) return 0n;
  const open = (await openInvoices(sql, [account.id])).get(account.id) ?? [];
  const named = open.find(({ id }) => id === invoiceId);
  const all = open.reduce((sum, { due }) => sum + due, 0n);
  const dues = [...(named ? [named.due] : []), -account.balanceMinor, all];
  const step = roundToMinor(fromDecimal(cashRounding), currencyDigits(account.currency));
  return cashCorrection(amount, dues, step > 0n ? step : null) ?? 0n;
}

/** Posts the correction of a payment, and pays with it what is left of the invoice that was named. */
export async function correct(
  sql: ScopedSql,
  account: Account,
  asked: { paymentId: string; correction: bigint; date: string; invoiceId: string | null },
): Promise<void> {
  const { paymentId, correction, date, invoiceId } = asked;
  const credit = correction > 0n;
  const [transactionId] = await post(sql, account, [
    {
      type: credit ? 'CREDIT' : 'DEBIT',
      amountMinor: credit ? correction : -correction,
      category: 'Correction',
      description: WORDS,
      date,
      settles: credit,
    },
  ]);
  await insertRounding(sql, account, { paymentId, transactionId, amount: correction });
  if (!credit || !invoiceId) return; // else what the balance pays by itself
  const open = (await openInvoices(sql, [account.id])).get(account.id) ?? [];
  const named = open.find(({ id }) => id === invoiceId);
  if (named)
    await allocateCredits(sql, [
      {
        customerId: account.id,
        partnerId: account.partnerId,
        partnerPath: account.partnerPath,
        invoiceId,
        transactionId,
        paymentId: null,
        amount: named.due < correction ? named.due : correction,
        madeBy: 'BALANCE',
        date,
      },
    ]);
}

/**
 * Takes the corrections of payments back that were reversed: what a payment that never came left to be corrected is
 * nothing. Refuses CONFLICT MORE_THAN_PAID where a note gave back in money what a correction settles.
 */
export async function takeBackRoundings(
  sql: ScopedSql,
  all: readonly { paymentId: string; on: string }[],
): Promise<void> {
  const roundings = await roundingsOf(
    sql,
    all.map(({ paymentId }) => paymentId),
  );
  for (const rounding of roundings) {
    const reversed = all.find(({ paymentId }) => paymentId === rounding.paymentId);
    if (reversed)
      await takeBack(sql, await lockAccount(sql, rounding.customerId), rounding, reversed.on);
  }
}

async function takeBack(
  sql: ScopedSql,
  account: Account,
  { paymentId, transactionId, amount, receiptNumber }: Rounding,
  date: string,
): Promise<void> {
  const credit = amount > 0n;
  if (credit) {
    const creditId = transactionId;
    const standing = await standingOf(sql, { creditId, paymentId, customerId: account.id });
    const { kept, moves } = takeOff(standing, creditId, amount, amount);
    if (kept.length)
      throw conflict(
        'MORE_THAN_PAID',
        `The rounding of payment ${receiptNumber} settles ${whatKeeps(standing, kept)}.`,
      );
    await moveSettlements(sql, account, { ...standing, paymentId: null }, moves, date);
    await useUp(sql, creditId);
  }
  await post(sql, account, [
    {
      type: credit ? 'DEBIT' : 'CREDIT',
      amountMinor: credit ? amount : -amount,
      category: 'Correction',
      description: `Reversed: ${WORDS.toLowerCase()} of payment ${receiptNumber}`,
      reversesId: transactionId,
      date,
    },
  ]);
}
