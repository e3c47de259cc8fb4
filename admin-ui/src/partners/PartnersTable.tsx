import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { SearchInput } from 'react-admin';
import { formatNumber } from '@backhaul/design';
import { useCustomFieldColumns } from '../fields/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { EmptyState, ListPage, PartnerName, useLocale } from '../kit/index.ts';
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

const figures = { fontVariantNumeric: 'tabular-nums' } as const;

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
      <RecordTable<Partner> rowClick="show">
        <Column<Partner>
          source="number"
          label="Number"
          sx={figures}
          render={(partner) => (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {partner.number}
            </Box>
          )}
        />
        <Column<Partner>
          source="name"
          card="name"
          label="Name"
          render={(partner) => (
            <RowLink to={`/partners/${partner.id}/show`} sx={{ fontWeight: 600 }}>
              <PartnerName partner={partner} />
            </RowLink>
          )}
        />
        <Column<Partner>
          source="parent"
          card="fact"
          label="Below"
          disableSort

          render={(partner) => partner.parent?.name ?? '–'}
        />
        <Column<Partner> source="currency" label="Currency" disableSort />
        <Column<Partner>
          source="customerCount"
          card="fact"
          label="Customers"
          align="right"
          disableSort
          render={(partner) => (
            <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
              {count(partner.customerCount)}
            </Box>
          )}
        />
        <Column<Partner>
          source="serviceCount"
          card="fact"
          label="Services"
          align="right"
          disableSort
          sx={figures}
          render={(partner) => count(partner.serviceCount)}
        />
        {custom}
      </RecordTable>
    </ListPage>
  );
}
