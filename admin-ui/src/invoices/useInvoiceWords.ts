import { useState } from 'react';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';

/** What an invoice in the making says beside its lines; empty: what all invoices of its partner say. */
export function useInvoiceWords(draft: InvoiceDetailFragment | undefined) {
  const [note, setNote] = useState(draft?.note ?? '');
  const [terms, setTerms] = useState(draft?.terms ?? '');
  const [memo, setMemo] = useState('');
  return {
    fields: [
      {
        name: 'note',
        label: 'Note to the customer',
        help: 'Empty: what all invoices of the partner say',
        value: note,
        onChange: setNote,
      },
      {
        name: 'terms',
        label: 'Terms',
        help: 'Empty: those of all invoices of the partner',
        value: terms,
        onChange: setTerms,
      },
      // later it is noted on the invoice
      ...(draft
        ? []
        : [
            {
              name: 'memo',
              label: 'Internal memo',
              help: 'Never printed',
              value: memo,
              onChange: setMemo,
            },
          ]),
    ],
    dirty: note !== (draft?.note ?? '') || terms !== (draft?.terms ?? '') || memo !== '',
    input: () => ({
      note: note.trim() || null,
      terms: terms.trim() || null,
      memo: memo.trim() || null,
    }),
  };
}
