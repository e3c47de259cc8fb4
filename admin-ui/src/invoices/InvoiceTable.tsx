import { Box } from '@mui/material';
import { DataTable } from 'react-admin';
import type { InvoiceBasicsFragment, InvoiceRowFragment } from '../generated/graphql.ts';
import { CustomerLink } from '../customers/index.ts';
import { DocumentLink } from '../printing/index.ts';
import { RowLink } from '../kit/list/RowLink.tsx';
import { OnPhone } from '../kit/list/OnPhone.tsx';
import { wide } from '../kit/list/wide.ts';
import { useCustomFieldColumns } from '../fields/index.ts';
import { DateText, Money, StatusChip, TickColumn } from '../kit/index.ts';

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
 * where many are handled at once. At the desk without what is not read there: an invoice has no
 * page, one pays at its customer's.
 */
export function InvoiceTable({
  customer = true,
  selectable = false,
  partnerId,
  desk = false,
}: {
  customer?: boolean;
  selectable?: boolean;
  partnerId?: string;
  desk?: boolean;
}) {
  const custom = useCustomFieldColumns(desk ? null : 'INVOICE', partnerId);
  return (
    <DataTable<Row>
      bulkActionButtons={false}
      rowClick={
        !desk
          ? 'show'
          : customer && ((_id, _resource, { customer: { id } }) => `/customers/${id}/show`)
      }
      hiddenColumns={['net', 'tax', 'partner']}
    >
      {selectable && (
        <TickColumn<Row>
          nameOf={(invoice) => `${invoice.number ?? 'draft'} of ${invoice.customer.name}`}
        />
      )}
      <DataTable.Col<Row>
        source="number"
        label="Number"
        render={(invoice) => (
          <>
            <InvoiceNumber invoice={invoice} desk={desk} />
            <UnderNumber invoice={invoice} customer={customer && !desk} desk={desk} />
          </>
        )}
      />
      {customer && (
        <DataTable.Col<Row>
          source="customer"
          sx={desk ? {} : wide}
          label="Customer"
          disableSort
          render={(invoice) => <CustomerLink customer={invoice.customer} />}
        />
      )}
      {!desk && (
        <DataTable.Col<Row>
          source="partner"
          sx={wide}
          label="Partner"
          disableSort
          render={(invoice) => invoice.partner.name}
        />
      )}
      <DataTable.Col<Row>
        source="status"
        sx={wide}
        label="Status"
        disableSort
        render={(invoice) => <StatusChip status={invoice.status} />}
      />
      <DataTable.Col<Row>
        source="documentDate"
        sx={wide}
        label="Date"
        render={(invoice) => <DateText date={invoice.documentDate} />}
      />
      <DataTable.Col<Row>
        source="dueDate"
        sx={wide}
        label="Pay by"
        render={(invoice) => <DateText date={invoice.dueDate} />}
      />
      {!desk && (
        <DataTable.Col<Row>
          source="net"
          sx={wide}
          label="Net"
          align="right"
          disableSort
          render={(invoice) => <Money amount={invoice.net} currency={invoice.currency} />}
        />
      )}
      {!desk && (
        <DataTable.Col<Row>
          source="tax"
          sx={wide}
          label="Tax"
          align="right"
          disableSort
          render={(invoice) => <Money amount={invoice.tax} currency={invoice.currency} />}
        />
      )}
      <DataTable.Col<Row>
        source="total"
        sx={desk ? wide : {}}
        label="Total"
        align="right"
        render={(invoice) => (
          <Money amount={invoice.total} currency={invoice.currency} strong={!desk} />
        )}
      />
      <DataTable.Col<Row>
        source="due"
        sx={desk ? {} : wide}
        label="Due"
        align="right"
        render={(invoice) => (
          <Money
            amount={invoice.due}
            currency={invoice.currency}
            strong={desk}
            sx={Number(invoice.due) === 0 ? { color: 'text.secondary' } : {}}
          />
        )}
      />
      {custom}
      {!desk && (
        <DataTable.Col<Row>
          source="pdf"
          sx={wide}
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
      )}
    </DataTable>
  );
}

/** What the hidden columns of a phone would say. */
function UnderNumber({
  invoice,
  customer,
  desk,
}: {
  invoice: Basics;
  customer: boolean;
  desk: boolean;
}) {
  return (
    <Box sx={{ display: { md: 'none' }, color: 'text.secondary', fontSize: '0.8125rem' }}>
      {customer && <Box sx={{ overflowWrap: 'anywhere' }}>{invoice.customer.name}</Box>}
      {desk ? (
        <>
          pay by <DateText date={invoice.dueDate} />
        </>
      ) : (
        <DateText date={invoice.documentDate} />
      )}
      <OnPhone>
        <Box sx={{ marginBlockStart: 0.5 }}>
          <StatusChip status={invoice.status} />
        </Box>
      </OnPhone>
    </Box>
  );
}

/** A draft has no number yet: it gets one when it is issued. */
function InvoiceNumber({ invoice, desk }: { invoice: Basics; desk: boolean }) {
  const look = invoice.number
    ? {
        fontVariantNumeric: 'tabular-nums',
        fontWeight: 600,
        whiteSpace: { md: 'nowrap' },
        ...(invoice.status === 'VOID' && { textDecoration: 'line-through' }),
      }
    : { color: 'text.secondary' };
  const said = invoice.number ?? 'Not numbered yet';
  return desk ? (
    <Box component="span" sx={look}>
      {said}
    </Box>
  ) : (
    <RowLink to={`/invoices/${invoice.id}/show`} sx={look}>
      {said}
    </RowLink>
  );
}
