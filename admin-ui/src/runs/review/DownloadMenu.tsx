import { useState } from 'react';
import { Button, Menu, MenuItem } from '@mui/material';
import ExpandMore from '@mui/icons-material/ExpandMore';

/** The run as a file; the browser's own download, so nothing is held in memory. */
export function DownloadMenu({ runId }: { runId: string }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const item = (kind: 'csv' | 'xlsx', label: string) => (
    <MenuItem
      component="a"
      href={`/downloads/billing-runs/${runId}.${kind}`}
      download
      onClick={close}
    >
      {label}
    </MenuItem>
  );
  return (
    <>
      <Button
        variant="outlined"
        endIcon={<ExpandMore />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Download
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {item('csv', 'CSV, for any program')}
        {item('xlsx', 'XLSX, for a spreadsheet')}
      </Menu>
    </>
  );
}
