import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { DocumentMessages } from './DocumentMessages.tsx';

/** On an invoice: its messages. A draft has none. */
export function InvoiceMessages({ invoice }: { invoice: InvoiceDetailFragment }) {
  const { id, number, status, customer, partner } = invoice;
  return status === 'DRAFT' ? null : (
    <DocumentMessages
      about={{
        what: 'invoice',
        id,
        number,
        isVoid: status === 'VOID',
        customer: { ...customer, email: customer.email ?? null },
        partner,
      }}
    />
  );
}
