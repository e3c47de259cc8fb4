import { useState } from 'react';
import { Box, IconButton, Popover, Tooltip, Typography } from '@mui/material';
import KeyboardOutlined from '@mui/icons-material/KeyboardOutlined';

const keys = [
  ['↓ ↑', 'next and previous customer'],
  ['Enter', 'open or close the lines'],
  ['x', 'exclude the customer, with a reason'],
  ['n', 'next customer with a flag'],
  ['Home End', 'first and last customer'],
  ['Page ↓ ↑', 'ten customers on and back'],
] as const;

/** The keys of the review, for whoever asks. */
export function KeysHelp({ canExclude }: { canExclude: boolean }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <Box sx={{ display: { xs: 'none', md: 'block' } }}>
      <Tooltip title="Keys">
        <IconButton
          onClick={(event) => setAnchor(event.currentTarget)}
          aria-label="Keyboard keys"
          aria-haspopup="dialog"
        >
          <KeyboardOutlined fontSize="small" />
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Keyboard keys' } }}
      >
        <Box sx={{ padding: 2 }}>
          <Typography variant="h3" component="h2" sx={{ marginBlockEnd: 1 }}>
            Keys in the table
          </Typography>
          <Box
            component="dl"
            sx={{
              margin: 0,
              display: 'grid',
              gridTemplateColumns: 'auto 1fr',
              columnGap: 2,
              rowGap: 0.75,
            }}
          >
            {keys
              .filter(([key]) => canExclude || key !== 'x')
              .map(([key, meaning]) => (
                <Box key={key} sx={{ display: 'contents' }}>
                  <Box component="dt">
                    <Box
                      component="kbd"
                      sx={{
                        fontFamily: 'monospace',
                        border: 1,
                        borderColor: 'divider',
                        borderRadius: 0.5,
                        paddingInline: 0.75,
                        paddingBlock: 0.25,
                      }}
                    >
                      {key}
                    </Box>
                  </Box>
                  <Box component="dd" sx={{ margin: 0 }}>
                    {meaning}
                  </Box>
                </Box>
              ))}
          </Box>
        </Box>
      </Popover>
    </Box>
  );
}
