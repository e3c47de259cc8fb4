import { useState } from 'react';
import {
  Box,
  Button,
  Card,
  CardContent,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
  useMediaQuery,
  useTheme,
} from '@mui/material';
import { BarChart } from '@mui/x-charts/BarChart';
import { useQuery } from '@tanstack/react-query';
import { formatMoney, formatMonth, formatMonthName } from '@backhaul/design';
import { request } from '../api/client.ts';
import { EmptyState, ErrorState, Money, BlockSkeleton, useLocale } from '../kit/index.ts';
import type { DashboardHistoryQuery } from '../generated/graphql.ts';
import { historyDocument } from './api.ts';

type Months = DashboardHistoryQuery['financeHistory'];

/** Invoiced against paid, month by month: as bars, or as the table they are drawn from. */
export function History({
  partnerId,
  currency,
}: {
  partnerId: string | null;
  currency: string | null;
}) {
  const [asTable, setAsTable] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['metrics', 'history', partnerId, currency],
    queryFn: () => request(historyDocument, { partnerId, currency }),
  });
  const months = data?.financeHistory ?? null;
  const empty =
    months?.every((month) => Number(month.invoiced) === 0 && Number(month.paid) === 0) ?? false;
  return (
    <Card component="section" aria-labelledby="history-title">
      <CardContent>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            justifyContent: 'space-between',
            gap: 1,
            marginBlockEnd: 1,
          }}
        >
          <Typography variant="h2" id="history-title">
            Invoiced against paid
          </Typography>
          {months && !empty && (
            <Button size="small" variant="outlined" onClick={() => setAsTable(!asTable)}>
              {asTable ? 'Show as chart' : 'Show as table'}
            </Button>
          )}
        </Box>
        {error && (
          <ErrorState
            error={error}
            what="The months could not be loaded."
            onRetry={() => void refetch()}
          />
        )}
        {!months && !error && (
          <Box sx={{ minHeight: 320 }}>
            <BlockSkeleton lines={6} />
          </Box>
        )}
        {empty && (
          <EmptyState small title="Nothing invoiced in the last twelve months">
            Confirm a billing run or create an invoice, and its month appears here.
          </EmptyState>
        )}
        {months &&
          !empty &&
          currency &&
          (asTable ? (
            <MonthTable months={months} currency={currency} />
          ) : (
            <Bars months={months} currency={currency} />
          ))}
      </CardContent>
    </Card>
  );
}

function Bars({ months, currency }: { months: Months; currency: string }) {
  const { palette, breakpoints } = useTheme();
  const narrow = useMediaQuery(breakpoints.down('lg'), { noSsr: true });
  const locale = useLocale();
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  // A bar's height may be a rounded number; its label is the exact text.
  const series = (key: 'invoiced' | 'paid', label: string, color: string) => ({
    label,
    color,
    data: months.map((month) => Number(month[key])),
    valueFormatter: (_: number | null, { dataIndex }: { dataIndex: number }) =>
      formatMoney(months[dataIndex]?.[key] ?? '0', currency, locale),
  });
  const last = months[months.length - 1];
  const money = (amount: string) => formatMoney(amount, currency, locale);
  const summary = last
    ? `The last twelve months in ${currency}. In ${formatMonth(last.month, locale)}: invoiced ${money(last.invoiced)}, paid ${money(last.paid)}. The button above shows all months as a table.`
    : '';
  return (
    <Box role="img" aria-label={summary}>
      <BarChart
        height={320}
        skipAnimation
        borderRadius={3}
        margin={{ left: 0, right: 0, top: 8, bottom: 0 }}
        series={[
          series('invoiced', 'Invoiced', palette.primary.main),
          series('paid', 'Paid', palette.mode === 'dark' ? '#D5DEDB' : '#9DB2AD'),
        ]}
        xAxis={[
          {
            scaleType: 'band',
            data: months.map((month) => month.month),
            valueFormatter: (month: string) => formatMonthName(month, locale),
            categoryGapRatio: 0.35,
            barGapRatio: 0.08,
            // Left to itself, the chart leaves out those that touch: now one, now two in a row.
            tickLabelInterval: (_: string, index: number) =>
              !narrow || (months.length - index) % 2 === 1,
            disableLine: true,
            disableTicks: true,
          },
        ]}
        yAxis={[
          {
            valueFormatter: (value: number) => short.format(value),
            width: 'auto',
            disableLine: true,
            disableTicks: true,
            tickNumber: 5,
          },
        ]}
        grid={{ horizontal: true }}
        slotProps={{ legend: { position: { vertical: 'top', horizontal: 'start' } } }}
        sx={{
          '& .MuiChartsGrid-line': { stroke: palette.divider },
          '& .MuiChartsAxis-tickLabel': { fill: palette.text.secondary },
        }}
      />
    </Box>
  );
}

function MonthTable({ months, currency }: { months: Months; currency: string }) {
  const locale = useLocale();
  return (
    <TableContainer tabIndex={0} role="region" aria-label="Invoiced against paid by month">
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>Month</TableCell>
            <TableCell align="right">Invoiced</TableCell>
            <TableCell align="right">Paid</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {[...months].reverse().map((month) => (
            <TableRow key={month.month}>
              <TableCell component="th" scope="row">
                {formatMonth(month.month, locale)}
              </TableCell>
              <TableCell>
                <Money amount={month.invoiced} currency={currency} />
              </TableCell>
              <TableCell>
                <Money amount={month.paid} currency={currency} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
