import { SearchInput, SelectInput } from 'react-admin';
import { CustomerTable, customerSkeleton, customerStatuses } from '../customers/index.ts';
import { asSelectChoices, yesNoFilter } from '../kit/words.ts';
import { EmptyState } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';

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

/** Who may come to pay, and what each owes. */
export function DeskCustomers() {
  return (
    <ListPage
      title="Customers"
      sort={{ field: 'number', order: 'ASC' }}
      filters={filters}
      skeleton={customerSkeleton}
      empty={
        <EmptyState title="No customers yet">
          Whoever pays stands here once somebody has added them.
        </EmptyState>
      }
    >
      <CustomerTable desk />
    </ListPage>
  );
}
