import type { Suggestion } from '@backhaul/domain/bank/pairing';
import { numbersIn } from '@backhaul/domain/bank/textNumbers';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  documentsByKeys,
  paymentsOfInvoices,
  paymentsReturned,
  type ToPair,
} from './pairing.store.ts';
import type { Rules } from './rules.ts';

/** How sure it is which payment a return gives back. */
const SURE = 98;

/** A return's proposal names the payment that it takes back. */
export interface ReturnSuggestion extends Suggestion {
  paymentId: string;
}

/**
 * Which payments returns take back: the one made of the entry with the same end-to-end id, else the one that settled the
 * invoice named by just that amount, where there is one alone.
 */
export async function returnsOf(
  sql: ScopedSql,
  { reach }: Rules,
  entries: readonly ToPair[],
): Promise<Map<string, ReturnSuggestion[]>> {
  const ends = [...new Set(entries.flatMap(({ endToEndId }) => endToEndId ?? []))];
  const byEnd = await paymentsReturned(sql, reach, ends);
  const named = entries.map((entry) => ({ entry, keys: numbersIn(entry.lines) }));
  const documents = await documentsByKeys(sql, reach, [
    ...new Set(named.flatMap(({ keys }) => [...keys])),
  ]);
  const asked = named.flatMap(({ entry, keys }) =>
    documents
      .filter(({ key, kind }) => kind === 'INVOICE' && keys.has(key))
      .map(({ id }) => ({ entryId: entry.id, invoiceId: id, amount: amountOf(entry) })),
  );
  const byInvoice = await paymentsOfInvoices(sql, asked);
  return new Map(
    entries.map((entry) => {
      const first = byEnd.filter(
        ({ endToEndId, amount }) => endToEndId === entry.endToEndId && amount <= -entry.open,
      );
      const invoices = asked
        .filter(({ entryId }) => entryId === entry.id)
        .map(({ invoiceId }) => invoiceId);
      const second = byInvoice.filter(
        ({ invoiceId, amount }) => invoices.includes(invoiceId) && amount === amountOf(entry),
      );
      const payments = first.length ? first : second;
      return [
        entry.id,
        payments.length === 1 ? [proposal(entry, payments[0], first.length > 0)] : [],
      ];
    }),
  );
}

/** What was given back, without what the bank asks for it. */
const amountOf = ({ open, original }: ToPair) => original ?? -open;

function proposal(
  { open, returnReason }: ToPair,
  payment: { id: string; customerId: string; receiptNumber: string },
  byEnd: boolean,
): ReturnSuggestion {
  const how = byEnd
    ? 'it was made of the entry with the same end-to-end id'
    : 'it paid the invoice that is named';
  const why = returnReason ? `: ${returnReason}` : '';
  return {
    rule: byEnd ? 'STRUCTURED_REFERENCE' : 'INVOICE_NUMBER',
    confidence: SURE,
    fits: true,
    reason: `Takes back payment ${payment.receiptNumber}${why}; ${how}.`,
    parts: [{ customerId: payment.customerId, amount: open, documents: [] }],
    writeOff: 0n,
    paymentId: payment.id,
  };
}
