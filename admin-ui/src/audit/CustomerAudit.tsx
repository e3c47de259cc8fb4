import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import { AuditTable, auditSkeleton } from './AuditTable.tsx';

/** What was done to a customer, by whom. */
export function CustomerAudit({ customer }: { customer: CustomerDetailFragment }) {
  return (
    <RecordList
      resource="audit"
      filter={{ entity: 'customer', entityId: customer.id }}
      what="changes"
      sort={{ field: 'at', order: 'DESC' }}
      skeleton={auditSkeleton}
      empty={{
        title: 'No changes',
        text: 'What anybody changes of this customer is written down here.',
      }}
    >
      <AuditTable />
    </RecordList>
  );
}
