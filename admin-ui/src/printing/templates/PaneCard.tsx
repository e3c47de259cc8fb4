import type { ReactNode } from 'react';
import { Card } from '@mui/material';

/** One side of the editor, as high as there is room; hidden, it keeps what was done in it. */
export function PaneCard({
  shown,
  role,
  label,
  children,
}: {
  shown: boolean;
  role?: string;
  label?: string;
  children: ReactNode;
}) {
  return (
    <Card
      role={role}
      aria-label={label}
      sx={{
        display: shown ? 'flex' : 'none',
        flexDirection: 'column',
        overflow: 'hidden',
        height: { xs: 'calc(100dvh - 210px)', md: 'auto' },
        minHeight: { xs: 420, md: 0 },
      }}
    >
      {children}
    </Card>
  );
}
