import type { Clock } from '../../platform/clock.ts';
import { changeOf } from '@backhaul/domain/cashDesk/cash';
import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import { amountInput, textInput } from '../../kit/input.ts';
import { got } from '../../platform/must.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { type Account, lockAccount } from '../ledger/index.ts';
import { type NewPayment, paymentOfKey, recordPayment } from '../payments/index.ts';
import { loadPayments } from '../settings/index.ts';
import { correct, correctionOf } from './rounding.ts';
import { moveCash } from './tillCash.ts';
import { lockOwnSession, type SessionRow } from './sessions.store.ts';
import { tillsById, type TillRow } from './tills.store.ts';

interface Taking {
  customerId: string;
  amount: string;
  method: PaymentMethod;
  invoiceId?: string | null;
  tendered?: string | null;
  idempotencyKey: string;
}

/**
 * Takes money of a customer in the open session of whoever does it; the payment's id. The day is
 * the till's. Cash that is all that is due, rounded to the coins there are, settles it: what is left
 * is a correction of its own. A key used before with the same content gives the first payment again,
 * whatever became of the session. Refuses NOT_FOUND, wrong values by field (a customer that is not
 * the till's to take for, a method that is not offered, less handed over than is paid), what
 * recordPayment() refuses, and CONFLICT NO_SESSION and TILL_LIMIT.
 */
export async function takePayment(
  sql: ScopedSql,
  userId: string,
  input: Taking,
  todayIn: Clock['today'],
): Promise<string> {
  const account = await lockAccount(sql, input.customerId);
  const amount = amountInput(input.amount, account.currency, 'amount', { positive: true });
  const tendered = checkedTendered(input, account, amount);
  textInput(input.idempotencyKey, 'idempotencyKey', { min: 1 });
  const asked: NewPayment = {
    customerId: account.id,
    amount: input.amount,
    method: input.method,
    invoiceId: input.invoiceId,
    idempotencyKey: input.idempotencyKey,
    date: todayIn(account.clock),
    desk: { origin: 'Cash desk' },
  };
  const before = await paymentOfKey(sql, account, asked);
  if (before) return before;
  const { session, till } = await openFor(sql, userId, account);
  const rules = got(await loadPayments(sql, [till.partnerId]), till.partnerId);
  if (!rules.cashDeskMethods.includes(input.method))
    throw badInput({ method: `is not taken here; these are: ${rules.cashDeskMethods.join(', ')}` });
  const date = await firstOpenDay(sql, account, todayIn(till.clock));
  const correction = await correctionOf(sql, account, input, {
    amount,
    cashRounding: rules.cashRounding,
  });
  const payment: NewPayment = {
    ...asked,
    date,
    desk: { origin: `Till ${till.name}, ${session.openedBy}` },
  };
  const paymentId = await recordPayment(sql, payment, todayIn);
  await moveCash(
    sql,
    { session, till },
    { kind: 'PAYMENT', method: input.method, amount, paymentId, tendered },
  );
  // the account as the payment left it
  if (correction !== 0n)
    await correct(sql, await lockAccount(sql, account.id), {
      paymentId,
      correction,
      date,
      invoiceId: input.invoiceId ?? null,
    });
  return paymentId;
}

function checkedTendered(
  { tendered: given, method }: Taking,
  { currency }: Account,
  amount: bigint,
): bigint | null {
  if (given == null) return null;
  const tendered = amountInput(given, currency, 'tendered', { positive: true });
  const change = changeOf(amount, tendered);
  if (change === null) throw badInput({ tendered: 'is less than the amount' });
  if (change > 0n && method !== 'CASH')
    throw badInput({ tendered: 'is more than the amount: change is given of cash only' });
  return tendered;
}

/** The open session of whoever takes money, for a customer that its till may take money of. */
async function openFor(
  sql: ScopedSql,
  userId: string,
  { partnerPath, currency }: Account,
): Promise<{ session: SessionRow; till: TillRow }> {
  const session = await lockOwnSession(sql, userId);
  if (!session) throw conflict('NO_SESSION', 'Open a till before you take money.');
  const [till] = await tillsById(sql, [session.tillId]);
  if (!partnerPath.startsWith(till.partnerPath))
    throw badInput({ customerId: `is a customer of another partner than ${till.name} is of` });
  if (currency !== till.currency)
    throw badInput({ customerId: `pays in ${currency}; ${till.name} takes ${till.currency}` });
  return { session, till };
}
