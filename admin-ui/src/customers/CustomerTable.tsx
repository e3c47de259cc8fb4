import { useContext } from 'react';
import { Box } from '@mui/material';
import { sayReason } from '@backhaul/design';
import type { CustomerBasicsFragment, CustomerRowFragment } from '../generated/graphql.ts';
import { CardPlace, Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { useCustomFieldColumns } from '../fields/index.ts';
import { Money, PartnerName, StatusChip, TickColumn, useLocale } from '../kit/index.ts';
import { LabelChips } from '../marks/index.ts';
import { BilledNext } from './BilledNext.tsx';
import { sayBillingType } from './words.ts';

type Basics = CustomerBasicsFragment;
type Row = CustomerRowFragment;

export const customerSkeleton = [
  { width: 7 },
  { width: 28 },
  { width: 18 },
  { width: 9 },
  { width: 10 },
  { width: 12, end: true },
  { width: 12, end: true },
];

interface CustomerTableProps {
  /** Where many are handled at once. */
  selectable?: boolean;
}

/** Customers as rows. */
export function CustomerTable({ selectable = false }: CustomerTableProps) {
  const custom = useCustomFieldColumns('CUSTOMER');
  return (
    <RecordTable<Row> rowClick="show" hiddenColumns={['billingType', 'overdue']}>
      {selectable && <TickColumn<Row> nameOf={(customer) => customer.name} />}
      <Column<Row>
        source="number"
        card="line"
        label="Number"
        render={(customer) => <CustomerNumber number={customer.number} />}
      />
      <Column<Row>
        source="name"
        sx={{ minWidth: 120 }}
        card="name"
        label="Name"
        render={(customer) => (
          <RowLink to={`/customers/${customer.id}/show`} sx={{ fontWeight: 600 }}>
            {customer.name}
          </RowLink>
        )}
        under={({ email, labels }) => (
          <>
            {email && (
              <Box
                sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}
              >
                {email}
              </Box>
            )}
            <LabelChips labels={labels} />
          </>
        )}
      />
      <Column<Row>
        source="partner"
        label="Partner"
        disableSort
        render={(customer) => <PartnerName partner={customer.partner} />}
      />
      <Column<Row>
        source="status"
        card="line"
        label="Status"
        render={(customer) => <Standing customer={customer} />}
      />
      <Column<Row>
        source="billingType"
        label="Billing type"
        disableSort
        render={(customer) => sayBillingType(customer.billingType)}
      />
      <Column<Row>
        source="billing.nextBillingDate"
        card="fact"
        label="Billed next"
        render={(customer) => <BilledNext customer={customer} />}
      />
      <Column<Row>
        source="outstanding"
        label="Outstanding"
        align="right"
        disableSort
        render={(customer) => (
          <Money
            amount={customer.outstanding}
            currency={customer.currency}
            sx={Number(customer.outstanding) === 0 ? { color: 'text.secondary' } : {}}
          />
        )}
      />
      <Column<Row>
        source="overdue"
        label="Overdue"
        align="right"
        disableSort
        render={(customer) => <Money amount={customer.overdue} currency={customer.currency} />}
      />
      <Column<Row>
        source="balance"
        card="fact"
        label="Balance"
        align="right"
        render={(customer) => (
          <Money amount={customer.balance} currency={customer.currency} strong warnBelowZero />
        )}
      />
      {custom}
    </RecordTable>
  );
}

/** As a column has it under its heading, or with its sign where none stands. */
function CustomerNumber({ number }: { number: number }) {
  const place = useContext(CardPlace);
  return (
    <Box component="span" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
      {place && '#'}
      {number}
    </Box>
  );
}

function Standing({ customer }: { customer: Basics & Partial<Row> }) {
  const locale = useLocale();
  const { status, statusReason, currency } = customer;
  const title = statusReason ? { title: sayReason(statusReason, currency, locale) } : {};
  return <StatusChip status={status} {...title} />;
}
