import type { InvoiceBasicsFragment, InvoiceRowFragment } from '../generated/graphql.ts';
import { CustomerLink } from '../customers/index.ts';
import { DocumentLink } from '../printing/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { useCustomFieldColumns } from '../fields/index.ts';
import { DateText, Money, PartnerName, StatusChip, TickColumn } from '../kit/index.ts';

type Basics = InvoiceBasicsFragment;
type Row = InvoiceRowFragment;

export const invoiceSkeleton = [
  { width: 13 },
  { width: 24 },
  { width: 10 },
  { width: 10 },
  { width: 10 },
  { width: 12, end: true },
  { width: 12, end: true },
];

/**
 * Invoices as rows; `customer` off where all are of one, which is of `partnerId`; `selectable`
 * where many are handled at once.
 */
export function InvoiceTable({
  customer = true,
  selectable = false,
  partnerId,
}: {
  customer?: boolean;
  selectable?: boolean;
  partnerId?: string;
}) {
  const custom = useCustomFieldColumns('INVOICE', partnerId);
  return (
    <RecordTable<Row> rowClick="show" hiddenColumns={['net', 'tax', 'partner']}>
      {selectable && (
        <TickColumn<Row>
          nameOf={(invoice) => `${invoice.number ?? 'draft'} of ${invoice.customer.name}`}
        />
      )}
      <Column<Row>
        source="number"
        card="name"
        label="Number"
        render={(invoice) => <InvoiceNumber invoice={invoice} />}
      />
      {customer && (
        <Column<Row>
          source="customer"
          card="line"
          label="Customer"
          disableSort
          render={(invoice) => <CustomerLink customer={invoice.customer} />}
        />
      )}
      <Column<Row>
        source="partner"
        label="Partner"
        disableSort
        render={(invoice) => <PartnerName partner={invoice.partner} />}
      />
      <Column<Row>
        source="status"
        card="line"
        label="Status"
        disableSort
        render={(invoice) => <StatusChip status={invoice.status} />}
      />
      <Column<Row>
        source="documentDate"
        card="fact"
        label="Date"
        render={(invoice) => <DateText date={invoice.documentDate} />}
      />
      <Column<Row>
        source="dueDate"
        label="Pay by"
        render={(invoice) => <DateText date={invoice.dueDate} />}
      />
      <Column<Row>
        source="net"
        label="Net"
        align="right"
        disableSort
        render={(invoice) => <Money amount={invoice.net} currency={invoice.currency} />}
      />
      <Column<Row>
        source="tax"
        label="Tax"
        align="right"
        disableSort
        render={(invoice) => <Money amount={invoice.tax} currency={invoice.currency} />}
      />
      <Column<Row>
        source="total"
        card="fact"
        label="Total"
        align="right"
        render={(invoice) => <Money amount={invoice.total} currency={invoice.currency} strong />}
      />
      <Column<Row>
        source="due"
        card="fact"
        label="Due"
        align="right"
        render={(invoice) => (
          <Money
            amount={invoice.due}
            currency={invoice.currency}
            sx={Number(invoice.due) === 0 ? { color: 'text.secondary' } : {}}
          />
        )}
      />
      {custom}
      <Column<Row>
        source="pdf"
        label="PDF"
        align="right"
        disableSort
        render={(invoice) => (
          <DocumentLink
            title={invoice.number ? `invoice ${invoice.number}` : 'the draft'}
            document={{ kind: 'invoices', id: invoice.id }}
          />
        )}
      />
    </RecordTable>
  );
}

/** A draft has no number yet: it gets one when it is issued. */
function InvoiceNumber({ invoice }: { invoice: Basics }) {
  const look = invoice.number
    ? {
        fontVariantNumeric: 'tabular-nums',
        fontWeight: 600,
        whiteSpace: { md: 'nowrap' },
        ...(invoice.status === 'VOID' && { textDecoration: 'line-through' }),
      }
    : { color: 'text.secondary' };
  const said = invoice.number ?? 'Not numbered yet';
  return (
    <RowLink to={`/invoices/${invoice.id}/show`} sx={look}>
      {said}
    </RowLink>
  );
}
