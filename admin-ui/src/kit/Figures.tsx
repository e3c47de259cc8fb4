import type { ReactNode } from 'react';
import { Box, type SxProps, type Theme } from '@mui/material';

/**
 * A row of figures, each below its name. One that is too wide for its place moves to a line of its
 * own, so that no amount however large and no name however long is drawn over its neighbour.
 */
export function Figures({
  label,
  children,
  sx = [],
}: {
  /** For screen readers. */
  label?: string;
  children: ReactNode;
  sx?: SxProps<Theme>;
}) {
  return (
    <Box
      component="dl"
      aria-label={label}
      sx={[
        {
          margin: 0,
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: { xs: 'flex-start', sm: 'flex-end' },
          columnGap: { xs: 2, sm: 4 },
          rowGap: 2,
        },
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
    >
      {children}
    </Box>
  );
}

/** One of them; a wide one has a phone's whole row, the others half of it. */
export function Figure({
  label,
  children,
  wide,
}: {
  label: string;
  children: ReactNode;
  wide?: boolean;
}) {
  return (
    <Box
      sx={{
        flex: { xs: `1 1 ${wide ? '100%' : '40%'}`, sm: '1 1 auto' },
        maxWidth: '100%',
        overflowWrap: 'anywhere',
      }}
    >
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {label}
      </Box>
      <Box component="dd" sx={{ margin: 0 }}>
        {children}
      </Box>
    </Box>
  );
}
