import { Suspense } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Button } from '@mui/material';
import {
  AutocompleteInput,
  BooleanInput,
  DateInput,
  ReferenceInput,
  SearchInput,
  SelectArrayInput,
  SelectInput,
} from 'react-admin';
import { statusLook } from '@backhaul/design';
import { DownloadChosen, DownloadFound } from './DownloadButtons.tsx';
import { request } from '../api/client.ts';
import type {
  DueStatus,
  InvoiceFilter,
  InvoiceStatus,
  PaymentStatus,
} from '../generated/graphql.ts';
import { yesNoFilter } from '../kit/words.ts';
import { CurrencyInput, DecimalInput, EmptyState, useCan } from '../kit/index.ts';
import { ChosenRows, useChosenParts } from '../kit/list/ChosenRows.tsx';
import { FoundSums } from '../kit/list/FoundSums.tsx';
import { ListPage } from '../kit/list/ListPage.tsx';
import { LabelsFilter, LocationFilter } from '../marks/index.ts';
import { invoiceApi, InvoiceSumsQuery } from './api.ts';
import { InvoiceOverview } from './InvoiceOverview.tsx';
import { chosenInvoices, foundInvoices } from './slots.ts';
import { InvoiceTable, invoiceSkeleton } from './InvoiceTable.tsx';

const statuses: readonly InvoiceStatus[] = [
  'OVERDUE',
  'UNPAID',
  'PARTIALLY_PAID',
  'PAID',
  'DRAFT',
  'VOID',
];

const payment: readonly PaymentStatus[] = ['UNPAID', 'PARTIALLY_PAID', 'PAID'];

const due: readonly { id: DueStatus; name: string }[] = [
  { id: 'NOT_DUE', name: 'Not due' },
  { id: 'DUE_SOON', name: 'Due within 7 days' },
  { id: 'OVERDUE', name: 'Overdue' },
];

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Number or customer" />,
  <SelectInput
    key="status"
    source="status"
    label="Status"
    alwaysOn
    choices={statuses.map((id) => ({ id, name: statusLook(id).label }))}
  />,
  <DateInput key="from" source="documentDateFrom" label="Dated from" alwaysOn />,
  <DateInput key="to" source="documentDateTo" label="Dated to" alwaysOn />,
  <LabelsFilter key="labels" source="labels" label="Labels" />,
  <LocationFilter key="location" source="locationId" label="Location" />,
  <SelectArrayInput
    key="paymentStatus"
    source="paymentStatus"
    label="Payment"
    choices={payment.map((id) => ({ id, name: statusLook(id).label }))}
  />,
  <SelectArrayInput key="dueStatus" source="dueStatus" label="Due" choices={[...due]} />,
  <CurrencyInput key="currency" source="currency" />,
  <DecimalInput key="totalFrom" source="totalFrom" label="Total from" />,
  <DecimalInput key="totalTo" source="totalTo" label="Total up to" />,
  <SelectInput
    key="draft"
    source="draft"
    label="Drafts"
    {...yesNoFilter}
    choices={[
      { id: 'true', name: 'Only drafts' },
      { id: 'false', name: 'No drafts' },
    ]}
  />,
  <BooleanInput key="issued" source="issued" label="Issued, not void" defaultValue />,
  <DateInput key="voidedFrom" source="voidedFrom" label="Made void from" />,
  <DateInput key="voidedTo" source="voidedTo" label="Made void to" />,
  <BooleanInput key="open" source="open" label="Only open" defaultValue />,
  <DateInput key="dueFrom" source="dueFrom" label="Due from" />,
  <DateInput key="due" source="dueTo" label="Due up to" />,
  <SearchInput key="number" source="number" placeholder="Exact number" />,
  <ReferenceInput key="customer" source="customerId" reference="customers">
    <AutocompleteInput
      label="Customer"
      optionText={(customer: { name: string; number: number }) =>
        `${customer.name} #${customer.number}`
      }
    />
  </ReferenceInput>,
  <ReferenceInput key="partner" source="partnerId" reference="partners">
    <AutocompleteInput label="Partner" optionText="name" />
  </ReferenceInput>,
  <SelectInput
    key="recurring"
    source="recurring"
    label="Kind"
    {...yesNoFilter}
    choices={[
      { id: 'true', name: 'Recurring' },
      { id: 'false', name: 'One-time' },
    ]}
  />,
];

/** Every invoice, with what those found come to. */
export function InvoiceList() {
  const chosen = useChosenParts(chosenInvoices);
  const found = useChosenParts(foundInvoices);
  const mayCreate = useCan('invoices:write');
  const create = mayCreate && (
    <Button variant="contained" component={RouterLink} to="/invoices/create">
      New one-time invoice
    </Button>
  );
  return (
    <ListPage
      title="Invoices"
      customFields="INVOICE"
      sort={{ field: 'documentDate', order: 'DESC' }}
      filters={filters}
      actions={
        <>
          <DownloadFound />
          <Suspense fallback={null}>
            {found.map(({ Part }, index) => (
              <Part key={index} />
            ))}
          </Suspense>
          {create}
        </>
      }
      skeleton={invoiceSkeleton}
      head={<InvoiceOverview />}
      foot={
        <FoundSums<InvoiceFilter>
          api={invoiceApi}
          note={noteOf}
          load={async (filter) =>
            (await request(InvoiceSumsQuery, { filter })).invoices.sums.map(
              ({ currency, net, tax, total, paid, due }) => ({
                currency,
                amounts: [
                  ['Net', net],
                  ['Tax', tax],
                  ['Total', total],
                  ['Paid', paid],
                  ['Due', due],
                ],
              }),
            )
          }
        />
      }
      selection={
        <ChosenRows one="invoice" many="invoices" parts={chosen}>
          <DownloadChosen />
        </ChosenRows>
      }
      empty={
        <EmptyState title="No invoices yet" action={create || undefined}>
          Confirming a billing run issues the recurring ones. What is sold once goes on a one-time
          invoice.
        </EmptyState>
      }
    >
      <InvoiceTable selectable />
    </ListPage>
  );
}

/** What is called owed is: void ones and drafts add to the totals, where they are found, and not to what is due. */
function noteOf(filter: Record<string, unknown>): string | null {
  if (filter.status === 'VOID' || filter.voidedFrom || filter.voidedTo) return 'all of it void';
  const of = ['status', 'issued', 'open', 'paymentStatus', 'dueStatus', 'draft'];
  return of.some((key) => filter[key]) ? null : 'drafts and void ones included';
}
