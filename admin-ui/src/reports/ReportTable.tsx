import {
  Box,
  Button,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableFooter,
  TableHead,
  TableRow,
  alpha,
  type Theme,
} from '@mui/material';
import { Link } from 'react-router-dom';
import { formatMonth, formatNumber } from '@backhaul/design';
import { DateText, Money, useLocale } from '../kit/index.ts';
import { drillTo } from './drill.ts';
import type { Report, ReportColumn, ReportRow } from './api.ts';
import { METHODS, NONE, sayRate } from './words.ts';

/** Rows of a page. */
export const PAGE = 100;

const sticky = {
  position: 'sticky',
  insetInlineStart: 0,
  backgroundColor: 'background.paper',
  zIndex: 1,
} as const;

interface ReportTableProps {
  report: Report;
  name: string;
  offset: number;
  onPage: (offset: number) => void;
}

/** Each figure leads to what adds up to it; on a phone the table goes sideways below its first column. */
export function ReportTable({ report, name, offset, onPage }: ReportTableProps) {
  const { columns, rows, totals, currency } = report;
  return (
    <Box>
      <TableContainer tabIndex={0} role="region" aria-label={`${name}, table`}>
        <Table size="small">
          <TableHead>
            <TableRow>
              {columns.map(({ key, label, unit }, n) => (
                <TableCell key={key} align={unit ? 'right' : 'left'} sx={n === 0 ? sticky : {}}>
                  {label}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((row, n) => (
              <Row key={n} row={row} columns={columns} currency={currency} />
            ))}
          </TableBody>
          <TableFooter>
            <Row row={totals} columns={columns} currency={currency} total />
          </TableFooter>
        </Table>
      </TableContainer>
      <Pages count={report.rowCount} offset={offset} onPage={onPage} />
    </Box>
  );
}

/** How deep the colour behind the whole is: text on it stays readable. */
const DEEPEST = 0.24;

/** A share shows at a glance how large it is. */
function shaded(value: string | null) {
  const share = Math.min(1, Math.max(0, Number(value ?? 0) / 100));
  return {
    backgroundColor: ({ palette }: Theme) => alpha(palette.primary.main, share * DEEPEST),
  };
}

interface RowProps {
  row: ReportRow;
  columns: readonly ReportColumn[];
  currency: string;
  total?: boolean;
}

function Row({ row, columns, currency, total = false }: RowProps) {
  return (
    <TableRow hover={!total}>
      {columns.map((column, n) => {
        const value = row.values[n] ?? null;
        const to = drillTo(row.drills[n] ?? null);
        const text =
          total && n === 0 ? (
            'Total'
          ) : (
            <Value column={column} value={value} currency={currency} total={total} />
          );
        return (
          <TableCell
            key={column.key}
            {...(n === 0 ? { component: 'th' as const, scope: 'row' } : {})}
            align={column.unit ? 'right' : 'left'}
            sx={{
              ...(n === 0 ? sticky : {}),
              ...(column.unit === 'PERCENT' && !total && shaded(value)),
              ...(total && { fontWeight: 600, color: 'text.primary', fontSize: '0.875rem' }),
            }}
          >
            {to ? (
              <Box
                component={Link}
                to={to}
                sx={{
                  color: 'inherit',
                  textDecorationColor: 'transparent',
                  '&:hover, &:focus-visible': { textDecorationColor: 'currentColor' },
                }}
              >
                {text}
              </Box>
            ) : (
              text
            )}
          </TableCell>
        );
      })}
    </TableRow>
  );
}

function Value({
  column: { key, unit },
  value,
  currency,
  total,
}: {
  column: ReportColumn;
  value: string | null;
  currency: string;
  total: boolean;
}) {
  const locale = useLocale();
  if (unit === 'MONEY') return <Money amount={value} currency={currency} strong={total} />;
  if (unit === 'COUNT') return <>{value === null ? '–' : formatNumber(Number(value), locale)}</>;
  if (unit === 'PERCENT') return <>{value === null ? '–' : `${value} %`}</>;
  if (value === null) return total ? null : <>{NONE[key] ?? 'None'}</>;
  if (key === 'month')
    return (
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {formatMonth(`${value}-01`, locale)}
      </Box>
    );
  if (key === 'day' || key === 'week') return <DateText date={value} />;
  if (key === 'taxRate') return <>{sayRate(value)}</>;
  if (key === 'method') return <>{METHODS[value] ?? value}</>;
  return <>{value}</>;
}

function Pages({
  count,
  offset,
  onPage,
}: {
  count: number;
  offset: number;
  onPage: (offset: number) => void;
}) {
  const locale = useLocale();
  if (count <= PAGE && offset === 0) return null;
  const last = Math.min(offset + PAGE, count);
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        justifyContent: 'flex-end',
        marginBlockStart: 1,
        flexWrap: 'wrap',
      }}
    >
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {`${formatNumber(offset + 1, locale)} - ${formatNumber(last, locale)} of ${formatNumber(count, locale)}`}
      </Box>
      <Button disabled={offset === 0} onClick={() => onPage(Math.max(0, offset - PAGE))}>
        Previous
      </Button>
      <Button disabled={last >= count} onClick={() => onPage(offset + PAGE)}>
        Next
      </Button>
    </Box>
  );
}
