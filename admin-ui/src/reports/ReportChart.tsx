import { Box, useTheme } from '@mui/material';
import { BarChart } from '@mui/x-charts/BarChart';
import { formatMoney, formatMonthName } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import type { Report } from './api.ts';

/** As many are told apart at a glance. */
const SERIES_MAX = 6;

/** The first measure over the time that rows are grouped by; by a second grouping stacked. */
export function ReportChart({ report }: { report: Report }) {
  const { palette } = useTheme();
  const locale = useLocale();
  const { columns, rows, currency } = report;
  const measure = columns.findIndex(({ unit }) => unit === 'MONEY');
  const second = columns[1]?.unit == null && columns[1] ? 1 : null;
  const times = [...new Set(rows.map(({ values }) => values[0] ?? ''))];
  const names =
    second === null ? [''] : [...new Set(rows.map(({ values }) => values[second] ?? ''))];
  if (measure < 0 || times.length < 2 || names.length > SERIES_MAX) return null;
  const at = new Map(
    rows.map(({ values }) => [
      `${values[0] ?? ''}\n${second === null ? '' : (values[second] ?? '')}`,
      values[measure] ?? '0',
    ]),
  );
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const isMonth = columns[0]?.key === 'month';
  return (
    <Box
      role="img"
      aria-label={`${columns[measure]?.label ?? ''} by ${columns[0]?.label ?? ''} as bars; the table below has the figures.`}
    >
      <BarChart
        height={260}
        skipAnimation
        borderRadius={3}
        margin={{ left: 0, right: 0, top: 8, bottom: 0 }}
        hideLegend={second === null}
        series={names.map((name) => ({
          label: name || (second === null ? (columns[measure]?.label ?? '') : 'None'),
          ...(second === null ? { color: palette.primary.main } : { stack: 'all' }),
          // a bar's height may be a rounded number; its label is the exact text
          data: times.map((time) => Number(at.get(`${time}\n${name}`) ?? 0)),
          valueFormatter: (_: number | null, { dataIndex }: { dataIndex: number }) =>
            formatMoney(at.get(`${times[dataIndex] ?? ''}\n${name}`) ?? '0', currency, locale),
        }))}
        xAxis={[
          {
            scaleType: 'band',
            data: times,
            valueFormatter: (time: string) =>
              isMonth ? formatMonthName(`${time}-01`, locale) : time,
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
      />
    </Box>
  );
}
