import {
  Box,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { formatNumber } from '@backhaul/design';
import { request } from '../api/client.ts';
import {
  EmptyState,
  ErrorState,
  InstantText,
  PageHeader,
  TableSkeleton,
  ToneChip,
  useLocale,
} from '../kit/index.ts';
import { ImportJobsQuery } from './api.ts';
import { NewImport } from './NewImport.tsx';
import { kindWords, statusWords } from './words.ts';

const COLUMNS = [
  { width: 24 },
  { width: 12 },
  { width: 12 },
  { width: 8, end: true },
  { width: 16 },
];

/** A file to import, and what was imported in the last 30 days. */
export function ImportList() {
  return (
    <Box sx={{ maxWidth: 1080, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 3 }}>
      <PageHeader
        title="Import"
        description="Customers, services, tariffs and partners from a table. Nothing is written before you have seen what would become of every row; no mail is sent and nothing is charged."
      />
      <NewImport />
      <Box component="section" aria-labelledby="imports">
        <Typography variant="h2" id="imports" sx={{ marginBlockEnd: 1 }}>
          Imports of the last 30 days
        </Typography>
        <Jobs />
      </Box>
    </Box>
  );
}

function Jobs() {
  const locale = useLocale();
  const { data, error, refetch } = useQuery({
    queryKey: ['imports', 'list'],
    queryFn: async () => (await request(ImportJobsQuery, { first: 100 })).importJobs,
  });
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="The imports could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <TableSkeleton columns={COLUMNS} rows={3} />;
  if (!data.length)
    return (
      <EmptyState title="No imports yet" small>
        Send a file above: it is read first, and you say where its columns go.
      </EmptyState>
    );
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-labelledby="imports">
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>File</TableCell>
            <TableCell>What</TableCell>
            <TableCell>State</TableCell>
            <TableCell align="right">Rows</TableCell>
            <TableCell>Sent</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {data.map((job) => (
            <TableRow key={job.id}>
              <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 160 }}>
                <Link component={RouterLink} to={`/imports?job=${job.id}`}>
                  {job.fileName}
                </Link>
              </TableCell>
              <TableCell>
                {kindWords(job.kind).many}
                <Box sx={{ color: 'text.secondary' }}>{job.partner.name}</Box>
              </TableCell>
              <TableCell>
                <ToneChip {...statusWords(job)} />
              </TableCell>
              <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                {formatNumber(job.total, locale)}
              </TableCell>
              <TableCell>
                <InstantText at={job.createdAt} exact />
                <Box sx={{ color: 'text.secondary' }}>{job.createdBy}</Box>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
