import { useState } from 'react';
import { Box, Divider, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { useLogout } from 'react-admin';
import { Link } from 'react-router-dom';
import { initialsOf } from '@backhaul/domain/text/initials';
import { useViewer } from '../api/viewer.ts';
import { useOffice } from '../kit/office/context.ts';
import { roleLabel } from '../kit/roleLabel.ts';

/** Who is signed in, and what one does with one's own account. */
export function UserMenu() {
  const viewer = useViewer();
  const { account, openTo } = useOffice();
  const logout = useLogout();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!viewer) return null;
  const close = () => setAnchor(null);
  return (
    <>
      <Tooltip title={viewer.name}>
        <IconButton
          aria-label={`Account of ${viewer.name}`}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={{ padding: 0.5 }}
        >
          {/* Drawn, not written: initials are a picture of the name, and no words to call the button by. */}
          <Box
            aria-hidden="true"
            data-initials={initialsOf(viewer.name)}
            sx={{
              '&::before': { content: 'attr(data-initials)' },
              width: 30,
              height: 30,
              borderRadius: '50%',
              display: 'grid',
              placeItems: 'center',
              backgroundColor: 'primary.light',
              color: 'primary.main',
              fontSize: '0.75rem',
              fontWeight: 700,
            }}
          />
        </IconButton>
      </Tooltip>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <Box
          component="li"
          role="presentation"
          sx={{ paddingInline: 2, paddingBlock: 1, maxWidth: 300, outline: 'none' }}
        >
          <Box sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}>{viewer.name}</Box>
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
            {viewer.email}
          </Box>
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {viewer.role ? `${roleLabel(viewer.role)}, ` : ''}
            {viewer.partner.name}
          </Box>
        </Box>
        <Divider component="li" role="separator" />
        {openTo(account, viewer.permissions).map(({ to, label, short }) => (
          <MenuItem key={to} component={Link} to={to} onClick={close}>
            {short ?? label}
          </MenuItem>
        ))}
        <MenuItem
          onClick={() => {
            close();
            void logout();
          }}
        >
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
}
