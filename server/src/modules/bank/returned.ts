import type { Suggestion } from '@backhaul/domain/bank/pairing';
import { numberKey } from '@backhaul/domain/bank/references';
import { numbersIn } from '@backhaul/domain/bank/textNumbers';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  documentsByKeys,
  paymentsOfInvoices,
  paymentsReturned,
  type MayReturn,
  type ToPair,
} from './pairing.store.ts';
import type { Rules } from './rules.ts';

/** How sure it is which payment a return gives back: named by an id of ours it is posted at once. */
export const OURS = 100;
const SURE = 98;

/** A return's proposal names the payment that it takes back. */
export interface ReturnSuggestion extends Suggestion {
  paymentId: string;
  /** What the bank took of it, in minor units: anything above is what it asks for giving it back. */
  paid: bigint;
  /** What of that had been given back already: it went out twice. */
  twice: bigint;
}

/** How a payment was found. */
const HOW = {
  OURS: { confidence: OURS, rule: 'STRUCTURED_REFERENCE', words: 'its id is that of the invoice' },
  END_TO_END: {
    confidence: SURE,
    rule: 'STRUCTURED_REFERENCE',
    words: 'it was made of the entry with the same end-to-end id',
  },
  NAMED: {
    confidence: SURE,
    rule: 'INVOICE_NUMBER',
    words: 'it paid the invoice that is named',
  },
} as const;

/**
 * Which payments returns take back: the one that settled the invoice whose number is the end-to-end or instruction id,
 * which is what collections of ours are called; else the one made of the entry with the same end-to-end id; else the
 * one that settled the invoice named by just that amount, where there is one alone.
 */
export async function returnsOf(
  sql: ScopedSql,
  { reach }: Rules,
  entries: readonly ToPair[],
): Promise<Map<string, ReturnSuggestion[]>> {
  const ends = [...new Set(entries.flatMap(({ endToEndId }) => endToEndId ?? []))];
  const byEnd = await paymentsReturned(sql, reach, ends);
  const said = entries.map((entry) => ({
    entry,
    ours: oursOf(entry),
    named: numbersIn(entry.lines),
  }));
  const documents = await documentsByKeys(sql, reach, [
    ...new Set(said.flatMap(({ ours, named }) => [...ours, ...named])),
  ]);
  const invoicesOf = (keys: ReadonlySet<string>) =>
    documents.filter(({ key, kind }) => kind === 'INVOICE' && keys.has(key));
  const asked = said.flatMap(({ entry, ours, named }) =>
    invoicesOf(new Set([...ours, ...named])).map(({ id, key }) => ({
      entryId: entry.id,
      invoiceId: id,
      key,
      most: amountOf(entry),
    })),
  );
  const paid = await paymentsOfInvoices(sql, asked);
  return new Map(
    said.map(({ entry, ours, named }) => {
      const of = (keys: ReadonlySet<string>, fits: (payment: MayReturn) => boolean) =>
        paid.filter(
          (payment) =>
            fits(payment) &&
            asked.some(
              ({ entryId, invoiceId, key }) =>
                entryId === entry.id && invoiceId === payment.invoiceId && keys.has(key),
            ),
        );
      const most = amountOf(entry);
      const covers = (payment: MayReturn) => payment.amount <= most || leftOf(payment) === most;
      const found = [
        { how: HOW.OURS, payments: of(ours, covers) },
        {
          how: HOW.END_TO_END,
          payments: byEnd.filter(
            (payment) => payment.endToEndId === entry.endToEndId && covers(payment),
          ),
        },
        {
          how: HOW.NAMED,
          payments: of(named, (each) => each.amount === most || leftOf(each) === most),
        },
      ].find(({ payments }) => payments.length > 0);
      const one = found && new Set(found.payments.map(({ id }) => id)).size === 1;
      return [entry.id, one ? [proposal(entry, found.payments[0], found.how)] : []];
    }),
  );
}

/** What was given back, without what the bank asks for it where it says so. */
const amountOf = ({ open, original }: ToPair) => original ?? -open;

/** What of a payment was not given back. */
const leftOf = ({ amount, refunded }: MayReturn) => amount - refunded;

/** Invoice numbers that its ids may be; from the second try on a collection's ends with -2 and so on. */
function oursOf({ endToEndId, customerReference }: ToPair): Set<string> {
  const ids = [endToEndId, customerReference].flatMap((id) => id ?? []);
  return new Set(ids.flatMap((id) => [numberKey(id), numberKey(id.replace(/-\d{1,2}$/, ''))]));
}

function proposal(
  entry: ToPair,
  payment: MayReturn,
  { confidence, rule, words }: (typeof HOW)[keyof typeof HOW],
): ReturnSuggestion {
  const { open, returnReason } = entry;
  const why = returnReason ? `: ${returnReason}` : '';
  const whole = payment.amount <= amountOf(entry);
  const part = payment.refunded > 0n ? 'what is left of ' : '';
  return {
    rule,
    confidence,
    fits: true,
    proposed: true,
    reason: `Takes back ${part}payment ${payment.receiptNumber}${why}; ${words}.`,
    parts: [{ customerId: payment.customerId, amount: open, documents: [] }],
    writeOff: 0n,
    paymentId: payment.id,
    paid: whole ? payment.amount : leftOf(payment),
    twice: whole ? payment.refunded : 0n,
  };
}
