import type { ProformaDetailFragment } from '../generated/graphql.ts';
import { DocumentMessages } from './DocumentMessages.tsx';

/** On a proforma invoice: its messages. */
export function ProformaMessages({ proforma }: { proforma: ProformaDetailFragment }) {
  const { id, number, status, customer, partner } = proforma;
  return (
    <DocumentMessages
      about={{ what: 'proforma', id, number, isVoid: status === 'VOID', customer, partner }}
    />
  );
}
