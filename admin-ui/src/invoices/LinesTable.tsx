import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import {
  formatNumber,
  formatPeriod,
  formatPrice,
  withAmounts,
  withoutPeriod,
} from '@backhaul/design';
import type { LineFieldsFragment } from '../generated/graphql.ts';
import { sayTax } from '../settings/index.ts';
import { Money, useLocale } from '../kit/index.ts';

interface LinesTableProps {
  lines: readonly LineFieldsFragment[];
  currency: string;
  /** Read by screen readers: "Lines of invoice 202604000007". */
  label: string;
  /** Inside another table's row. */
  dense?: boolean;
}

const longest = 22;
const wide = { display: { xs: 'none', md: 'table-cell' } } as const;

/** What is charged, for which days, and why it is that much: of an invoice, a preview, or a charge still to be made. */
export function LinesTable({ lines, currency, label, dense }: LinesTableProps) {
  return (
    <Table
      size="small"
      aria-label={label}
      sx={{
        '& td, & th': { verticalAlign: 'top', paddingBlock: dense ? 0.75 : 1 },
        '& tbody tr:last-of-type td': { borderBottom: dense ? 0 : undefined },
      }}
    >
      <TableHead>
        <TableRow>
          <TableCell>Description</TableCell>
          <TableCell align="right" sx={wide}>
            Quantity × price
          </TableCell>
          <TableCell align="right" sx={wide}>
            Net
          </TableCell>
          <TableCell align="right" sx={wide}>
            Tax
          </TableCell>
          <TableCell align="right">Total</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line, index) => (
          <Line key={index} line={line} currency={currency} />
        ))}
      </TableBody>
    </Table>
  );
}

/** The summary of the document says why nothing is taken. */
function lineTax(
  { taxPercent: percent, taxCategory: category }: LineFieldsFragment,
  locale: string,
) {
  return sayTax({ percent, category, exemptReason: null }, locale);
}

function Line({ line, currency }: { line: LineFieldsFragment; currency: string }) {
  const locale = useLocale();
  const price = `${formatNumber(line.quantity, locale)} × ${formatPrice(line.unitPrice, currency, locale)}`;
  return (
    <TableRow>
      <TableCell sx={{ width: '100%' }}>
        <Box sx={{ overflowWrap: 'anywhere' }}>{line.description}</Box>
        <LinePeriod line={line} />
        {line.explanation && !saidByPrice(line) && (
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', maxWidth: '68ch' }}>
            {sayWhy(line, withAmounts(line.explanation, currency, locale))}
          </Box>
        )}
        <Box
          sx={{
            display: { xs: 'block', md: 'none' },
            color: 'text.secondary',
            fontSize: '0.8125rem',
          }}
        >
          {price}, {lineTax(line, locale)}
          {line.taxCategory === 'S' ? ' tax' : ''}
        </Box>
      </TableCell>
      <TableCell
        align="right"
        sx={{
          ...wide,
          // both on one line, as long as that leaves the description its room
          whiteSpace: price.length > longest ? 'normal' : 'nowrap',
          fontVariantNumeric: 'tabular-nums',
        }}
      >
        {formatNumber(line.quantity, locale)} ×{' '}
        <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
          {formatPrice(line.unitPrice, currency, locale)}
        </Box>
      </TableCell>
      <TableCell align="right" sx={wide}>
        <Money amount={line.net} currency={currency} />
      </TableCell>
      <TableCell align="right" sx={{ ...wide, whiteSpace: 'nowrap' }}>
        <Money amount={line.tax} currency={currency} />
        <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
          {lineTax(line, locale)}
          {line.taxIncluded && line.taxCategory === 'S' ? ' included' : ''}
        </Box>
      </TableCell>
      <TableCell align="right">
        <Money amount={line.total} currency={currency} strong />
      </TableCell>
    </TableRow>
  );
}

/** What is charged once, or as used, is quantity times price, which stands beside it. */
const saidByPrice = (line: LineFieldsFragment): boolean =>
  line.kind === 'USAGE' || (!line.periodFrom && line.kind !== 'SETUP' && line.kind !== 'DISCOUNT');

/** Why a line costs what it costs, without its period where that stands above it. */
const sayWhy = ({ periodFrom, periodTo }: LineFieldsFragment, words: string): string =>
  periodFrom && periodTo ? withoutPeriod(words, periodFrom, periodTo) : words;

/** The period, both ends included. */
function LinePeriod({ line }: { line: LineFieldsFragment }) {
  const locale = useLocale();
  if (!line.periodFrom || !line.periodTo) return null;
  return (
    <Box
      sx={{ color: 'text.secondary', fontSize: '0.8125rem', fontVariantNumeric: 'tabular-nums' }}
    >
      {formatPeriod(line.periodFrom, line.periodTo, locale)}
    </Box>
  );
}
