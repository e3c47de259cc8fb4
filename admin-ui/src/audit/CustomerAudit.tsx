import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import { AuditTable, auditSkeleton } from './AuditTable.tsx';

/** What was done to a customer and to what is its own, by whom. */
export function CustomerAudit({ customer }: { customer: CustomerDetailFragment }) {
  return (
    <RecordList
      resource="audit"
      filter={{ customerId: customer.id }}
      what="changes"
      sort={{ field: 'at', order: 'DESC' }}
      skeleton={auditSkeleton}
      empty={{
        title: 'No changes',
        text: 'What anybody does to this customer, its services, documents and payments is written down here.',
      }}
    >
      <AuditTable />
    </RecordList>
  );
}
