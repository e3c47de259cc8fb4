import type { CreditNoteRowFragment } from '../generated/graphql.ts';
import { DocumentTable } from '../invoices/index.ts';
import { Money, StatusChip } from '../kit/index.ts';
import { Column } from '../kit/list/Column.tsx';

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
    <DocumentTable<Row>
      resource="credit-notes"
      what="credit note"
      customer={customer}
      entity="CREDIT_NOTE"
      hiddenColumns={['reason']}
      chip={(note) => <StatusChip status={note.status} />}
      facts={
        <Column<Row> source="reason" label="Reason" disableSort render={(note) => note.reason} />
      }
      amounts={
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
      }
    />
  );
}
