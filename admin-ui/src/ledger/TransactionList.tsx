import {
  AutocompleteInput,
  DateInput,
  ReferenceInput,
  SearchInput,
  SelectArrayInput,
  SelectInput,
} from 'react-admin';
import { request } from '../api/client.ts';
import type { TransactionFilter } from '../generated/graphql.ts';
import { CurrencyInput, EmptyState, useCan } from '../kit/index.ts';
import { FoundSums, type FoundSum } from '../kit/list/FoundSums.tsx';
import { ListPage } from '../kit/list/ListPage.tsx';
import { transactionApi, TransactionSumsQuery } from './api.ts';
import { FromReport } from './FromReport.tsx';
import { TransactionTable, transactionSkeleton } from './TransactionTable.tsx';

const categories = ['Service', 'Discount', 'Payment', 'Refund', 'Correction'];
import { LocationFilter } from '../marks/index.ts';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Description or customer" />,
  <SelectInput
    key="type"
    source="type"
    label="Type"
    alwaysOn
    choices={[
      { id: 'DEBIT', name: 'Debit (lowers)' },
      { id: 'CREDIT', name: 'Credit (raises)' },
    ]}
  />,
  <SelectArrayInput
    key="categories"
    source="categories"
    label="Categories"
    choices={categories.map((name) => ({ id: name, name }))}
  />,
  <ReferenceInput key="tariff" source="tariffId" reference="tariffs">
    <AutocompleteInput label="Tariff" optionText="name" />
  </ReferenceInput>,
  <DateInput key="from" source="dateFrom" label="From" alwaysOn />,
  <DateInput key="to" source="dateTo" label="To" alwaysOn />,
  <LocationFilter key="location" source="locationId" label="Location" />,
  <CurrencyInput key="currency" source="currency" />,
];

async function sumsOf(filter: TransactionFilter): Promise<FoundSum[]> {
  const { debits, credits, net, tax } = (await request(TransactionSumsQuery, { filter }))
    .transactions;
  return debits.map(({ amount, currency }, i) => ({
    currency,
    amounts: [
      ['Debits', amount],
      ['Credits', credits[i]?.amount ?? '0'],
      ['Debits less credits, net', net[i]?.amount ?? '0'],
      ['Tax', tax[i]?.amount ?? '0'],
    ],
  }));
}

/** Every entry of every customer's ledger; none is ever changed, only corrected by another. */
export function TransactionList() {
  const seesTariffs = useCan('tariffs:read');
  return (
    <ListPage
      title="Ledger"
      customFields="TRANSACTION"
      sort={{ field: 'date', order: 'DESC' }}
      filters={filters.filter(({ key }) => key !== 'tariff' || seesTariffs)}
      skeleton={transactionSkeleton}
      head={<FromReport />}
      foot={<FoundSums<TransactionFilter> api={transactionApi} load={sumsOf} />}
      empty={
        <EmptyState title="The ledger is empty">
          Charges, payments and corrections stand here as they happen. They are never changed; a
          mistake is put right by another entry.
        </EmptyState>
      }
    >
      <TransactionTable />
    </ListPage>
  );
}
