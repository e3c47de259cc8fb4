import { DateInput, SearchInput } from 'react-admin';
import { InvoiceTable, invoiceSkeleton } from '../invoices/index.ts';
import { EmptyState } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Number or customer" />,
  <DateInput key="due" source="dueTo" label="Due up to" alwaysOn />,
];

/** Invoices on which something is due, oldest due first; one pays at its customer's page. */
export function DeskInvoices() {
  return (
    <ListPage
      title="Open invoices"
      sort={{ field: 'dueDate', order: 'ASC' }}
      filters={filters}
      skeleton={invoiceSkeleton}
      empty={
        <EmptyState title="Nothing is open">
          Every invoice is paid. New ones stand here from the day they are issued.
        </EmptyState>
      }
    >
      <InvoiceTable desk />
    </ListPage>
  );
}
