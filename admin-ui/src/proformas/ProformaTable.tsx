import type { ProformaRowFragment } from '../generated/graphql.ts';
import { DocumentTable } from '../invoices/index.ts';
import { DateText, Money } from '../kit/index.ts';
import { Column } from '../kit/list/Column.tsx';
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
    <DocumentTable<Row>
      resource="proformas"
      what="proforma"
      customer={customer}
      entity="PROFORMA"
      hiddenColumns={['received', 'billingDate']}
      chip={(proforma) => <ProformaChip proforma={proforma} />}
      facts={
        <>
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
        </>
      }
      amounts={
        <>
          <Column<Row>
            source="received"
            label="Received"
            align="right"
            disableSort
            render={(proforma) => <Money amount={proforma.received} currency={proforma.currency} />}
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
        </>
      }
    />
  );
}
