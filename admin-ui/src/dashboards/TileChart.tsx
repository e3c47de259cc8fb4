import { useState } from 'react';
import { Box, Button, useTheme } from '@mui/material';
import { BarChart } from '@mui/x-charts/BarChart';
import { LineChart } from '@mui/x-charts/LineChart';
import { formatDate, formatMonth, formatMonthName } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import type { BoardTile } from './board.ts';
import { formatFigure } from './tileFormat.ts';

interface ChartProps {
  tile: BoardTile;
  currency: string;
  label: string;
}

const HEIGHT = 200;
const LABELS = 8;
/** Sums of a span are bars; how something stands is a line. */
const BARS = new Set(['invoicedByPeriod', 'paidByPeriod', 'mrrMovements', 'cashForecast']);
/** Series whose points are days or weeks; all others go by months. */
const BY_DAY = new Set(['invoicedByPeriod', 'paidByPeriod', 'cashForecast']);

/** How a figure went: drawn, or as the table that it is drawn from. */
export function TileChart({ tile, currency, label }: ChartProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end' }}>
        <Button
          size="small"
          color="inherit"
          aria-label={`${asTable ? 'Show as chart' : 'Show as table'}: ${label}`}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'As chart' : 'As table'}
        </Button>
      </Box>
      {asTable ? (
        <SeriesTable tile={tile} currency={currency} label={label} />
      ) : (
        <Drawn tile={tile} currency={currency} label={label} />
      )}
    </>
  );
}

function Drawn({ tile, currency, label }: ChartProps) {
  const { palette } = useTheme();
  const locale = useLocale();
  const byDay = BY_DAY.has(tile.key);
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const last = tile.series[tile.series.length - 1];
  const say = (value: string) => formatFigure(value, tile.unit, { currency, locale });
  const series = {
    data: tile.series.map(({ value }) => Number(value)),
    color: palette.primary.main,
    // a bar's height may be a rounded number; its label is the exact text
    valueFormatter: (_: number | null, { dataIndex }: { dataIndex: number }) =>
      say(tile.series[dataIndex]?.value ?? '0'),
  };
  const axis = {
    data: tile.series.map(({ at }) => at),
    valueFormatter: (at: string) =>
      byDay ? formatDate(at, locale, { year: false }) : formatMonthName(at, locale),
    // so many words fit beneath it
    tickLabelInterval: (_: string, index: number) =>
      index % Math.ceil(tile.series.length / LABELS) === 0,
    disableLine: true,
    disableTicks: true,
  };
  const shared = {
    height: HEIGHT,
    skipAnimation: true,
    hideLegend: true,
    margin: { left: 0, right: 8, top: 8, bottom: 0 },
    yAxis: [
      {
        valueFormatter: (value: number) => short.format(value),
        width: 'auto' as const,
        disableLine: true,
        disableTicks: true,
        tickNumber: 4,
      },
    ],
    grid: { horizontal: true },
    sx: {
      '& .MuiChartsGrid-line': { stroke: palette.divider },
      '& .MuiChartsAxis-tickLabel': { fill: palette.text.secondary },
    },
  };
  return (
    <Box
      role="img"
      aria-label={
        last
          ? `${label}: ${tile.series.length} points up to ${formatDate(last.at, locale)}, ${say(last.value)} then. The button above shows all as a table.`
          : label
      }
    >
      {BARS.has(tile.key) ? (
        <BarChart
          {...shared}
          borderRadius={2}
          series={[series]}
          xAxis={[{ ...axis, scaleType: 'band', categoryGapRatio: 0.25 }]}
        />
      ) : (
        <LineChart
          {...shared}
          series={[{ ...series, showMark: false, curve: 'linear' }]}
          xAxis={[{ ...axis, scaleType: 'point' }]}
        />
      )}
    </Box>
  );
}

function SeriesTable({ tile, currency, label }: ChartProps) {
  const locale = useLocale();
  const byDay = BY_DAY.has(tile.key);
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label={`${label}, all points`}
      sx={{ height: HEIGHT, overflowY: 'auto' }}
    >
      <Box component="table" sx={{ width: '100%', fontSize: '0.8125rem', borderSpacing: 0 }}>
        <thead>
          <tr>
            <Box component="th" scope="col" sx={{ textAlign: 'start', fontWeight: 550 }}>
              {tile.key === 'cashForecast' ? 'Week from' : byDay ? 'Day' : 'Month'}
            </Box>
            <Box component="th" scope="col" sx={{ textAlign: 'end', fontWeight: 550 }}>
              {label}
            </Box>
          </tr>
        </thead>
        <tbody>
          {[...tile.series].reverse().map(({ at, value }) => (
            <tr key={at}>
              <Box component="th" scope="row" sx={{ textAlign: 'start', fontWeight: 400 }}>
                {byDay ? formatDate(at, locale) : formatMonth(at, locale)}
              </Box>
              <Box component="td" sx={{ textAlign: 'end', fontVariantNumeric: 'tabular-nums' }}>
                {formatFigure(value, tile.unit, { currency, locale })}
              </Box>
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}
