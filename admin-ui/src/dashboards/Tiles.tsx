import { Box, Skeleton } from '@mui/material';
import { formatMoney, formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { useLocale, useViewer } from '../kit/index.ts';
import type { Metrics } from './api.ts';
import { Change } from './Change.tsx';
import { listLink } from '../kit/list/listLink.ts';
import { MonthTiles } from './MonthTiles.tsx';
import { Tile } from './Tile.tsx';

// Eight tiles fill whole rows of two, four or eight; the gaps between them are the hairlines.
const grid = {
  display: 'grid',
  gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(4, minmax(0, 1fr))' },
  gap: '1px',
  backgroundColor: 'divider',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  overflow: 'hidden',
  marginBlockEnd: 3,
} as const;

/** The figures of the month. Each is a link to the list that adds up to it. */
export function Tiles({ metrics, group }: { metrics: Metrics | null; group: string }) {
  const locale = useLocale();
  const today = useViewer()?.today ?? '';
  if (!metrics) {
    return (
      <Box sx={grid} role="status" aria-label="Loading the figures">
        {Array.from({ length: 8 }, (_, index) => (
          <Box key={index} sx={{ padding: 2, backgroundColor: 'background.paper' }}>
            <Skeleton width="9ch" />
            <Skeleton width="13ch" height={30} />
            <Skeleton width="11ch" />
          </Box>
        ))}
      </Box>
    );
  }
  const money = (amount: string) => formatMoney(amount, metrics.currency, locale);
  const count = (value: number) => formatNumber(value, locale);
  const { currency } = metrics;
  const inBalances = metrics.owedIn === 'BALANCES';
  const open = inBalances
    ? listLink('/customers', { debt: true, currency })
    : listLink('/invoices', { open: true, currency });
  const late = inBalances
    ? listLink('/customers', { debt: true, status: 'BLOCKED', currency })
    : listLink('/invoices', { status: 'OVERDUE', currency });
  const recurring = listLink('/services', { activeOn: today, currency });
  return (
    <Box component="section" aria-label="Figures of this month" sx={grid}>
      <MonthTiles metrics={metrics} group={group} today={today} />
      <Tile
        group={group}
        label="Outstanding"
        value={money(metrics.outstanding)}
        note={
          inBalances
            ? countOf(metrics.openInvoiceCount, 'customer in debt', 'customers in debt', locale)
            : countOf(metrics.openInvoiceCount, 'open invoice', 'open invoices', locale)
        }
        to={open}
      />
      <Tile
        group={group}
        label="Overdue"
        value={money(metrics.overdue)}
        note={
          inBalances
            ? `${count(metrics.overdueCount)} blocked for it`
            : countOf(
                metrics.overdueCount,
                'invoice past its date',
                'invoices past their date',
                locale,
              )
        }
        tone={metrics.overdueCount > 0 ? 'error' : undefined}
        to={late}
      />
      <Tile
        group={group}
        label="Recurring a month (MRR)"
        value={money(metrics.monthlyRecurringRevenue)}
        note={
          <Change
            from={metrics.monthlyRecurringRevenueLastMonth}
            to={metrics.monthlyRecurringRevenue}
            currency={currency}
          />
        }
        to={recurring}
      />
      <Tile
        group={group}
        label="Per customer (ARPU)"
        value={money(metrics.averageRevenuePerUser)}
        note="a month, before tax"
        to={recurring}
      />
      <Tile
        group={group}
        label="Active customers"
        value={count(metrics.activeCustomers)}
        note={`${count(metrics.newCustomersThisMonth)} new this month`}
        to={listLink('/customers', { status: 'ACTIVE', currency })}
      />
      <Tile
        group={group}
        label="Blocked customers"
        value={count(metrics.blockedCustomers)}
        note={sayBlocked(metrics)}
        to={listLink('/customers', { status: 'BLOCKED', currency })}
      />
    </Box>
  );
}

function sayBlocked({ blockedCustomers, activeCustomers }: Metrics): string {
  if (blockedCustomers > 0) return 'below their minimum balance';
  return activeCustomers > 0 ? 'Everybody is online' : 'Nobody is active';
}
