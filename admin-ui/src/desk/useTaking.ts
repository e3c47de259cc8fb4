import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { cashCorrection, changeOf, roundedToStep } from '@backhaul/domain/cashDesk/cash';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { currencyDigits, formatMinor, parseMinor } from '@backhaul/domain/money/money';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { PaymentMethod } from '../generated/graphql.ts';
import { readDecimal } from '../kit/decimal.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { newKey } from '../payments/index.ts';
import { TakePayment, type Found, type Receipt, type Till } from './api.ts';

/** What was typed, in minor units; null where it is no amount. */
function minorOf(text: string, digits: number): bigint | null {
  const read = readDecimal(text);
  try {
    return read === null ? null : parseMinor(read, digits);
  } catch {
    return null;
  }
}

/** What is due of those that are paid, and what of it cash pays. */
function payableOf(customer: Found, till: Till, invoiceId: string, method: PaymentMethod) {
  const digits = currencyDigits(till.currency);
  const paid = customer.openInvoices.filter(({ id }) => !invoiceId || id === invoiceId);
  const due = minorOf(addDecimals(paid.map((invoice) => invoice.due)), digits) ?? 0n;
  const step = method === 'CASH' && till.cashRounding ? minorOf(till.cashRounding, digits) : null;
  return { due, step, payable: step ? roundedToStep(due, step) : due };
}

/** Money as it is being taken: how much, how, what was handed over, and what goes back. */
export function useTaking(customer: Found, till: Till, onTaken: (receipt: Receipt) => void) {
  const locale = useLocale();
  const { currency } = till;
  const digits = currencyDigits(currency);
  const [invoiceId, setInvoiceId] = useState('');
  const [method, setMethod] = useState<PaymentMethod>(till.methods[0]);
  const [typed, setTyped] = useState<string | null>(null);
  const [tendered, setTendered] = useState('');
  // one key for one person at the counter: however often Enter is pressed, it is one payment
  const [idempotencyKey] = useState(newKey);
  const submission = useSubmit();
  const client = useQueryClient();
  const { due, step, payable } = payableOf(customer, till, invoiceId, method);
  const amountText = typed ?? (payable > 0n ? formatMinor(payable, digits) : '');
  const amount = minorOf(amountText, digits);
  const cash = method === 'CASH';
  const given = cash && tendered.trim() ? minorOf(tendered, digits) : null;
  const change = amount !== null && given !== null ? changeOf(amount, given) : null;
  const say = (of: bigint) => formatMoney(formatMinor(of, digits), currency, locale);

  /** What was refused of an amount says nothing of another one. */
  const changed = () => {
    if (Object.keys(submission.fields).length) submission.reset();
  };

  const take = async () => {
    if (amount === null || amount <= 0n)
      return submission.refuse({ amount: 'Enter how much is paid, for example 59.90.' });
    if (cash && tendered.trim() && change === null)
      return submission.refuse({ tendered: `Enter an amount of at least ${say(amount)}.` });
    await submission.submit(async () => {
      const { takeCashDeskPayment } = await request(TakePayment, {
        input: {
          customerId: customer.id,
          amount: formatMinor(amount, digits),
          method,
          invoiceId: invoiceId || null,
          tendered: given === null ? null : formatMinor(given, digits),
          idempotencyKey,
        },
      });
      // what was found shows what is owed now
      void client.invalidateQueries({ queryKey: ['desk', 'search'] });
      onTaken(takeCashDeskPayment);
    });
  };
  return {
    submission,
    take,
    invoiceId,
    choose: (id: string) => {
      changed();
      setInvoiceId(id === invoiceId ? '' : id);
      setTyped(null);
    },
    method,
    setMethod: (next: PaymentMethod) => {
      changed();
      setMethod(next);
    },
    /** As it stands in the field; what is due until something else is typed. */
    amountText,
    amount: amount !== null && amount > 0n ? say(amount) : null,
    /** The same for reckoning; empty while it is no amount. */
    exact: amount !== null && amount > 0n ? formatMinor(amount, digits) : '',
    setAmount: (next: string) => {
      changed();
      setTyped(next);
    },
    useDue: () => {
      changed();
      setTyped(null);
    },
    isDue: typed === null && payable > 0n,
    due: say(due),
    payable: payable > 0n ? say(payable) : null,
    /** Whether the last digits are corrected rather than paid. */
    rounds: amount !== null && Boolean(cashCorrection(amount, [due], step)),
    tendered,
    setTendered: (next: string) => {
      changed();
      setTendered(next);
    },
    change: change === null ? null : formatMinor(change, digits),
  };
}

export type Taking = ReturnType<typeof useTaking>;
