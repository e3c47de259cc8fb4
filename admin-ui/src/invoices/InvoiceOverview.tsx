import { useState, type ReactNode } from 'react';
import { Box, Card, MenuItem, Skeleton, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { formatNumber } from '@backhaul/design';
import { addDays, addMonths } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import { ErrorState, Money, useCan, useLocale } from '../kit/index.ts';
import { listLink } from '../kit/list/listLink.ts';
import { useScopeFilter } from '../kit/scope/partnerScope.ts';
import { useToday } from '../kit/scope/useToday.ts';
import { InvoiceOverviewOf } from './api.ts';

type Filter = Record<string, string | boolean | string[]>;

/** What the overview is about: documents dated, and payments received, in it. */
const PERIODS = { month: 'This month', last: 'Last month', ever: 'All time' } as const;
type Period = keyof typeof PERIODS;

function daysOf(period: Period, today: string): { from: string; to: string } | null {
  if (period === 'ever') return null;
  const first = addMonths(`${today.slice(0, 7)}-01`, period === 'last' ? -1 : 0);
  return { from: first, to: addDays(addMonths(first, 1), -1) };
}

const INVOICES = [
  { key: 'approved', label: 'Approved', filter: { issued: true }, sum: 'total' },
  { key: 'drafts', label: 'Drafts', filter: { draft: true }, sum: 'total' },
  { key: 'paid', label: 'Paid', filter: { paymentStatus: ['PAID'] }, sum: 'total' },
  { key: 'unpaid', label: 'Unpaid', filter: { paymentStatus: ['UNPAID'] }, sum: 'due' },
  {
    key: 'partly',
    label: 'Partly paid, due',
    filter: { paymentStatus: ['PARTIALLY_PAID'] },
    sum: 'due',
  },
] as const;

/** How it stands with invoices, each figure with the way to the list that adds up to it. */
export function InvoiceOverview() {
  const today = useToday();
  const scope = useScopeFilter();
  const seesPayments = useCan('payments:read');
  const [period, setPeriod] = useState<Period>('month');
  const days = daysOf(period, today);
  const dated: Filter = days ? { documentDateFrom: days.from, documentDateTo: days.to } : {};
  const received: Filter = {
    reversed: false,
    ...(days && { dateFrom: days.from, dateTo: days.to }),
  };
  const of = (own: Filter) => ({ ...own, ...dated });
  const [approved, drafts, paid, unpaid, partly] = INVOICES.map(({ filter }) => ({
    ...of({ ...filter } as Filter),
    ...scope,
  }));
  const { data, error, refetch } = useQuery({
    queryKey: ['invoices', 'overview', scope, dated],
    queryFn: () =>
      request(InvoiceOverviewOf, {
        approved,
        drafts,
        paid,
        unpaid,
        partly,
        received: { ...received, ...scope },
      }),
  });
  if (error)
    return (
      <ErrorState
        error={error}
        what="The overview could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  return (
    <Card component="section" aria-label="Overview of invoices" sx={frame}>
      <TextField
        select
        label="Period"
        value={period}
        margin="none"
        size="small"
        onChange={(event) => setPeriod(event.target.value as Period)}
        sx={{ width: { xs: '100%', sm: 150 }, flex: '0 0 auto' }}
      >
        {Object.entries(PERIODS).map(([value, label]) => (
          <MenuItem key={value} value={value}>
            {label}
          </MenuItem>
        ))}
      </TextField>
      {INVOICES.map(({ key, label, filter, sum }) => (
        <OneFigure
          key={key}
          label={label}
          to={listLink('/invoices', of({ ...filter } as Filter))}
          count={data?.[key].totalCount}
        >
          {data?.[key].sums.map((each) => (
            <Money key={each.currency} amount={each[sum]} currency={each.currency} inline strong />
          ))}
        </OneFigure>
      ))}
      {seesPayments && (
        <OneFigure
          label="Payments received"
          to={listLink('/payments', received)}
          count={data?.payments?.totalCount}
        >
          {data?.payments?.sums.map(({ amount, currency }) => (
            <Money key={currency} amount={amount} currency={currency} inline strong />
          ))}
        </OneFigure>
      )}
    </Card>
  );
}

/** A figure that leads to its list. */
function OneFigure({
  label,
  to,
  count,
  children,
}: {
  label: string;
  to: string;
  count: number | undefined;
  children: ReactNode;
}) {
  const locale = useLocale();
  return (
    <Box component={Link} to={to} sx={figure}>
      <Box
        component="span"
        className="label"
        sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}
      >
        {label}
        {count !== undefined && ` (${formatNumber(count, locale)})`}
      </Box>
      {count === undefined ? <Skeleton width={70} animation={false} /> : count ? children : '–'}
    </Box>
  );
}

const frame = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 4,
  rowGap: 1.5,
  padding: 1.5,
  marginBlockEnd: 1.5,
} as const;

const figure = {
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'flex-start',
  flex: { xs: '1 1 40%', sm: '0 1 auto' },
  minWidth: 0,
  minHeight: 44,
  color: 'text.primary',
  textDecoration: 'none',
  overflowWrap: 'anywhere',
  '&:hover .label': { textDecoration: 'underline' },
} as const;
