import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import { ProformaTable, proformaSkeleton } from './ProformaTable.tsx';

/** What a customer was asked to pay ahead. */
export function CustomerProformas({ customer }: { customer: CustomerDetailFragment }) {
  return (
    <RecordList
      resource="proformas"
      filter={{ customerId: customer.id }}
      what="proformas"
      sort={{ field: 'documentDate', order: 'DESC' }}
      skeleton={proformaSkeleton}
      empty={{
        title: 'No proformas',
        text: 'Nothing was asked for ahead. “New proforma” makes a request for payment.',
      }}
    >
      <ProformaTable customer={false} />
    </RecordList>
  );
}
