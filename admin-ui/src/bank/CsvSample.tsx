import { Alert, Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { formatNumber } from '@backhaul/design';
import { sampleOf } from '@backhaul/domain/bank/csvSample';
import { DateText, Money, useLocale } from '../kit/index.ts';
import type { mappingOf } from './csvChoices.ts';

const ROWS = 20;

/** The first rows of a file as they would be read, or what keeps them from it. */
export function CsvSample({
  head,
  read,
  currency,
}: {
  head: string;
  read: ReturnType<typeof mappingOf>;
  /** The account's, for what does not say its own; null: it is not chosen yet. */
  currency: string | null;
}) {
  if (!read.mapping)
    return (
      <Alert severity="info" variant="outlined" role="status">
        {read.problems.bookingDate ? 'Choose the column of the booking date. ' : ''}
        {read.problems.amount
          ? 'Choose the column of the amount, or those of money in and out.'
          : ''}
      </Alert>
    );
  const sample = sampleOf(head, read.mapping, ROWS);
  if ('problem' in sample)
    return (
      <Alert severity="warning" variant="outlined" role="status">
        {sample.problem}
      </Alert>
    );
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label="The first rows as read">
      <Table size="small">
        <TableHead>
          <TableRow>
            {['Line', 'Booked', 'Amount', 'Name', 'IBAN', 'Text'].map((label) => (
              <TableCell key={label} align={label === 'Amount' ? 'right' : 'left'}>
                {label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {sample.rows.map(({ line, read: row }) => (
            <TableRow key={line}>
              <TableCell>{line}</TableCell>
              {row && 'entry' in row ? (
                <>
                  <TableCell>
                    <DateText date={row.entry.bookingDate} />
                  </TableCell>
                  <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                    <Read amount={row.entry.amount} currency={row.entry.currency ?? currency} />
                  </TableCell>
                  <TableCell>{row.entry.name}</TableCell>
                  <TableCell>{row.entry.iban}</TableCell>
                  <TableCell>{row.entry.lines}</TableCell>
                </>
              ) : (
                <TableCell colSpan={5} sx={{ color: 'error.main' }}>
                  Set aside: {row?.problem ?? 'it is empty'}.
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

/** An amount as it was read: with a currency as soon as one is known. */
function Read({ amount, currency }: { amount: string; currency: string | null }) {
  const locale = useLocale();
  return currency ? (
    <Money amount={amount} currency={currency} inline />
  ) : (
    formatNumber(amount, locale)
  );
}
