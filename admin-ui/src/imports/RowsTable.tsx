import { useState } from 'react';
import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { BlockSkeleton, ErrorState, useLocale } from '../kit/index.ts';
import { ImportRowsQuery, type ImportJob, type ImportRow } from './api.ts';
import { EditCell } from './EditCell.tsx';

const AT_ONCE = 50;

/** Rows with faults, each at its cell; while they are checked, the cells are mended in place. */
export function RowsTable({ job }: { job: ImportJob }) {
  const locale = useLocale();
  const [shown, setShown] = useState(AT_ONCE);
  const { data, error, refetch } = useQuery({
    queryKey: ['imports', job.id, 'rows', job.fingerprint, job.status, shown],
    queryFn: async () =>
      (await request(ImportRowsQuery, { id: job.id, first: shown, onlyErrors: true })).importJob
        .rows,
    placeholderData: (before) => before,
  });
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="The rows could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <BlockSkeleton lines={4} />;
  const undone = job.status === 'UNDONE';
  const label = undone ? 'Rows that stayed' : 'Rows with errors';
  const all = job.errors + (undone ? job.kept : 0);
  const faulty = new Set(data.flatMap(({ errors }) => Object.keys(errors as object).map(Number)));
  // what is to be mended stands first, also where there is room for little
  const columns = [
    ...job.columns.filter(({ index }) => faulty.has(index)),
    ...job.columns.filter(({ index, target }) => target !== null && !faulty.has(index)),
  ];
  return (
    <Box component="section" aria-label={label}>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={label}>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>Line</TableCell>
              {columns.map(({ index, heading }) => (
                <TableCell key={index}>{heading || `Column ${index + 1}`}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {data.map((row) => (
              <Row key={row.line} job={job} row={row} columns={columns} />
            ))}
          </TableBody>
        </Table>
      </Box>
      {data.length < all && (
        <Button sx={{ marginBlockStart: 1 }} onClick={() => setShown(shown + AT_ONCE)}>
          Show more of {countOf(all, 'row', 'rows', locale)}
        </Button>
      )}
    </Box>
  );
}

interface RowProps {
  job: ImportJob;
  row: ImportRow;
  columns: ImportJob['columns'];
}

function Row({ job, row, columns }: RowProps) {
  const errors = row.errors as Record<string, string>;
  return (
    <TableRow sx={{ '& > td': { verticalAlign: 'top' } }}>
      <TableCell sx={{ fontVariantNumeric: 'tabular-nums' }}>{row.line}</TableCell>
      {columns.map(({ index, heading }) => {
        const problem = errors[index];
        const text = row.values[index] ?? '';
        if (problem === undefined)
          return (
            <TableCell key={index} sx={{ overflowWrap: 'anywhere', minWidth: 96 }}>
              {text}
            </TableCell>
          );
        return (
          <TableCell key={index} sx={{ minWidth: 240 }}>
            {job.status === 'CHECKED' ? (
              <EditCell
                key={text}
                job={job}
                cell={{ line: row.line, index, heading, text, problem }}
              />
            ) : (
              <>
                {text}
                <Box sx={{ color: 'error.main' }}>{problem}</Box>
              </>
            )}
          </TableCell>
        );
      })}
    </TableRow>
  );
}
