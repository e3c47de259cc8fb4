import type { ReactNode } from 'react';
import { Box } from '@mui/material';
import { PaneCard } from './PaneCard.tsx';
import { paneNames, type Pane } from './panes.ts';
import { PaneTabs } from './PaneTabs.tsx';

interface SidePaneProps {
  open: Pane;
  /** Beside the source, with tabs of its own. */
  beside: boolean;
  onOpen: (pane: Pane) => void;
  children: ReactNode;
}

/** What is looked at beside the source, or in its place. */
export function SidePane({ open, beside, onOpen, children }: SidePaneProps) {
  return (
    <PaneCard shown={beside || open !== 'source'}>
      {beside && (
        <PaneTabs panes={['preview', 'variables', 'history']} open={open} onOpen={onOpen} />
      )}
      <Box
        role="tabpanel"
        id={`pane-${open}`}
        aria-label={paneNames[open]}
        tabIndex={0}
        sx={{
          flex: 1,
          minHeight: 0,
          overflowY: 'auto',
          padding: { xs: 1.5, sm: 2 },
          ...(open === 'preview' && { backgroundColor: 'background.default' }),
        }}
      >
        {children}
      </Box>
    </PaneCard>
  );
}
