import { Link as RouterLink } from 'react-router-dom';
import { Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { DateInput, SearchInput, SelectInput, useListContext } from 'react-admin';
import { request } from '../api/client.ts';
import { apiFilter } from '../api/dataProvider.ts';
import { CurrencyInput, EmptyState, Money, useCan } from '../kit/index.ts';
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
      sort={{ field: 'documentDate', order: 'DESC' }}
      filters={filters}
      skeleton={proformaSkeleton}
      summary={<Sums />}
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

/** What all that is found comes to, per currency, whatever page is shown. */
function Sums() {
  const { filterValues, filter, total } = useListContext();
  const asked = apiFilter(proformaApi, { ...filterValues, ...(filter as object | undefined) });
  const { data } = useQuery({
    queryKey: ['proformas', 'sums', asked, total],
    queryFn: async () => (await request(ProformaSumsQuery, { filter: asked })).proformas.sums,
  });
  if (!data?.length) return null;
  return (
    <Box
      role="status"
      aria-label="What they come to"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, marginBlockEnd: 1.5 }}
    >
      {data.map(({ amount, currency }) => (
        <Box key={currency} component="span" sx={{ color: 'text.secondary' }}>
          Total <Money amount={amount} currency={currency} inline strong />
        </Box>
      ))}
    </Box>
  );
}
