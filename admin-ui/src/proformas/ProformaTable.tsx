import { Link as RouterLink } from 'react-router-dom';
import { Link } from '@mui/material';
import { CustomerLink } from '../customers/index.ts';
import type { ProformaRowFragment } from '../generated/graphql.ts';
import { DateText, Money } from '../kit/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { DocumentLink } from '../printing/index.ts';
import { ProformaChip } from './ProformaChip.tsx';

type Row = ProformaRowFragment;

export const proformaSkeleton = [
  { width: 14 },
  { width: 24 },
  { width: 12 },
  { width: 12 },
  { width: 12 },
  { width: 14 },
  { width: 12, end: true },
  { width: 12, end: true },
];

/** Proforma invoices as rows; `customer` off where all are of one. */
export function ProformaTable({ customer = true }: { customer?: boolean }) {
  return (
    <RecordTable<Row> rowClick="show" hiddenColumns={['net', 'tax', 'paid', 'billingDate']}>
      <Column<Row>
        source="number"
        card="name"
        label="Number"
        render={(proforma) => (
          <RowLink
            to={`/proformas/${proforma.id}/show`}
            sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: { md: 'nowrap' } }}
          >
            {proforma.number}
          </RowLink>
        )}
      />
      {customer && (
        <Column<Row>
          source="customer"
          card="line"
          label="Customer"
          disableSort
          render={(proforma) => <CustomerLink customer={proforma.customer} />}
        />
      )}
      <Column<Row>
        source="status"
        card="line"
        label="Status"
        render={(proforma) => <ProformaChip proforma={proforma} />}
      />
      <Column<Row>
        source="documentDate"
        card="fact"
        label="Date"
        render={(proforma) => <DateText date={proforma.documentDate} />}
      />
      <Column<Row>
        source="dueDate"
        card="fact"
        label="Pay by"
        render={(proforma) => <DateText date={proforma.dueDate} />}
      />
      <Column<Row>
        source="billingDate"
        label="For the charge of"
        disableSort
        render={({ billingDate }) => (billingDate ? <DateText date={billingDate} /> : '–')}
      />
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
      <Column<Row>
        source="net"
        label="Net"
        align="right"
        render={(proforma) => <Money amount={proforma.net} currency={proforma.currency} />}
      />
      <Column<Row>
        source="tax"
        label="Tax"
        align="right"
        render={(proforma) => <Money amount={proforma.tax} currency={proforma.currency} />}
      />
      <Column<Row>
        source="total"
        card="fact"
        label="Total"
        align="right"
        render={(proforma) => <Money amount={proforma.total} currency={proforma.currency} strong />}
      />
      <Column<Row>
        source="paid"
        label="Paid"
        align="right"
        render={(proforma) => <Money amount={proforma.paid} currency={proforma.currency} />}
      />
      <Column<Row>
        source="due"
        card="fact"
        label="To pay"
        align="right"
        disableSort
        render={(proforma) => (
          <Money
            amount={proforma.due}
            currency={proforma.currency}
            sx={proforma.status === 'UNPAID' ? {} : { color: 'text.secondary' }}
          />
        )}
      />
      <Column<Row>
        source="pdf"
        label="PDF"
        align="right"
        disableSort
        render={(proforma) => (
          <DocumentLink
            title={`proforma ${proforma.number}`}
            document={{ kind: 'proformas', id: proforma.id }}
          />
        )}
      />
    </RecordTable>
  );
}
