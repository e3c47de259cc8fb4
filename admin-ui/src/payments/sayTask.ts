import { formatMoney } from '@backhaul/design';
import type { PaymentTaskListQuery } from '../generated/graphql.ts';

export type PaymentTask = PaymentTaskListQuery['paymentTasks'][number];

const REFERENCE = / \(its number there: ([^)]+)\)/;

/** The number that the payment provider knows it by, to look it up there. */
export function providerNumber({ words }: PaymentTask): string | null {
  return REFERENCE.exec(words)?.[1] ?? null;
}

/** What came in otherwise than was asked for, with its amounts as its reader writes them. */
export function sayPaymentTask(task: PaymentTask, locale: string): string {
  const { kind, askedAmount, askedCurrency, receivedAmount, receivedCurrency } = task;
  const told = askedAmount && askedCurrency && receivedAmount && receivedCurrency;
  if (kind === 'CHARGE_FAILED' && askedAmount && askedCurrency)
    return `Automatic payment of ${formatMoney(askedAmount, askedCurrency, locale)}: ${task.words}`;
  // of what happened after a payment was booked only the server's words say what it is
  if (kind === 'RETURNED' || kind === 'AFTER_PAID' || !told)
    return task.words.replace(REFERENCE, '');
  const asked = formatMoney(askedAmount, askedCurrency, locale);
  const received = formatMoney(receivedAmount, receivedCurrency, locale);
  return task.payment
    ? `${received} came in by an online payment of ${asked}. It is booked as it came: see to what is missing or too much.`
    : `The payment provider took ${received} for an online payment of ${asked}. Nothing is booked: give it back there, or record what it is worth.`;
}
