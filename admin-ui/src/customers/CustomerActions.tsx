import { useState } from 'react';
import { Box, Button, Menu, MenuItem } from '@mui/material';
import ExpandMore from '@mui/icons-material/ExpandMore';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { useActions } from '../kit/office/useActions.tsx';
import { customerActions } from './slots.ts';

/** What can be done with a customer: the payment as a button, the rest in one menu. */
export function CustomerActions({ customer }: { customer: CustomerDetailFragment }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { actions, dialog } = useActions(customerActions, customer, anchor !== null);
  const inMenu = actions.filter(({ main }) => !main);
  return (
    <>
      {inMenu.length > 0 && (
        <Button
          variant="outlined"
          endIcon={<ExpandMore />}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          More actions
        </Button>
      )}
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {inMenu.map(({ label, kept, run }) => (
          <MenuItem
            key={label}
            disabled={!!kept}
            sx={{ display: 'block', '&.Mui-disabled': { opacity: 1, color: 'text.secondary' } }}
            onClick={() => {
              setAnchor(null);
              run();
            }}
          >
            {label}
            {kept && (
              <Box sx={{ fontSize: '0.8125rem', maxWidth: '32ch', whiteSpace: 'normal' }}>
                {kept}
              </Box>
            )}
          </MenuItem>
        ))}
      </Menu>
      {actions
        .filter(({ main }) => main)
        .map(({ label, run }) => (
          <Button key={label} variant="contained" onClick={run}>
            {label}
          </Button>
        ))}
      {dialog}
    </>
  );
}
