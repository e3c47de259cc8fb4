import { Box, Card } from '@mui/material';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { isPositive } from '../invoices/decimal.ts';
import { DateText, Money, useViewer } from '../shared/index.ts';
import { todayOr } from './dates.ts';
import { sayBillingType } from './words.ts';

/** The balance large, then what is owed and what happens next. */
export function CustomerFigures({ customer }: { customer: CustomerDetailFragment }) {
  const { currency, billing } = customer;
  const today = todayOr(useViewer()?.today);
  return (
    <Card
      component="dl"
      aria-label="Balance and next dates"
      sx={{
        margin: 0,
        marginBlockEnd: 2,
        paddingBlock: 2,
        display: 'grid',
        rowGap: 2,
        gridTemplateColumns: {
          xs: '1fr 1fr',
          md: 'minmax(200px, 1.4fr) repeat(5, minmax(auto, 1fr))',
        },
        alignItems: 'end',
      }}
    >
      <Figure label="Balance" wide>
        <Money
          amount={customer.balance}
          currency={currency}
          inline
          warnBelowZero
          sx={{ fontSize: '1.75rem', fontWeight: 650, lineHeight: 1.15 }}
        />
      </Figure>
      <Figure label="Outstanding">
        <Money amount={customer.outstanding} currency={currency} inline />
      </Figure>
      <Figure label="Overdue">
        <Money
          amount={customer.overdue}
          currency={currency}
          inline
          sx={isPositive(customer.overdue) ? { color: 'error.main', fontWeight: 600 } : {}}
        />
      </Figure>
      <Figure label="Billed next">
        <DateText date={billing.nextBillingDate} />
      </Figure>
      {customer.blockedSince ? (
        <Figure label="Blocked since">
          <Box component="span" sx={{ color: 'error.main' }}>
            <DateText date={customer.blockedSince} />
          </Box>
        </Figure>
      ) : (
        // A date that has passed without a block is no threat any more.
        <Figure label="Blocked on, if unpaid">
          <DateText
            date={billing.blockDate && billing.blockDate >= today ? billing.blockDate : null}
          />
        </Figure>
      )}
      <Figure label="Billing type">{sayBillingType(customer.billingType)}</Figure>
    </Card>
  );
}

function Figure({
  label,
  children,
  wide,
}: {
  label: string;
  children: React.ReactNode;
  wide?: boolean;
}) {
  return (
    <Box sx={{ paddingInline: 2, ...(wide && { gridColumn: { xs: '1 / -1', md: 'auto' } }) }}>
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {label}
      </Box>
      <Box component="dd" sx={{ margin: 0 }}>
        {children}
      </Box>
    </Box>
  );
}
