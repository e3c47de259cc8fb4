import { Box } from '@mui/material';
import { DataTable, SearchInput, SelectInput } from 'react-admin';
import type { DeskCustomerRowFragment } from '../generated/graphql.ts';
import { RowLink } from '../kit/list/RowLink.tsx';
import { wide } from '../kit/list/wide.ts';
import { customerStatuses } from '../customers/index.ts';
import { asSelectChoices, yesNoFilter } from '../kit/words.ts';
import { EmptyState, Money, StatusChip } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';

type Row = DeskCustomerRowFragment;

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Name or number" />,
  <SelectInput
    key="status"
    source="status"
    label="Status"
    alwaysOn
    choices={asSelectChoices(customerStatuses)}
  />,
  <SelectInput
    key="debt"
    source="debt"
    label="Balance"
    alwaysOn
    {...yesNoFilter}
    choices={[
      { id: 'true', name: 'In debt' },
      { id: 'false', name: 'Not in debt' },
    ]}
  />,
];

const skeleton = [
  { width: 7 },
  { width: 30 },
  { width: 10 },
  { width: 14, end: true },
  { width: 14, end: true },
];

/** Who may come to pay, and what each owes. */
export function DeskCustomers() {
  return (
    <ListPage
      title="Customers"
      sort={{ field: 'number', order: 'ASC' }}
      filters={filters}
      skeleton={skeleton}
      empty={
        <EmptyState title="No customers yet">
          Whoever pays stands here once somebody has added them.
        </EmptyState>
      }
    >
      <DataTable<Row> bulkActionButtons={false} rowClick="show">
        <DataTable.Col<Row>
          source="number"
          sx={wide}
          label="Number"
          render={(customer) => (
            <Box
              component="span"
              sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
            >
              {customer.number}
            </Box>
          )}
        />
        <DataTable.Col<Row>
          source="name"
          label="Name"
          render={(customer) => (
            <RowLink to={`/customers/${customer.id}/show`} sx={{ fontWeight: 600 }}>
              {customer.name}
            </RowLink>
          )}
        />
        <DataTable.Col<Row>
          source="status"
          label="Status"
          render={(customer) => <StatusChip status={customer.status} />}
        />
        <DataTable.Col<Row>
          source="outstanding"
          sx={wide}
          label="Outstanding"
          align="right"
          disableSort
          render={(customer) => (
            <Money amount={customer.outstanding} currency={customer.currency} />
          )}
        />
        <DataTable.Col<Row>
          source="balance"
          label="Balance"
          align="right"
          render={(customer) => (
            <Money amount={customer.balance} currency={customer.currency} strong warnBelowZero />
          )}
        />
      </DataTable>
    </ListPage>
  );
}
