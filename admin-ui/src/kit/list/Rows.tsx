import type { ReactNode } from 'react';
import { Box, Card } from '@mui/material';
import { useListContext } from 'react-admin';
import { TableSkeleton } from '../Skeletons.tsx';
import { CardsSkeleton } from './Cards.tsx';
import { NumberedPagination } from './NumberedPagination.tsx';
import { useOnPhone } from './useOnPhone.ts';

export interface RowsProps {
  /** What the rows are called aloud. */
  label: string;
  /** The columns of the skeleton. */
  skeleton: readonly { width: number; end?: boolean }[];
  skeletonRows: number;
  children: ReactNode;
}

/** The rows of a list or their grey shapes, and its pages under them. */
export function Rows({ label, skeleton, skeletonRows, children }: RowsProps) {
  const { isPending } = useListContext();
  const onPhone = useOnPhone();
  return (
    <>
      {onPhone ? (
        <Box role="region" aria-label={label}>
          {isPending ? <CardsSkeleton rows={skeletonRows} /> : children}
        </Box>
      ) : (
        // A table wider than its place scrolls by itself, and must be reachable with the keyboard to do so.
        <Card
          role="region"
          aria-label={label}
          tabIndex={0}
          sx={{
            overflowX: 'auto',
            '& tbody td:first-of-type:not(.MuiTableCell-paddingCheckbox)': { minWidth: 130 },
          }}
        >
          {isPending ? <TableSkeleton columns={skeleton} rows={skeletonRows} /> : children}
        </Card>
      )}
      <NumberedPagination />
    </>
  );
}
