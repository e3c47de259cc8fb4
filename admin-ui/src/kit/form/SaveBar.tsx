import type { ReactNode } from 'react';
import { Alert, Box, Button, Card, CardContent } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';

interface SaveBarProps {
  count: number;
  /** What saving will touch. */
  children: ReactNode;
  error: string | null;
  busy: boolean;
  /** "Save settings". */
  save: string;
  onDiscard: () => void;
}

/** Stays in sight under a form while something is changed, and says whom it will touch. Its button submits the form. */
export function SaveBar({ count, children, error, busy, save, onDiscard }: SaveBarProps) {
  return (
    <Card
      sx={{ position: 'sticky', bottom: 12, zIndex: 2, boxShadow: '0 6px 20px rgb(0 0 0 / 0.14)' }}
    >
      <CardContent
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 1.5,
          paddingBlock: '12px !important',
        }}
      >
        <Box role="status" sx={{ flex: '1 1 260px' }}>
          <strong>{countOf(count, 'change')}.</strong> {children}
          {error && (
            <Alert severity="error" variant="outlined" sx={{ marginBlockStart: 1 }}>
              {error}
            </Alert>
          )}
        </Box>
        <Button variant="outlined" onClick={onDiscard}>
          Discard changes
        </Button>
        <Button type="submit" variant="contained" loading={busy}>
          {save}
        </Button>
      </CardContent>
    </Card>
  );
}
