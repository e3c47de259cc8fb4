import { Link as RouterLink } from 'react-router-dom';
import { Box, Link } from '@mui/material';
import { formatNumber, formatPrice } from '@backhaul/design';
import type { UsageRowFragment } from '../generated/graphql.ts';
import { CustomerLink } from '../customers/index.ts';
import { InstantText, TickColumn, ToneChip, useLocale } from '../kit/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { stateLook } from './words.ts';

type Row = UsageRowFragment;

export const usageSkeleton = [
  { width: 16 },
  { width: 20 },
  { width: 18 },
  { width: 10 },
  { width: 8, end: true },
  { width: 10, end: true },
  { width: 10, end: true },
];

/**
 * Records of usage as rows; `customer` and `state` off where all have the same one, `selectable`
 * where they get prices.
 */
export function UsageTable({ customer = true, state = true, selectable = false }) {
  const locale = useLocale();
  const price = (amount: string | null, { customer: { currency } }: Row) =>
    amount === null ? (
      '–'
    ) : (
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {formatPrice(amount, currency, locale)}
      </Box>
    );
  return (
    <RecordTable<Row> rowClick={false} hiddenColumns={['sourceId', 'recordedAt', 'recordedBy']}>
      {selectable && <TickColumn<Row> nameOf={({ sourceId }) => sourceId} />}
      <Column<Row>
        source="at"
        card="name"
        label="When"
        render={(record) => <InstantText at={record.at} exact />}
      />
      {customer && (
        <Column<Row>
          source="customer"
          card="line"
          label="Customer"
          disableSort
          render={(record) => <CustomerLink customer={record.customer} />}
        />
      )}
      <Column<Row>
        source="service"
        card="line"
        label="Service"
        disableSort
        render={({ service }) => service.description}
      />
      <Column<Row> source="kind" card="fact" label="Kind" />
      <Column<Row>
        source="quantity"
        card="fact"
        label="Quantity"
        align="right"
        disableSort
        render={({ quantity }) => formatNumber(quantity, locale)}
      />
      <Column<Row>
        source="unitPrice"
        card="fact"
        label="Unit price"
        align="right"
        disableSort
        render={(record) => price(record.unitPrice, record)}
      />
      <Column<Row>
        source="amount"
        card="fact"
        label="Amount"
        align="right"
        disableSort
        render={(record) => price(record.amount, record)}
      />
      {state && (
        <Column<Row>
          source="state"
          card="line"
          label="State"
          disableSort
          render={({ state: of, invoice, withdrawnReason }) =>
            invoice ? (
              <Link component={RouterLink} to={`/invoices/${invoice.id}/show`}>
                {invoice.number}
              </Link>
            ) : (
              <>
                <ToneChip {...stateLook(of)} />
                {withdrawnReason && (
                  <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                    {withdrawnReason}
                  </Box>
                )}
              </>
            )
          }
        />
      )}
      <Column<Row> source="sourceId" label="Source id" />
      <Column<Row>
        source="recordedAt"
        label="Recorded"
        disableSort
        render={(record) => <InstantText at={record.recordedAt} />}
      />
      <Column<Row> source="recordedBy" label="By" disableSort />
    </RecordTable>
  );
}
