import { Tab, Tabs } from '@mui/material';
import { paneNames, type Pane } from './panes.ts';

/** Leads from one part of the template to another. */
export function PaneTabs({
  panes,
  open,
  onOpen,
}: {
  panes: readonly Pane[];
  open: Pane;
  onOpen: (pane: Pane) => void;
}) {
  return (
    <Tabs
      value={open}
      onChange={(_, next: Pane) => onOpen(next)}
      variant="scrollable"
      aria-label="Parts of the template"
      sx={{
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
        flexShrink: 0,
        marginBlockEnd: { xs: 1.5, md: 0 },
      }}
    >
      {panes.map((pane) => (
        <Tab key={pane} value={pane} label={paneNames[pane]} />
      ))}
    </Tabs>
  );
}
