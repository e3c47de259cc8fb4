import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { DateInput, SearchInput, SelectInput, useListContext } from 'react-admin';
import { request } from '../api/client.ts';
import { apiFilter } from '../api/dataProvider.ts';
import { CurrencyInput, EmptyState, Money } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';
import { creditNoteApi, CreditNoteSumsQuery } from './api.ts';
import { CreditNoteTable, creditNoteSkeleton } from './CreditNoteTable.tsx';
import { statuses } from './words.ts';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Number or customer" />,
  <SelectInput key="status" source="status" label="Status" alwaysOn choices={[...statuses]} />,
  <DateInput key="from" source="documentDateFrom" label="From" alwaysOn />,
  <DateInput key="to" source="documentDateTo" label="To" alwaysOn />,
  <CurrencyInput key="currency" source="currency" />,
];

/** Every credit note, with what those found come to. */
export function CreditNoteList() {
  return (
    <ListPage
      title="Credit notes"
      sort={{ field: 'documentDate', order: 'DESC' }}
      filters={filters}
      skeleton={creditNoteSkeleton}
      summary={<Sums />}
      empty={
        <EmptyState title="No credit notes yet">
          What takes an invoice back stands here. Open the invoice and choose “Correct this
          invoice”.
        </EmptyState>
      }
    >
      <CreditNoteTable />
    </ListPage>
  );
}

/** What all that is found comes to, per currency, whatever page is shown. */
function Sums() {
  const { filterValues, filter, total } = useListContext();
  const asked = apiFilter(creditNoteApi, { ...filterValues, ...(filter as object | undefined) });
  const { data } = useQuery({
    queryKey: ['credit-notes', 'sums', asked, total],
    queryFn: async () => (await request(CreditNoteSumsQuery, { filter: asked })).creditNotes.sums,
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
