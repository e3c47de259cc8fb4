import { Box } from '@mui/material';
import { DataTable, DateInput, SearchInput } from 'react-admin';
import { CustomerLink } from '../customers/index.ts';
import { wide } from '../kit/list/wide.ts';
import type { DeskInvoiceRowFragment } from '../generated/graphql.ts';
import { DateText, EmptyState, Money, StatusChip } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';

type Row = DeskInvoiceRowFragment;

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Number or customer" />,
  <DateInput key="due" source="dueTo" label="Due up to" alwaysOn />,
];

export const invoiceSkeleton = [
  { width: 16 },
  { width: 24 },
  { width: 12 },
  { width: 12 },
  { width: 14, end: true },
  { width: 14, end: true },
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
      <DeskInvoiceTable />
    </ListPage>
  );
}

/** Open invoices as rows; `customer` off where all are of one. */
export function DeskInvoiceTable({ customer = true }: { customer?: boolean }) {
  return (
    <DataTable<Row>
      bulkActionButtons={false}
      rowClick={
        customer
          ? (_id, _resource, invoice) => `/customers/${(invoice as Row).customer.id}/show`
          : false
      }
    >
      <DataTable.Col<Row>
        source="number"
        label="Number"
        render={(invoice) => <NumberCell invoice={invoice} />}
      />
      {customer && (
        <DataTable.Col<Row>
          source="customer"
          label="Customer"
          disableSort
          render={(invoice) => <CustomerLink customer={invoice.customer} />}
        />
      )}
      <DataTable.Col<Row>
        source="status"
        sx={wide}
        label="Status"
        disableSort
        render={(invoice) => <StatusChip status={invoice.status} />}
      />
      <DataTable.Col<Row>
        source="documentDate"
        sx={wide}
        label="Date"
        render={(invoice) => <DateText date={invoice.documentDate} />}
      />
      <DataTable.Col<Row>
        source="dueDate"
        sx={wide}
        label="Due date"
        render={(invoice) => <DateText date={invoice.dueDate} />}
      />
      <DataTable.Col<Row>
        source="total"
        sx={wide}
        label="Total"
        align="right"
        render={(invoice) => <Money amount={invoice.total} currency={invoice.currency} />}
      />
      <DataTable.Col<Row>
        source="due"
        label="Due"
        align="right"
        render={(invoice) => <Money amount={invoice.due} currency={invoice.currency} strong />}
      />
    </DataTable>
  );
}

/** The number; on a phone also until when it is to be paid, instead of a column. */
function NumberCell({ invoice }: { invoice: Row }) {
  return (
    <Box sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
      {invoice.number}
      <Box sx={{ display: { md: 'none' }, color: 'text.secondary', fontSize: '0.8125rem' }}>
        due <DateText date={invoice.dueDate} />
      </Box>
    </Box>
  );
}
