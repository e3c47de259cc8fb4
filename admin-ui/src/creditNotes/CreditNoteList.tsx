import { DateInput, SearchInput, SelectInput } from 'react-admin';
import { request } from '../api/client.ts';
import type { DocumentFilter } from '../generated/graphql.ts';
import { CurrencyInput, EmptyState } from '../kit/index.ts';
import { FoundSums, totals } from '../kit/list/FoundSums.tsx';
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
      customFields="CREDIT_NOTE"
      sort={{ field: 'documentDate', order: 'DESC' }}
      filters={filters}
      skeleton={creditNoteSkeleton}
      foot={
        <FoundSums<DocumentFilter>
          api={creditNoteApi}
          load={async (filter) =>
            totals((await request(CreditNoteSumsQuery, { filter })).creditNotes.sums)
          }
        />
      }
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
