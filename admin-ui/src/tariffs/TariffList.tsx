import { Box, Button } from '@mui/material';
import { SearchInput, SelectInput } from 'react-admin';
import { Link } from 'react-router-dom';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { useCustomFieldColumns } from '../fields/index.ts';
import { sayTax } from '../settings/index.ts';
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
      <RecordTable<Tariff> rowClick="show">
        <Column<Tariff>
          source="name"
          card="name"
          label="Name"
          render={(tariff) => <NameCell tariff={tariff} />}
        />
        <Column<Tariff>
          source="kind"
          card="line"
          label="Kind"
          render={(tariff) => kindLabels[tariff.kind]}
        />
        <Column<Tariff>
          source="price"
          card="fact"
          label="Price"
          align="right"
          render={(tariff) => <Money price amount={tariff.price} currency={tariff.currency} />}
        />
        <Column<Tariff> label="Tax" render={(tariff) => <TaxCell tariff={tariff} />} />
        <Column<Tariff>
          card="fact"
          label="Offered to"
          render={(tariff) => <OfferedCell tariff={tariff} />}
        />
        <Column<Tariff>
          source="serviceCount"
          card="fact"
          label="Services"
          disableSort
          align="right"
          sx={{ fontVariantNumeric: 'tabular-nums' }}
        />
        {custom}
      </RecordTable>
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
      {sayTax(tariff.taxRate.current, locale)}{' '}
      {tariff.taxRate.current.percent === '0' ? '' : tariff.taxIncluded ? 'included' : 'added'}
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
