import { Box, Skeleton, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';

/** Widths in `ch`: the skeleton has the columns of the list it stands for, so that nothing jumps. */
export function TableSkeleton({
  columns,
  rows = 10,
}: {
  columns: readonly { width: number; end?: boolean }[];
  rows?: number;
}) {
  const cell = (column: { width: number; end?: boolean }, part: number) => (
    <Skeleton
      variant="text"
      animation={false}
      sx={{
        width: `${column.width * part}ch`,
        maxWidth: '100%',
        marginInlineStart: column.end ? 'auto' : 0,
      }}
    />
  );
  return (
    <Box role="status" aria-label="Loading">
      <Table aria-hidden="true">
        <TableHead>
          <TableRow>
            {columns.map((column, index) => (
              <TableCell key={index}>{cell(column, 0.7)}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {Array.from({ length: rows }, (_, row) => (
            <TableRow key={row}>
              {columns.map((column, index) => (
                <TableCell key={index}>{cell(column, row % 3 === 0 ? 1 : 0.8)}</TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

/** Lines of text still to come: a panel of facts, a form. */
export function BlockSkeleton({ lines = 4 }: { lines?: number }) {
  return (
    <Box role="status" aria-label="Loading" sx={{ display: 'grid', gap: 1 }}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton
          key={line}
          variant="text"
          animation={false}
          sx={{ width: `${90 - (line % 3) * 18}%` }}
        />
      ))}
    </Box>
  );
}
