import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import type { ImportJob } from './api.ts';

/** The first lines of a file as it is read. */
export function Sample({ job }: { job: ImportJob }) {
  const lines = Math.max(0, ...job.columns.map(({ samples }) => samples.length));
  return (
    <Box component="section" aria-labelledby="sample">
      <Typography variant="h2" id="sample" sx={{ marginBlockEnd: 1 }}>
        The first lines
      </Typography>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-labelledby="sample">
        <Table size="small">
          <TableHead>
            <TableRow>
              {job.columns.map(({ index, heading }) => (
                <TableCell key={index}>{heading || `Column ${index + 1}`}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {Array.from({ length: lines }, (_, line) => (
              <TableRow key={line}>
                {job.columns.map(({ index, samples }) => (
                  <TableCell
                    key={index}
                    sx={{ whiteSpace: 'nowrap', maxWidth: 260, overflow: 'hidden' }}
                  >
                    {samples[line]}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Box>
  );
}
