import { Link as RouterLink } from 'react-router-dom';
import { Button } from '@mui/material';
import { DateInput, SearchInput, SelectInput } from 'react-admin';
import { request } from '../api/client.ts';
import type { DocumentFilter } from '../generated/graphql.ts';
import { CurrencyInput, EmptyState, useCan } from '../kit/index.ts';
import { FoundSums, totals } from '../kit/list/FoundSums.tsx';
import { ListPage } from '../kit/list/ListPage.tsx';
import { proformaApi, ProformaSumsQuery } from './api.ts';
import { ProformaTable, proformaSkeleton } from './ProformaTable.tsx';
import { statuses } from './words.ts';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Number or customer" />,
  <SelectInput key="status" source="status" label="Status" alwaysOn choices={[...statuses]} />,
  <DateInput key="from" source="documentDateFrom" label="From" alwaysOn />,
  <DateInput key="to" source="documentDateTo" label="To" alwaysOn />,
  <CurrencyInput key="currency" source="currency" />,
];

/** Every proforma invoice, with what those found come to. */
export function ProformaList() {
  const mayWrite = useCan('invoices:write');
  return (
    <ListPage
      title="Proformas"
      actions={
        mayWrite && (
          <Button component={RouterLink} to="/proformas/create" variant="contained">
            New proforma
          </Button>
        )
      }
      customFields="PROFORMA"
      sort={{ field: 'documentDate', order: 'DESC' }}
      filters={filters}
      skeleton={proformaSkeleton}
      foot={
        <FoundSums<DocumentFilter>
          api={proformaApi}
          load={async (filter) =>
            totals((await request(ProformaSumsQuery, { filter })).proformas.sums)
          }
        />
      }
      empty={
        <EmptyState title="No proformas yet">
          A proforma asks to be paid before the invoice: nothing is booked until the money is there.
          In the finance settings they can come by themselves each month.
        </EmptyState>
      }
    >
      <ProformaTable />
    </ListPage>
  );
}
