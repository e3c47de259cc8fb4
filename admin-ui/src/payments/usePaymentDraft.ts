import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { currencyDigits } from '@backhaul/design';
import { request } from '../api/client.ts';
import { useCustomerChoice, type CustomerChoice } from '../customers/index.ts';
import type { OpenInvoicesOfQuery, PaymentMethod } from '../generated/graphql.ts';
import { addDecimals, isPositive, roundDecimal } from '@backhaul/domain/money/decimals';
import { readDecimal } from '../kit/decimal.ts';
import { OpenInvoicesQuery } from './api.ts';
import { useToday } from '../kit/scope/useToday.ts';

type Open = OpenInvoicesOfQuery['invoices']['nodes'][number];

/**
 * A payment as it is being written down: whose, how much, what for; with the invoices it can
 * settle.
 */
export function usePaymentDraft(customerId: string | null, invoiceId: string | null) {
  const given = useCustomerChoice(customerId);
  const [picked, setPicked] = useState<CustomerChoice | null>(null);
  const customer = picked ?? given;
  const [typed, setTyped] = useState<string | null>(null);
  const today = useToday(customer?.partner);
  const [typedDate, setDate] = useState<string | null>(null);
  const date = typedDate ?? today;
  const [method, setMethod] = useState<PaymentMethod>('BANK_TRANSFER');
  const [named, setNamed] = useState(invoiceId ?? '');
  const [comment, setComment] = useState('');
  const open = useQuery({
    queryKey: ['invoices', 'open-of', customer?.id],
    queryFn: () => request(OpenInvoicesQuery, { customerId: customer?.id ?? '' }),
    enabled: customer !== null,
  });
  const invoices: readonly Open[] = open.data?.invoices.nodes ?? [];
  const due = addDecimals(
    (named ? invoices.filter((invoice) => invoice.id === named) : invoices).map(
      (invoice) => invoice.due,
    ),
  );
  // What is due stands there until something else is typed.
  const amount =
    typed ??
    (isPositive(due) && customer ? roundDecimal(due, currencyDigits(customer.currency)) : '');
  const exact = readDecimal(amount) ?? '';
  const atDue = () => setTyped(null);
  return {
    customer,
    pick: (next: CustomerChoice | null) => {
      setPicked(next);
      atDue();
      setNamed('');
    },
    /** What is due, and whether the amount is just that. */
    due,
    isDue: typed === null,
    atDue,
    /** As it stands in the field, and as it is sent; empty while it is no number. */
    amount,
    exact,
    setAmount: setTyped,
    date,
    setDate,
    method,
    setMethod,
    /** The invoice it is for; empty: the oldest due first. */
    named,
    name: (id: string) => {
      setNamed(id);
      atDue();
    },
    comment,
    setComment,
    open,
    invoices,
  };
}

export type PaymentDraft = ReturnType<typeof usePaymentDraft>;
