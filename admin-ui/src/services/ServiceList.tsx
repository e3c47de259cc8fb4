import { Suspense } from 'react';
import {
  AutocompleteInput,
  DateInput,
  ReferenceInput,
  SearchInput,
  SelectInput,
} from 'react-admin';
import { statusLook } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { ServiceFilter, ServiceStatus } from '../generated/graphql.ts';
import { CurrencyInput, EmptyState, useCan } from '../kit/index.ts';
import { ChosenRows, useChosenParts } from '../kit/list/ChosenRows.tsx';
import { FoundSums, type FoundSum } from '../kit/list/FoundSums.tsx';
import { ListPage } from '../kit/list/ListPage.tsx';
import { LabelsFilter, LocationFilter } from '../marks/index.ts';
import { chosenServices, foundServices } from './slots.ts';
import { serviceApi, ServiceSumsQuery } from './api.ts';
import { ServiceTable, serviceSkeleton } from './ServiceTable.tsx';

const statuses: readonly ServiceStatus[] = ['PENDING', 'ACTIVE', 'PAUSED', 'STOPPED', 'ARCHIVED'];

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Service or customer" />,
  <SelectInput
    key="status"
    source="status"
    label="Status"
    alwaysOn
    choices={statuses.map((id) => ({ id, name: statusLook(id).label }))}
  />,
  <ReferenceInput key="tariff" source="tariffId" reference="tariffs" alwaysOn>
    <AutocompleteInput label="Tariff" optionText="name" />
  </ReferenceInput>,
  <LabelsFilter key="labels" source="labels" label="Labels" />,
  <LocationFilter key="location" source="locationId" label="Location" />,
  <CurrencyInput key="currency" source="currency" />,
  <DateInput key="activeOn" source="activeOn" label="Brings in revenue on" />,
];

async function sumsOf(filter: ServiceFilter): Promise<FoundSum[]> {
  const { monthlyRecurringRevenue } = (await request(ServiceSumsQuery, { filter })).services;
  return monthlyRecurringRevenue.map(({ amount, currency }) => ({
    currency,
    amounts: [['Monthly recurring revenue', amount]],
  }));
}

/** Every service that was ever sold. */
export function ServiceList() {
  const seesTariffs = useCan('tariffs:read');
  const seesPrices = useCan('invoices:read');
  const chosen = useChosenParts(chosenServices);
  const found = useChosenParts(foundServices);
  return (
    <ListPage
      title="Services"
      customFields="SERVICE"
      wholeFile="services"
      sort={{ field: 'startDate', order: 'DESC' }}
      filters={filters.filter(({ key }) => key !== 'tariff' || seesTariffs)}
      skeleton={serviceSkeleton}
      actions={
        <Suspense fallback={null}>
          {found.map(({ Part }, index) => (
            <Part key={index} />
          ))}
        </Suspense>
      }
      selection={chosen.length > 0 && <ChosenRows one="service" many="services" parts={chosen} />}
      foot={seesPrices && <FoundSums<ServiceFilter> api={serviceApi} load={sumsOf} />}
      empty={
        <EmptyState title="No services yet">
          A service is a customer’s subscription to a tariff. Open a customer and add one.
        </EmptyState>
      }
    >
      <ServiceTable selectable={chosen.length > 0} />
    </ListPage>
  );
}
