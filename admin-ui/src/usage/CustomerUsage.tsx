import { Box, Card, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { formatNumber, formatPeriod } from '@backhaul/design';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment, OpenUsageQuery as Found } from '../generated/graphql.ts';
import { ErrorState, Money, useLocale } from '../kit/index.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import { OpenUsageQuery } from './api.ts';
import { UsageTable, usageSkeleton } from './UsageTable.tsx';

/** What a customer used: what of it is still to be billed, and every record. */
export function CustomerUsage({ customer }: { customer: CustomerDetailFragment }) {
  return (
    <>
      <OpenUsage customer={customer} />
      <RecordList
        resource="usage"
        filter={{ customerId: customer.id }}
        what="usage"
        sort={{ field: 'at', order: 'DESC' }}
        skeleton={usageSkeleton}
        empty={{
          title: 'No usage',
          text: 'Calls, messages and data of this customer’s services stand here, once they are recorded by the API or uploaded.',
        }}
      >
        <UsageTable customer={false} />
      </RecordList>
    </>
  );
}

const WHEN_BILLED: Readonly<Record<CustomerDetailFragment['billingType'], string>> = {
  RECURRING: 'It goes on the first bill after its billing period.',
  PREPAID_CUSTOM: 'The next renewal takes it, when the balance covers both.',
  PREPAID_DAILY: 'The next night charges it, with the day.',
};

type Total = NonNullable<Found['customer']['openUsage']>[number];

/** More kinds than these are told as one: the records below have them all. */
const SHOWN_MAX = 12;

function OpenUsage({ customer }: { customer: CustomerDetailFragment }) {
  const locale = useLocale();
  const { data, error, refetch } = useQuery({
    queryKey: ['usage', 'open', customer.id],
    queryFn: async () =>
      (await request(OpenUsageQuery, { id: customer.id })).customer.openUsage ?? [],
  });
  if (error)
    return (
      <ErrorState
        what="What is still to be billed could not be loaded."
        error={error}
        onRetry={() => void refetch()}
      />
    );
  if (!data?.length) return null;
  const more = data.slice(SHOWN_MAX);
  return (
    <Card
      component="section"
      aria-labelledby="open-usage"
      sx={{ padding: 2, marginBlockEnd: 2, display: 'grid', gap: 1 }}
    >
      <Typography id="open-usage" variant="h2">
        Not billed yet
      </Typography>
      <Box sx={{ color: 'text.secondary' }}>{WHEN_BILLED[customer.billingType]}</Box>
      <Box
        component="ul"
        sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}
      >
        {data.slice(0, SHOWN_MAX).map((total) => (
          <Line
            key={`${total.service.id} ${total.kind}`}
            total={total}
            currency={customer.currency}
          />
        ))}
        {more.length > 0 && (
          <Box component="li" sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
            <span>{countOf(more.length, 'more kind', 'more kinds', locale)}</span>
            <Money
              amount={addDecimals(more.map(({ amount }) => amount))}
              currency={customer.currency}
              strong
            />
          </Box>
        )}
      </Box>
    </Card>
  );
}

function Line({ total, currency }: { total: Total; currency: string }) {
  const locale = useLocale();
  return (
    <Box component="li" sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {total.service.description}: {total.kind}
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {formatNumber(total.quantity, locale)} in{' '}
          {countOf(total.records, 'record', 'records', locale)},{' '}
          {formatPeriod(total.from, total.to, locale)}
        </Box>
      </Box>
      <Box sx={{ textAlign: 'end' }}>
        <Money amount={total.amount} currency={currency} strong />
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {total.taxIncluded ? 'with tax' : 'before tax'}
        </Box>
      </Box>
    </Box>
  );
}
