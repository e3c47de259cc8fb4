import { Suspense } from 'react';
import { Box, Card } from '@mui/material';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { countOf } from '@backhaul/domain/text/plural';
import { addDays } from '@backhaul/domain/time/calendar';
import { isPositive } from '@backhaul/domain/money/decimals';
import { DateText, Figure, Figures, Money } from '../kit/index.ts';
import { useSlot } from '../kit/office/useSlot.ts';
import { BilledNext } from './BilledNext.tsx';
import { customerFigures } from './slots.ts';
import { sayBillingType } from './words.ts';

/** Up to which day what is paid ahead lasts, and what is missing then. */
function Lasts({
  prepaid: { until, daysLeft, missing },
  currency,
}: {
  prepaid: NonNullable<CustomerDetailFragment['prepaid']>;
  currency: string;
}) {
  if (!until) return <>A year or longer</>;
  return (
    <>
      {daysLeft === 0 ? 'Not covered from ' : 'Through '}
      <DateText date={daysLeft === 0 ? until : addDays(until, -1)} />
      {missing && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {daysLeft ? `${countOf(daysLeft, 'day')}. ` : ''}
          <Money amount={missing} currency={currency} inline /> more to go on
          {daysLeft ? ' after that' : ''}
        </Box>
      )}
    </>
  );
}

/** The balance large, then what is owed and what happens next. */
export function CustomerFigures({ customer }: { customer: CustomerDetailFragment }) {
  const { currency } = customer;
  const more = useSlot(customerFigures);
  return (
    <Card sx={{ padding: 2, marginBlockEnd: 2 }}>
      <Figures label="Balance and next dates">
        <Figure label="Balance" wide>
          <Money
            amount={customer.balance}
            currency={currency}
            inline
            warnBelowZero
            sx={{
              fontSize: { xs: 'clamp(1.125rem, 5.5vw, 1.75rem)', md: '1.75rem' },
              fontWeight: 650,
              lineHeight: 1.15,
            }}
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
        {customer.prepaid ? (
          <Figure label="Balance lasts">
            <Lasts prepaid={customer.prepaid} currency={currency} />
          </Figure>
        ) : (
          <Figure label="Billed next">
            <BilledNext customer={customer} />
          </Figure>
        )}
        {more.map((Part, index) => (
          <Suspense key={index} fallback={null}>
            <Part customer={customer} />
          </Suspense>
        ))}
        <Figure label="Billing type">{sayBillingType(customer.billingType)}</Figure>
      </Figures>
    </Card>
  );
}
