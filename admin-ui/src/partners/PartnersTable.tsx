import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { DataTable, SearchInput } from 'react-admin';
import { formatNumber } from '@backhaul/design';
import { useCustomFieldColumns } from '../fields/index.ts';
import { RowLink } from '../kit/list/RowLink.tsx';
import { wide } from '../kit/list/wide.ts';
import { EmptyState, ListPage, useLocale } from '../kit/index.ts';
import type { Partner } from './api.ts';

const filters = [
  <SearchInput
    key="q"
    source="q"
    alwaysOn
    placeholder="Name or number"
    slotProps={{ htmlInput: { 'aria-label': 'Search partners' } }}
  />,
];

const figures = { ...wide, fontVariantNumeric: 'tabular-nums' } as const;

/** All partners as rows, to be sorted, filtered and exported. */
export function PartnersTable({
  description,
  actions,
}: {
  description: string;
  actions: ReactNode;
}) {
  const locale = useLocale();
  const custom = useCustomFieldColumns('PARTNER');
  const count = (value: number) => formatNumber(value, locale);
  return (
    <ListPage
      title="Partners"
      description={description}
      customFields="PARTNER"
      wholeFile="partners"
      scoped={false}
      sort={{ field: 'name', order: 'ASC' }}
      filters={filters}
      actions={actions}
      skeleton={[
        { width: 8 },
        { width: 28 },
        { width: 22 },
        { width: 8 },
        { width: 10, end: true },
        { width: 10, end: true },
      ]}
      empty={
        <EmptyState title="No partners to show">
          Resellers stand here as soon as there are any.
        </EmptyState>
      }
    >
      <DataTable<Partner> rowClick="show" bulkActionButtons={false}>
        <DataTable.Col<Partner>
          source="number"
          label="Number"
          sx={figures}
          render={(partner) => (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {partner.number}
            </Box>
          )}
        />
        <DataTable.Col<Partner>
          source="name"
          label="Name"
          render={(partner) => (
            <RowLink to={`/partners/${partner.id}/show`} sx={{ fontWeight: 600 }}>
              {partner.name}
            </RowLink>
          )}
        />
        <DataTable.Col<Partner>
          source="parent"
          label="Below"
          disableSort
          sx={wide}
          render={(partner) => partner.parent?.name ?? '–'}
        />
        <DataTable.Col<Partner> source="currency" label="Currency" disableSort sx={wide} />
        <DataTable.Col<Partner>
          source="customerCount"
          label="Customers"
          align="right"
          disableSort
          render={(partner) => (
            <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
              {count(partner.customerCount)}
            </Box>
          )}
        />
        <DataTable.Col<Partner>
          source="serviceCount"
          label="Services"
          align="right"
          disableSort
          sx={figures}
          render={(partner) => count(partner.serviceCount)}
        />
        {custom}
      </DataTable>
    </ListPage>
  );
}
