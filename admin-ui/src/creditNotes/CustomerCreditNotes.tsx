import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import { CreditNoteTable, creditNoteSkeleton } from './CreditNoteTable.tsx';

/** What a customer was credited. */
export function CustomerCreditNotes({ customer }: { customer: CustomerDetailFragment }) {
  return (
    <RecordList
      resource="credit-notes"
      filter={{ customerId: customer.id }}
      what="credit notes"
      sort={{ field: 'documentDate', order: 'DESC' }}
      skeleton={creditNoteSkeleton}
      empty={{
        title: 'No credit notes',
        text: 'Nothing was credited yet. “Correct this invoice” on an invoice makes one.',
      }}
    >
      <CreditNoteTable customer={false} />
    </RecordList>
  );
}
