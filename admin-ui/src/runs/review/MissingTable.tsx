import { Link as RouterLink } from 'react-router-dom';
import { Box, Link, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../../api/client.ts';
import { withDates } from '@backhaul/design';
import {
  EmptyState,
  ErrorState,
  Money,
  PartnerName,
  TableSkeleton,
  useLocale,
  useSentenceLocale,
} from '../../kit/index.ts';
import { RunMissingQuery } from '../api.ts';

/** More than this nobody reads through; the count in the tab says how many there are. */
const most = 500;

/**
 * Customers who were billed last time and are not in this run, with the reason the server found;
 * who was billed for its date already is no more than counted.
 */
export function MissingTable({
  runId,
  partnerId,
  already,
}: {
  runId: string;
  partnerId: string | null;
  already: number;
}) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  const { data, error, refetch } = useQuery({
    queryKey: ['billing-runs', runId, 'missing'],
    queryFn: async () =>
      (await request(RunMissingQuery, { id: runId, first: most })).billingRun.missing,
  });
  if (error)
    return (
      <Box sx={{ padding: 2 }}>
        <ErrorState
          error={error}
          what="The missing customers could not be loaded."
          onRetry={() => void refetch()}
        />
      </Box>
    );
  if (!data)
    return <TableSkeleton columns={[{ width: 28 }, { width: 40 }, { width: 12, end: true }]} />;
  const rows = data.filter((row) => !partnerId || row.customer.partner.id === partnerId);
  if (rows.length === 0)
    return (
      <EmptyState small title="Nobody is missing">
        {already > 0
          ? `Everybody who was billed last time is in this preview or was billed for its date already (${countOf(already, 'customer', 'customers', locale)}).`
          : 'Everybody who was billed last time is in this preview.'}
      </EmptyState>
    );
  return (
    <Box
      sx={{ overflow: 'auto', flex: '1 1 auto' }}
      tabIndex={0}
      role="region"
      aria-label="Customers missing since the last run"
    >
      {already > 0 && (
        <Box sx={{ paddingInline: 2, paddingBlock: 1, color: 'text.secondary' }}>
          {countOf(already, 'more customer was', 'more customers were', locale)} in the last run and
          billed for this date already.
        </Box>
      )}
      <Table size="small" stickyHeader>
        <TableHead>
          <TableRow>
            <TableCell>Customer</TableCell>
            <TableCell>Why</TableCell>
            <TableCell align="right">Last time</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.customer.id}>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                <Link component={RouterLink} to={`/customers/${row.customer.id}/show`}>
                  {row.customer.name}
                </Link>{' '}
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  #{row.customer.number}
                </Box>
                <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                  <PartnerName partner={row.customer.partner} />
                </Box>
              </TableCell>
              <TableCell>{withDates(row.reason, sentenceLocale)}</TableCell>
              <TableCell align="right">
                <Money amount={row.previousTotal} currency={row.currency} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
