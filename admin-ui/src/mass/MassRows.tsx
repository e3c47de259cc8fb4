import { useState } from 'react';
import {
  Box,
  Button,
  FormControlLabel,
  Switch,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
} from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { MassJobPartsFragment } from '../generated/graphql.ts';
import { BlockSkeleton, ErrorState, Money } from '../kit/index.ts';
import { MassRowsQuery } from './api.ts';
import { OldAndNew } from './change/OldAndNew.tsx';

const PAGE = 50;

/** What becomes of each record of a job, and why some are left out. */
export function MassRows({ job }: { job: MassJobPartsFragment }) {
  const [onlyRefused, setOnlyRefused] = useState(false);
  const [first, setFirst] = useState(PAGE);
  const rows = useQuery({
    queryKey: ['mass-jobs', job.id, 'rows', job.status, onlyRefused, first],
    queryFn: async () =>
      (await request(MassRowsQuery, { id: job.id, first, onlyRefused })).massJob.rows,
    placeholderData: keepPreviousData,
  });
  if (rows.error)
    return (
      <ErrorState
        error={rows.error}
        what="What becomes of each could not be read."
        onRetry={() => void rows.refetch()}
      />
    );
  if (!rows.data) return <BlockSkeleton lines={4} />;
  const changes = job.list !== null;
  const all = onlyRefused ? job.refused : job.total;
  return (
    <Box>
      {job.refused > 0 && (
        <FormControlLabel
          control={<Switch checked={onlyRefused} onChange={(_event, on) => setOnlyRefused(on)} />}
          label="Only those left out"
        />
      )}
      <Box sx={{ overflowX: 'auto', marginInline: -1 }}>
        <Table size="small" aria-label="What becomes of each">
          <TableHead>
            <TableRow>
              <TableCell>Which</TableCell>
              <TableCell>What</TableCell>
              {!changes && <TableCell align="right">Amount</TableCell>}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.data.map(({ recordId, label, before, after, effect, refusal, amount }) => (
              <TableRow key={recordId}>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{label || 'Removed'}</TableCell>
                <TableCell sx={{ color: refusal ? 'error.main' : undefined }}>
                  {changes && <OldAndNew list={job.list} before={before} after={after} />}
                  <Box>{refusal ?? effect}</Box>
                </TableCell>
                {!changes && (
                  <TableCell align="right">
                    {amount && <Money amount={amount.amount} currency={amount.currency} />}
                  </TableCell>
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
      {rows.data.length < all && first < 1000 && (
        <Button onClick={() => setFirst(first + 4 * PAGE)}>Show more</Button>
      )}
    </Box>
  );
}
