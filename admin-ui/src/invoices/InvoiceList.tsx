import { Suspense } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Box, Button } from '@mui/material';
import {
  AutocompleteInput,
  BooleanInput,
  DateInput,
  ReferenceInput,
  SearchInput,
  SelectInput,
  useListContext,
} from 'react-admin';
import { statusLook } from '@backhaul/design';
import { DownloadChosen, DownloadFound } from './DownloadButtons.tsx';
import type { InvoiceRowFragment, InvoiceStatus } from '../generated/graphql.ts';
import { yesNoFilter } from '../kit/words.ts';
import { CurrencyInput, EmptyState, Money, useCan } from '../kit/index.ts';
import { ChosenRows, useChosenParts } from '../kit/list/ChosenRows.tsx';
import { ListPage } from '../kit/list/ListPage.tsx';
import { LabelsFilter, LocationFilter } from '../marks/index.ts';
import { chosenInvoices, foundInvoices } from './slots.ts';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { InvoiceTable, invoiceSkeleton } from './InvoiceTable.tsx';

const statuses: readonly InvoiceStatus[] = [
  'OVERDUE',
  'UNPAID',
  'PARTIALLY_PAID',
  'PAID',
  'DRAFT',
  'VOID',
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
  <CurrencyInput key="currency" source="currency" />,
  <BooleanInput key="issued" source="issued" label="Issued, not void" defaultValue />,
  <DateInput key="voidedFrom" source="voidedFrom" label="Made void from" />,
  <DateInput key="voidedTo" source="voidedTo" label="Made void to" />,
  <BooleanInput key="open" source="open" label="Only open" defaultValue />,
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

/** Every invoice, with what the page of them adds up to. */
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
      summary={<PageTotals />}
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

/**
 * Total and due of the rows on this page, per currency; void ones and drafts are owed by nobody,
 * but where all are void it says how much that is.
 */
function PageTotals() {
  const { data } = useListContext<InvoiceRowFragment>();
  const rows = data ?? [];
  const allVoid = rows.every((invoice) => invoice.status === 'VOID');
  const counted = rows.filter(
    (invoice) => allVoid || (invoice.status !== 'VOID' && invoice.status !== 'DRAFT'),
  );
  const currencies = [...new Set(counted.map((invoice) => invoice.currency))].sort();
  if (currencies.length === 0) return null;
  return (
    <Box
      role="status"
      aria-label="Totals of this page"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 4,
        rowGap: 0.5,
        marginBlockEnd: 1.5,
        color: 'text.secondary',
      }}
    >
      {currencies.map((currency) => {
        const own = counted.filter((invoice) => invoice.currency === currency);
        return (
          <Box key={currency}>
            On this page{' '}
            <Money
              inline
              strong
              amount={addDecimals(own.map((invoice) => invoice.total))}
              currency={currency}
              sx={{ color: 'text.primary' }}
            />
            {allVoid ? (
              ', all of it void'
            ) : (
              <>
                , of it{' '}
                <Money
                  inline
                  strong
                  amount={addDecimals(own.map((invoice) => invoice.due))}
                  currency={currency}
                  sx={{ color: 'text.primary' }}
                />{' '}
                due
              </>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
