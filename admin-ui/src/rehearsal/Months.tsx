import {
  Box,
  Card,
  CardContent,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
  useTheme,
} from '@mui/material';
import { BarChart } from '@mui/x-charts/BarChart';
import { formatMoney, formatMonth, formatMonthName, formatNumber } from '@backhaul/design';
import { subtractDecimals } from '@backhaul/domain/money/decimals';
import { countOf } from '@backhaul/domain/text/plural';
import type { RehearsedMonthPartsFragment } from '../generated/graphql.ts';
import { Money, useLocale } from '../kit/index.ts';

type Month = RehearsedMonthPartsFragment;

interface MonthsProps {
  months: readonly Month[];
  /** The same as prices are; null where no others are tried. */
  unchanged: readonly Month[] | null;
}

/** Where there is room; elsewhere it stands below the total. */
const WIDE = { display: { xs: 'none', sm: 'table-cell' } };

const amountIn = (of: Month['total'], currency: string): string =>
  of.find((each) => each.currency === currency)?.amount ?? '0';

/** What months come to, each currency by itself: as bars where there are several, and as a table. */
export function Months({ months, unchanged }: MonthsProps) {
  const currencies = [
    ...new Set(
      [...months, ...(unchanged ?? [])].flatMap(({ total }) => total.map((each) => each.currency)),
    ),
  ].sort();
  return (
    <>
      {currencies.map((currency) => (
        <Card key={currency} component="section" aria-label={`Months in ${currency}`}>
          <CardContent sx={{ display: 'grid', gap: 2 }}>
            <Typography variant="h2">{`What is invoiced in ${currency}`}</Typography>
            {months.length > 1 && (
              <Bars months={months} unchanged={unchanged} currency={currency} />
            )}
            <MonthTable
              months={months}
              unchanged={unchanged}
              currency={currency}
              counted={currencies.length === 1}
            />
          </CardContent>
        </Card>
      ))}
    </>
  );
}

function Bars({ months, unchanged, currency }: MonthsProps & { currency: string }) {
  const { palette } = useTheme();
  const locale = useLocale();
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  // a bar's height may be a rounded number; its label is the exact text
  const series = (of: readonly Month[], label: string, color: string) => ({
    label,
    color,
    data: of.map(({ total }) => Number(amountIn(total, currency))),
    valueFormatter: (_: number | null, { dataIndex }: { dataIndex: number }) =>
      formatMoney(amountIn(of[dataIndex]?.total ?? [], currency), currency, locale),
  });
  return (
    <Box
      role="img"
      aria-label={`${countOf(months.length, 'month')} in ${currency} as bars; the table below has their figures.`}
    >
      <BarChart
        height={260}
        skipAnimation
        borderRadius={3}
        margin={{ left: 0, right: 0, top: 8, bottom: 0 }}
        hideLegend={unchanged === null}
        series={[
          ...(unchanged
            ? [series(unchanged, 'As prices are', palette.mode === 'dark' ? '#D5DEDB' : '#9DB2AD')]
            : []),
          series(months, unchanged ? 'With these prices' : 'Invoiced', palette.primary.main),
        ]}
        xAxis={[
          {
            scaleType: 'band',
            data: months.map(({ month }) => month),
            valueFormatter: (month: string) => formatMonthName(month, locale),
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

/** counted: the invoices are all of this currency. */
function MonthTable({
  months,
  unchanged,
  currency,
  counted,
}: MonthsProps & { currency: string; counted: boolean }) {
  const locale = useLocale();
  return (
    <TableContainer tabIndex={0} role="region" aria-label={`Table of months in ${currency}`}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>Month</TableCell>
            {counted && (
              <TableCell align="right" sx={unchanged ? WIDE : undefined}>
                Invoices
              </TableCell>
            )}
            <TableCell align="right" sx={WIDE}>
              Net
            </TableCell>
            <TableCell align="right" sx={WIDE}>
              Tax
            </TableCell>
            <TableCell align="right">Total</TableCell>
            {unchanged && <TableCell align="right">Difference</TableCell>}
          </TableRow>
        </TableHead>
        <TableBody>
          {months.map(({ month, invoiceCount, net, tax, total }, i) => (
            <TableRow key={month}>
              <TableCell component="th" scope="row">
                {formatMonth(month, locale)}
              </TableCell>
              {counted && (
                <TableCell align="right" sx={unchanged ? WIDE : undefined}>
                  {formatNumber(invoiceCount, locale)}
                </TableCell>
              )}
              <TableCell align="right" sx={WIDE}>
                <Money amount={amountIn(net, currency)} currency={currency} />
              </TableCell>
              <TableCell align="right" sx={WIDE}>
                <Money amount={amountIn(tax, currency)} currency={currency} />
              </TableCell>
              <TableCell align="right">
                <Money amount={amountIn(total, currency)} currency={currency} />
                <Box
                  sx={{
                    display: { xs: 'block', sm: 'none' },
                    color: 'text.secondary',
                    fontSize: '0.8125rem',
                  }}
                >
                  <Money amount={amountIn(tax, currency)} currency={currency} inline /> of it tax
                </Box>
              </TableCell>
              {unchanged && (
                <TableCell align="right">
                  <Money
                    amount={subtractDecimals(
                      amountIn(total, currency),
                      amountIn(unchanged[i]?.total ?? [], currency),
                    )}
                    currency={currency}
                  />
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
