import { useState } from 'react';
import { Box, Button, Popover } from '@mui/material';
import { useViewer } from '../../api/viewer.ts';
import { Icon } from '../icons.tsx';
import { wraps } from '../wraps.ts';
import { PartnerSearch } from './PartnerSearch.tsx';

interface PartnerChoiceProps {
  /** What is chosen for the partner: "Settings", "Fields". */
  what: string;
  /** Of the partner, once it is known. */
  name: string | undefined;
  /** It will not be known: it could not be loaded. */
  failed?: boolean;
  partnerId: string | null;
  onChoose: (id: string) => void;
}

/**
 * Whose settings a page is about: a button with the partner's name that opens the tree. Nothing for
 * those who have no partner below.
 */
export function PartnerChoice({
  what,
  name,
  failed = false,
  partnerId,
  onChoose,
}: PartnerChoiceProps) {
  const viewer = useViewer();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!viewer || viewer.partner.childCount === 0) return null;
  return (
    <>
      <Button
        variant="outlined"
        aria-label={name ? `${what} of ${name}, choose another partner` : 'Choose a partner'}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        endIcon={<Icon name="chevron" size={16} />}
        sx={{ ...wraps, maxWidth: '100%' }}
      >
        {name ?? (failed ? 'Choose a partner' : '…')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': `Whose ${what.toLowerCase()}`,
            sx: { width: 360, maxWidth: 'calc(100vw - 32px)', padding: 1.5, maxHeight: '70vh' },
          },
        }}
      >
        <Box>
          <PartnerSearch
            label="Partners"
            autoFocus
            selectedId={partnerId}
            onSelect={(partner) => {
              onChoose(partner.id);
              setAnchor(null);
            }}
          />
        </Box>
      </Popover>
    </>
  );
}
