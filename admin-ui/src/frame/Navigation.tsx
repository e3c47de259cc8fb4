import { Box, Drawer, useMediaQuery, type Theme } from '@mui/material';
import { Link, NavLink } from 'react-router-dom';
import { useViewer } from '../api/viewer.ts';
import { Icon } from '../kit/icons.tsx';
import { Brand } from '../kit/BrandSign.tsx';
import { useOffice } from '../kit/office/context.ts';
import type { Entry } from '../kit/office/module.ts';
import { useBranding } from '../kit/useBranding.ts';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { useWaiting } from './useWaiting.ts';

export const navigationWidth = 216;

const linkLook = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.25,
  minHeight: 34,
  paddingInline: 1.25,
  borderRadius: 1,
  textDecoration: 'none',
  color: 'text.secondary',
  fontWeight: 550,
  '&:hover': { backgroundColor: 'action.hover', color: 'text.primary' },
  '&[aria-current="page"]': {
    backgroundColor: 'primary.light',
    color: 'primary.main',
    fontWeight: 650,
  },
  '@media (pointer: coarse)': { minHeight: 44 },
} as const;

function PageLink({ entry, waiting }: { entry: Entry; waiting: number }) {
  return (
    <Box component={NavLink} to={entry.to} end={entry.to === '/'} sx={linkLook}>
      <Icon name={entry.icon} />
      {entry.label}
      {waiting > 0 && (
        <Box
          component="span"
          sx={{
            marginInlineStart: 'auto',
            minWidth: 20,
            textAlign: 'center',
            paddingInline: 0.75,
            borderRadius: '10px',
            fontSize: '0.75rem',
            lineHeight: '20px',
            fontWeight: 700,
            backgroundColor: 'warning.light',
            color: 'warning.main',
          }}
        >
          {waiting}
          <Box component="span" sx={visuallyHidden}>
            {' '}
            {entry.waiting?.words}
          </Box>
        </Box>
      )}
    </Box>
  );
}

/** Whose back office this is, and the way to the first page. */
function Home() {
  const branding = useBranding();
  if (!branding) return null;
  return (
    <Box
      component={Link}
      to="/"
      aria-label={`${branding.name}, to the first page`}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.25,
        rowGap: 0.5,
        minHeight: 36,
        paddingInline: 1,
        marginBlockEnd: 1.5,
        borderRadius: 1,
        color: 'text.primary',
        textDecoration: 'none',
      }}
    >
      <Brand branding={branding} size={30} />
    </Box>
  );
}

function Pages({ waiting }: { waiting: ReadonlyMap<string, number> }) {
  const viewer = useViewer();
  const { navigation, openTo } = useOffice();
  const groups = navigation
    .map((group) => openTo(group, viewer?.permissions ?? []))
    .filter((group) => group.length > 0);
  return (
    <Box
      component="nav"
      aria-label="Main"
      sx={{ display: 'flex', flexDirection: 'column', height: '100%', padding: 1.5 }}
    >
      <Home />
      {groups.map((group, index) => (
        <Box
          key={group[0]?.to ?? index}
          component="ul"
          sx={{
            listStyle: 'none',
            margin: 0,
            padding: 0,
            display: 'grid',
            gap: '2px',
            ...(index > 0 && {
              marginBlockStart: 1.5,
              paddingBlockStart: 1.5,
              borderBlockStart: '1px solid',
              borderColor: 'divider',
            }),
          }}
        >
          {group.map((entry) => (
            <li key={entry.to}>
              <PageLink entry={entry} waiting={waiting.get(entry.to) ?? 0} />
            </li>
          ))}
        </Box>
      ))}
    </Box>
  );
}

/** The pages in the order of the month: at the side, or in a drawer on a phone. */
export function Navigation({ open, onClose }: { open: boolean; onClose: () => void }) {
  const waiting = useWaiting();
  const wide = useMediaQuery<Theme>((theme) => theme.breakpoints.up('md'), { noSsr: true });
  if (!wide) {
    return (
      <Drawer
        open={open}
        onClose={onClose}
        slotProps={{ paper: { sx: { width: 264 }, 'aria-label': 'Navigation' } }}
      >
        {/* Closed by the link itself, before the next page: that one takes the keyboard. */}
        <Box onClick={onClose} sx={{ height: '100%' }}>
          <Pages waiting={waiting} />
        </Box>
      </Drawer>
    );
  }
  return (
    <Box
      sx={{
        width: navigationWidth,
        flexShrink: 0,
        borderInlineEnd: '1px solid',
        borderColor: 'divider',
        backgroundColor: 'background.paper',
      }}
    >
      <Box sx={{ position: 'sticky', top: 0, height: '100dvh', overflowY: 'auto' }}>
        <Pages waiting={waiting} />
      </Box>
    </Box>
  );
}
