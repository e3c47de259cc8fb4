import { Box, Button } from '@mui/material';
import { DataTable, SearchInput, SelectInput } from 'react-admin';
import { Link } from 'react-router-dom';
import { formatPercent } from '@backhaul/design';
import { RowLink } from '../kit/list/RowLink.tsx';
import { useCustomFieldColumns } from '../fields/index.ts';
import { EmptyState, ListPage, Money, ToneChip, useCan, useLocale } from '../kit/index.ts';
import { kindChoices, kindLabels, type Tariff } from './api.ts';

const states = [
  { id: 'current', name: 'On sale' },
  { id: 'archived', name: 'Archived' },
];

const filters = [
  <SearchInput
    key="q"
    source="q"
    alwaysOn
    placeholder="Name"
    slotProps={{ htmlInput: { 'aria-label': 'Search tariffs' } }}
  />,
  <SelectInput
    key="kind"
    source="kind"
    label="Kind"
    choices={kindChoices}
    alwaysOn
    emptyText="Every kind"
  />,
  <SelectInput
    key="state"
    source="state"
    label="State"
    choices={states}
    alwaysOn
    emptyText="All"
  />,
];

const wide = { display: { xs: 'none', md: 'table-cell' } } as const;

/** What is sold, to whom, for how much. */
export function TariffList() {
  const mayCreate = useCan('tariffs:write');
  const custom = useCustomFieldColumns('TARIFF');
  const create = mayCreate && (
    <Button component={Link} to="/tariffs/create" variant="contained">
      Create tariff
    </Button>
  );
  return (
    <ListPage
      title="Tariffs"
      customFields="TARIFF"
      wholeFile="tariffs"
      sort={{ field: 'name', order: 'ASC' }}
      filters={filters}
      filterDefaultValues={{ state: 'current' }}
      actions={create}
      skeleton={[
        { width: 26 },
        { width: 10 },
        { width: 12, end: true },
        { width: 12 },
        { width: 22 },
        { width: 8, end: true },
      ]}
      empty={
        <EmptyState title="No tariffs yet" action={create}>
          A tariff is a plan with a price: internet, voice, a recurring extra or a one-time item.
          Customers subscribe to tariffs through their services.
        </EmptyState>
      }
    >
      <DataTable<Tariff> rowClick="show" bulkActionButtons={false}>
        <DataTable.Col<Tariff>
          source="name"
          label="Name"
          render={(tariff) => <NameCell tariff={tariff} />}
        />
        <DataTable.Col<Tariff>
          source="kind"
          label="Kind"
          sx={wide}
          render={(tariff) => kindLabels[tariff.kind]}
        />
        <DataTable.Col<Tariff>
          source="price"
          label="Price"
          sx={{ textAlign: 'end' }}
          render={(tariff) => <Money price amount={tariff.price} currency={tariff.currency} />}
        />
        <DataTable.Col<Tariff>
          label="Tax"
          sx={wide}
          render={(tariff) => <TaxCell tariff={tariff} />}
        />
        <DataTable.Col<Tariff>
          label="Offered to"
          sx={wide}
          render={(tariff) => <OfferedCell tariff={tariff} />}
        />
        <DataTable.Col<Tariff>
          source="serviceCount"
          label="Services"
          disableSort
          sx={{ textAlign: 'end', fontVariantNumeric: 'tabular-nums' }}
        />
        {custom}
      </DataTable>
    </ListPage>
  );
}

function NameCell({ tariff }: { tariff: Tariff }) {
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', fontWeight: 600 }}>
      <RowLink to={`/tariffs/${tariff.id}/show`} sx={{ fontWeight: 600 }}>
        {tariff.name}
      </RowLink>
      {tariff.archived && <ToneChip tone="neutral" icon="stop" label="Archived" />}
    </Box>
  );
}

function TaxCell({ tariff }: { tariff: Tariff }) {
  const locale = useLocale();
  if (!tariff.taxRate)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        None
      </Box>
    );
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
      {formatPercent(tariff.taxRate.percent, locale)} {tariff.taxIncluded ? 'included' : 'added'}
    </Box>
  );
}

function OfferedCell({ tariff }: { tariff: Tariff }) {
  const [first, ...others] = tariff.partners;
  if (!first)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        Nobody
      </Box>
    );
  return (
    <span title={tariff.partners.map((partner) => partner.name).join(', ')}>
      {first.name}
      {others.length > 0 && ` and ${others.length} more`}
    </span>
  );
}
