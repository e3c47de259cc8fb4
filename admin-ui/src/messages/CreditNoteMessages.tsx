import type { CreditNoteDetailFragment } from '../generated/graphql.ts';
import { DocumentMessages } from './DocumentMessages.tsx';

/** On a credit note: its messages. */
export function CreditNoteMessages({ note }: { note: CreditNoteDetailFragment }) {
  const { id, number, customer, partner } = note;
  return (
    <DocumentMessages
      about={{ what: 'credit note', id, number, isVoid: false, customer, partner }}
    />
  );
}
