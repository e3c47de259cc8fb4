import { Link as RouterLink } from 'react-router-dom';
import { Link } from '@mui/material';
import { CustomerLink } from '../customers/index.ts';
import type { CreditNoteRowFragment } from '../generated/graphql.ts';
import { DateText, Money, StatusChip } from '../kit/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { DocumentLink } from '../printing/index.ts';

type Row = CreditNoteRowFragment;

export const creditNoteSkeleton = [
  { width: 14 },
  { width: 24 },
  { width: 12 },
  { width: 12 },
  { width: 14 },
  { width: 12, end: true },
  { width: 12, end: true },
];

/** Credit notes as rows; `customer` off where all are of one. */
export function CreditNoteTable({ customer = true }: { customer?: boolean }) {
  return (
    <RecordTable<Row> rowClick="show" hiddenColumns={['net', 'tax', 'reason']}>
      <Column<Row>
        source="number"
        card="name"
        label="Number"
        render={(note) => (
          <RowLink
            to={`/credit-notes/${note.id}/show`}
            sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: { md: 'nowrap' } }}
          >
            {note.number}
          </RowLink>
        )}
      />
      {customer && (
        <Column<Row>
          source="customer"
          card="line"
          label="Customer"
          disableSort
          render={(note) => <CustomerLink customer={note.customer} />}
        />
      )}
      <Column<Row>
        source="status"
        card="line"
        label="Status"
        render={(note) => <StatusChip status={note.status} />}
      />
      <Column<Row>
        source="documentDate"
        card="fact"
        label="Date"
        render={(note) => <DateText date={note.documentDate} />}
      />
      <Column<Row>
        source="invoice"
        label="Invoice"
        disableSort
        render={(note) =>
          note.invoice ? (
            <Link component={RouterLink} to={`/invoices/${note.invoice.id}/show`}>
              {note.invoice.number}
            </Link>
          ) : (
            '–'
          )
        }
      />
      <Column<Row> source="reason" label="Reason" disableSort render={(note) => note.reason} />
      <Column<Row>
        source="net"
        label="Net"
        align="right"
        render={(note) => <Money amount={note.net} currency={note.currency} />}
      />
      <Column<Row>
        source="tax"
        label="Tax"
        align="right"
        render={(note) => <Money amount={note.tax} currency={note.currency} />}
      />
      <Column<Row>
        source="total"
        card="fact"
        label="Total"
        align="right"
        render={(note) => <Money amount={note.total} currency={note.currency} strong />}
      />
      <Column<Row>
        source="left"
        card="fact"
        label="On the balance"
        align="right"
        disableSort
        render={(note) => (
          <Money
            amount={note.left}
            currency={note.currency}
            sx={note.status === 'OPEN' ? {} : { color: 'text.secondary' }}
          />
        )}
      />
      <Column<Row>
        source="pdf"
        label="PDF"
        align="right"
        disableSort
        render={(note) => (
          <DocumentLink
            title={`credit note ${note.number}`}
            document={{ kind: 'credit-notes', id: note.id }}
          />
        )}
      />
    </RecordTable>
  );
}
