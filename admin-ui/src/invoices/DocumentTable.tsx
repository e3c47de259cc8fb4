import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Link } from '@mui/material';
import { CustomerLink } from '../customers/index.ts';
import { useCustomFieldColumns } from '../fields/index.ts';
import { DateText, Money } from '../kit/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { DocumentLink } from '../printing/index.ts';

/** What every document beside the invoice has. */
interface Document {
  id: string;
  number: string;
  documentDate: string;
  currency: string;
  net: string;
  tax: string;
  total: string;
  customer: { id: string; name: string; number: number };
  invoice: { id: string; number: string | null } | null;
}

interface DocumentTableProps<Row extends Document> {
  resource: 'credit-notes' | 'proformas';
  /** "credit note". */
  what: string;
  /** Off where all are of one customer. */
  customer: boolean;
  hiddenColumns: string[];
  chip: (row: Row) => ReactNode;
  entity: 'CREDIT_NOTE' | 'PROFORMA';
  /** `Column`s of this kind after the date, and after the total. */
  facts: ReactNode;
  amounts: ReactNode;
}

/** Credit notes or proforma invoices as rows. */
export function DocumentTable<Row extends Document>({
  resource,
  what,
  customer,
  hiddenColumns,
  chip,
  entity,
  facts,
  amounts,
}: DocumentTableProps<Row>) {
  const custom = useCustomFieldColumns(entity);
  const money = (source: 'net' | 'tax' | 'total') => ({
    source,
    align: 'right' as const,
    render: (row: Row) => (
      <Money amount={row[source]} currency={row.currency} strong={source === 'total'} />
    ),
  });
  return (
    <RecordTable<Row> rowClick="show" hiddenColumns={['net', 'tax', ...hiddenColumns]}>
      <Column<Row>
        source="number"
        card="name"
        label="Number"
        render={(row) => (
          <RowLink
            to={`/${resource}/${row.id}/show`}
            sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: { md: 'nowrap' } }}
          >
            {row.number}
          </RowLink>
        )}
      />
      {customer && (
        <Column<Row>
          source="customer"
          card="line"
          label="Customer"
          disableSort
          render={(row) => <CustomerLink customer={row.customer} />}
        />
      )}
      <Column<Row> source="status" card="line" label="Status" render={chip} />
      <Column<Row>
        source="documentDate"
        card="fact"
        label="Date"
        render={(row) => <DateText date={row.documentDate} />}
      />
      {facts}
      <Column<Row>
        source="invoice"
        label="Invoice"
        disableSort
        render={({ invoice }) =>
          invoice ? (
            <Link component={RouterLink} to={`/invoices/${invoice.id}/show`}>
              {invoice.number}
            </Link>
          ) : (
            '–'
          )
        }
      />
      <Column<Row> label="Net" {...money('net')} />
      <Column<Row> label="Tax" {...money('tax')} />
      <Column<Row> label="Total" card="fact" {...money('total')} />
      {amounts}
      {custom}
      <Column<Row>
        source="pdf"
        label="PDF"
        align="right"
        disableSort
        render={(row) => (
          <DocumentLink title={`${what} ${row.number}`} document={{ kind: resource, id: row.id }} />
        )}
      />
    </RecordTable>
  );
}
