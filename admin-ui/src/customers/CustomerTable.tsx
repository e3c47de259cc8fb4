import { Box } from '@mui/material';
import { DataTable } from 'react-admin';
import type { CustomerBasicsFragment, CustomerRowFragment } from '../generated/graphql.ts';
import { OnPhone } from '../kit/list/OnPhone.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { wide } from '../kit/list/wide.ts';
import { useCustomFieldColumns } from '../fields/index.ts';
import { Money, StatusChip, TickColumn, useLocale, withAmounts } from '../kit/index.ts';
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
  /** Without what is not read at the desk. */
  desk?: boolean;
}

/** Customers as rows. */
export function CustomerTable({ selectable = false, desk = false }: CustomerTableProps) {
  const custom = useCustomFieldColumns(desk ? null : 'CUSTOMER');
  return (
    <DataTable<Row>
      bulkActionButtons={false}
      rowClick="show"
      hiddenColumns={['billingType', 'overdue']}
    >
      {selectable && <TickColumn<Row> nameOf={(customer) => customer.name} />}
      <DataTable.Col<Row>
        source="number"
        sx={wide}
        label="Number"
        render={(customer) => (
          <Box
            component="span"
            sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
          >
            {customer.number}
          </Box>
        )}
      />
      <DataTable.Col<Row>
        source="name"
        label="Name"
        render={(customer) => <NameCell customer={customer} />}
      />
      {!desk && (
        <DataTable.Col<Row>
          source="partner"
          sx={wide}
          label="Partner"
          disableSort
          render={(customer) => customer.partner.name}
        />
      )}
      <DataTable.Col<Row>
        source="status"
        sx={wide}
        label="Status"
        render={(customer) => <Standing customer={customer} />}
      />
      {!desk && (
        <DataTable.Col<Row>
          source="billingType"
          sx={wide}
          label="Billing type"
          disableSort
          render={(customer) => sayBillingType(customer.billingType)}
        />
      )}
      {!desk && (
        <DataTable.Col<Row>
          source="billing.nextBillingDate"
          sx={wide}
          label="Billed next"
          render={(customer) => <BilledNext customer={customer} />}
        />
      )}
      <DataTable.Col<Row>
        source="outstanding"
        sx={wide}
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
      {!desk && (
        <DataTable.Col<Row>
          source="overdue"
          sx={wide}
          label="Overdue"
          align="right"
          disableSort
          render={(customer) => <Money amount={customer.overdue} currency={customer.currency} />}
        />
      )}
      <DataTable.Col<Row>
        source="balance"
        label="Balance"
        align="right"
        render={(customer) => (
          <Money amount={customer.balance} currency={customer.currency} strong warnBelowZero />
        )}
      />
      {custom}
    </DataTable>
  );
}

function Standing({ customer }: { customer: Basics & Partial<Row> }) {
  const locale = useLocale();
  const { status, statusReason, currency } = customer;
  const title = statusReason ? { title: withAmounts(statusReason, currency, locale) } : {};
  return <StatusChip status={status} {...title} />;
}

/** Who it is; on a phone also how it stands, instead of a column. */
function NameCell({ customer }: { customer: Basics & Partial<Row> }) {
  return (
    <Box sx={{ minWidth: 120 }}>
      <RowLink to={`/customers/${customer.id}/show`} sx={{ fontWeight: 600 }}>
        {customer.name}
      </RowLink>
      {customer.email && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
          {customer.email}
        </Box>
      )}
      <OnPhone>
        <Box sx={{ marginBlockStart: 0.5 }}>
          <Standing customer={customer} />
        </Box>
      </OnPhone>
    </Box>
  );
}
