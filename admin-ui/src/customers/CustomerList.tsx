import { Link as RouterLink } from 'react-router-dom';
import { Box, Button } from '@mui/material';
import {
  AutocompleteInput,
  DataTable,
  DateInput,
  ReferenceInput,
  SearchInput,
  SelectInput,
} from 'react-admin';
import type { CustomerRowFragment } from '../generated/graphql.ts';
import { OnPhone } from '../kit/list/OnPhone.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { wide } from '../kit/list/wide.ts';
import { useCustomFieldColumns } from '../fields/index.ts';
import {
  CurrencyInput,
  DateText,
  EmptyState,
  Money,
  StatusChip,
  TickColumn,
  useCan,
} from '../kit/index.ts';
import { ChosenRows, useChosenParts } from '../kit/list/ChosenRows.tsx';
import { ListPage } from '../kit/list/ListPage.tsx';
import { chosenCustomers } from './slots.ts';
import { billingTypes, customerStatuses, sayBillingType } from './words.ts';
import { asSelectChoices, yesNoFilter } from '../kit/words.ts';

type Row = CustomerRowFragment;

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Name, number or e-mail" />,
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
  <DateInput key="next" source="nextBillingTo" label="Billed next up to" alwaysOn />,
  <SelectInput
    key="type"
    source="billingType"
    label="Billing type"
    choices={asSelectChoices(billingTypes)}
  />,
  <ReferenceInput key="partner" source="partnerId" reference="partners">
    <AutocompleteInput label="Partner" optionText="name" />
  </ReferenceInput>,
  <ReferenceInput key="tariff" source="tariffId" reference="tariffs">
    <AutocompleteInput label="Tariff" optionText="name" />
  </ReferenceInput>,
  <CurrencyInput key="currency" source="currency" />,
  <DateInput key="createdFrom" source="createdFrom" label="Customer since" />,
  <SearchInput key="external" source="externalId" placeholder="External number" />,
];

const skeleton = [
  { width: 7 },
  { width: 28 },
  { width: 18 },
  { width: 9 },
  { width: 10 },
  { width: 12, end: true },
  { width: 12, end: true },
];

/** Everybody who buys, as far as the viewer and the partner switch let see. */
export function CustomerList() {
  const chosen = useChosenParts(chosenCustomers);
  const mayCreate = useCan('customers:write');
  const custom = useCustomFieldColumns('CUSTOMER');
  const create = mayCreate && (
    <Button variant="contained" component={RouterLink} to="/customers/create">
      New customer
    </Button>
  );
  return (
    <ListPage
      title="Customers"
      customFields="CUSTOMER"
      wholeFile="customers"
      sort={{ field: 'number', order: 'ASC' }}
      filters={filters}
      actions={create}
      skeleton={skeleton}
      selection={chosen.length > 0 && <ChosenRows one="customer" many="customers" parts={chosen} />}
      empty={
        <EmptyState title="No customers yet" action={create || undefined}>
          A customer buys services and is billed for them. Add the first one here; many at once are
          moved in with the import.
        </EmptyState>
      }
    >
      <DataTable<Row>
        bulkActionButtons={false}
        rowClick="show"
        hiddenColumns={['billingType', 'overdue']}
      >
        {chosen.length > 0 && <TickColumn<Row> nameOf={(customer) => customer.name} />}
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
          render={(customer) => <NameCell customer={customer} />}
        />
        <DataTable.Col<Row>
          source="partner"
          sx={wide}
          label="Partner"
          disableSort
          render={(customer) => customer.partner.name}
        />
        <DataTable.Col<Row>
          source="status"
          sx={wide}
          label="Status"
          render={(customer) => <Standing customer={customer} />}
        />
        <DataTable.Col<Row>
          source="billingType"
          sx={wide}
          label="Billing type"
          disableSort
          render={(customer) => sayBillingType(customer.billingType)}
        />
        <DataTable.Col<Row>
          source="billing.nextBillingDate"
          sx={wide}
          label="Billed next"
          render={(customer) => <DateText date={customer.billing.nextBillingDate} />}
        />
        <DataTable.Col<Row>
          source="outstanding"
          sx={wide}
          label="Outstanding"
          align="right"
          disableSort
          render={(customer) => (
            <Money
              amount={customer.outstanding}
              currency={customer.currency}
              sx={Number(customer.outstanding) === 0 ? { color: 'text.secondary' } : {}}
            />
          )}
        />
        <DataTable.Col<Row>
          source="overdue"
          sx={wide}
          label="Overdue"
          align="right"
          disableSort
          render={(customer) => <Money amount={customer.overdue} currency={customer.currency} />}
        />
        <DataTable.Col<Row>
          source="balance"
          label="Balance"
          align="right"
          render={(customer) => (
            <Money amount={customer.balance} currency={customer.currency} strong warnBelowZero />
          )}
        />
        {custom}
      </DataTable>
    </ListPage>
  );
}

function Standing({ customer: { status, statusReason } }: { customer: Row }) {
  return <StatusChip status={status} {...(statusReason ? { title: statusReason } : {})} />;
}

/** Who it is; on a phone also how it stands, instead of a column. */
function NameCell({ customer }: { customer: Row }) {
  return (
    <Box sx={{ minWidth: 120 }}>
      <RowLink to={`/customers/${customer.id}/show`} sx={{ fontWeight: 600 }}>
        {customer.name}
      </RowLink>
      {customer.email && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
          {customer.email}
        </Box>
      )}
      <OnPhone>
        <Box sx={{ marginBlockStart: 0.5 }}>
          <Standing customer={customer} />
        </Box>
      </OnPhone>
    </Box>
  );
}
