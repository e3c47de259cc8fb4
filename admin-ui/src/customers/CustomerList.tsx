import { Suspense } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Button } from '@mui/material';
import {
  AutocompleteInput,
  DateInput,
  ReferenceInput,
  SearchInput,
  SelectInput,
} from 'react-admin';
import { CurrencyInput, EmptyState, useCan } from '../kit/index.ts';
import { ChosenRows, useChosenParts } from '../kit/list/ChosenRows.tsx';
import { ListPage } from '../kit/list/ListPage.tsx';
import { CustomerTable, customerSkeleton } from './CustomerTable.tsx';
import { LabelsFilter, LocationFilter } from '../marks/index.ts';
import { chosenCustomers, foundCustomers } from './slots.ts';
import { billingTypes, customerStatuses } from './words.ts';
import { kinds } from './CustomerForm.tsx';
import { asSelectChoices, yesNoFilter } from '../kit/words.ts';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Name, number, phone, e-mail, city" />,
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
  <SelectInput key="kind" source="kind" label="Kind" choices={asSelectChoices(kinds)} />,
  <ReferenceInput key="partner" source="partnerId" reference="partners">
    <AutocompleteInput label="Partner" optionText="name" />
  </ReferenceInput>,
  <ReferenceInput key="tariff" source="tariffId" reference="tariffs">
    <AutocompleteInput label="Tariff" optionText="name" />
  </ReferenceInput>,
  <LabelsFilter key="labels" source="labels" label="Labels" />,
  <LocationFilter key="location" source="locationId" label="Location" />,
  <CurrencyInput key="currency" source="currency" />,
  <DateInput key="createdFrom" source="createdFrom" label="Customer since" />,
  <DateInput key="createdTo" source="createdTo" label="Customer since, up to" />,
  <SearchInput key="external" source="externalId" placeholder="External number" />,
];

/** Everybody who buys, as far as the viewer and the partner switch let see. */
export function CustomerList() {
  const chosen = useChosenParts(chosenCustomers);
  const found = useChosenParts(foundCustomers);
  const mayCreate = useCan('customers:write');
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
      actions={
        <>
          <Suspense fallback={null}>
            {found.map(({ Part }, index) => (
              <Part key={index} />
            ))}
          </Suspense>
          {create}
        </>
      }
      skeleton={customerSkeleton}
      selection={chosen.length > 0 && <ChosenRows one="customer" many="customers" parts={chosen} />}
      empty={
        <EmptyState title="No customers yet" action={create || undefined}>
          A customer buys services and is billed for them. Add the first one here; many at once are
          moved in with the import.
        </EmptyState>
      }
    >
      <CustomerTable selectable={chosen.length > 0} />
    </ListPage>
  );
}
