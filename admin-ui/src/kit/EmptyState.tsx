import type { ReactNode } from 'react';
import { Box, Typography } from '@mui/material';

interface EmptyStateProps {
  /** What this place holds: "No invoices yet". */
  title: string;
  /** Why it is empty, and what fills it. */
  children: ReactNode;
  /** The one button that fills it. */
  action?: ReactNode;
  /** Inside a card that already has a heading. */
  small?: boolean;
}

/** An empty place that says what it is, why it is empty, and what to do. */
export function EmptyState({ title, children, action, small }: EmptyStateProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        justifyItems: 'center',
        gap: 1,
        textAlign: 'center',
        paddingInline: 3,
        paddingBlock: small ? 3 : 7,
        ...(!small && {
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          backgroundColor: 'background.paper',
        }),
      }}
    >
      <Typography variant="h3" component={small ? 'p' : 'h2'}>
        {title}
      </Typography>
      <Typography
        component="div"
        sx={{ color: 'text.secondary', maxWidth: '52ch', minWidth: 0, overflowWrap: 'anywhere' }}
      >
        {children}
      </Typography>
      {action && <Box sx={{ marginBlockStart: 1 }}>{action}</Box>}
    </Box>
  );
}
