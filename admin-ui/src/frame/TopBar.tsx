import { Box, Button, IconButton } from '@mui/material';
import { AppearanceMenu } from './AppearanceMenu.tsx';
import { Icon } from '../kit/icons.tsx';
import { LiveDot } from './LiveDot.tsx';
import { PartnerSwitch } from './PartnerSwitch.tsx';
import { UserMenu } from './UserMenu.tsx';

const keyName = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

/** Whose numbers these are, the way to everything, and who is looking. */
export function TopBar({
  onOpenNavigation,
  onOpenPalette,
}: {
  onOpenNavigation: () => void;
  onOpenPalette: () => void;
}) {
  return (
    <Box
      component="header"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 'appBar',
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 0.5, sm: 1 },
        minHeight: 56,
        paddingInline: { xs: 1, sm: 3, lg: 4 },
        backgroundColor: 'background.paper',
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
      }}
    >
      <IconButton
        onClick={onOpenNavigation}
        aria-label="Open navigation"
        sx={{ display: { md: 'none' } }}
      >
        <Icon name="menu" size={20} />
      </IconButton>
      <PartnerSwitch />
      <Box sx={{ flex: 1 }} />
      <Button
        variant="outlined"
        onClick={onOpenPalette}
        startIcon={<Icon name="search" size={16} />}
        aria-keyshortcuts="Control+K"
        sx={{
          color: 'text.secondary',
          fontWeight: 400,
          justifyContent: 'flex-start',
          width: 240,
          display: { xs: 'none', md: 'inline-flex' },
        }}
      >
        Search or jump to
        <Box
          component="kbd"
          sx={{
            marginInlineStart: 'auto',
            fontFamily: 'inherit',
            fontSize: '0.75rem',
            border: 1,
            borderColor: 'divider',
            borderRadius: '4px',
            paddingInline: 0.75,
          }}
        >
          {keyName}
        </Box>
      </Button>
      <IconButton
        onClick={onOpenPalette}
        aria-label="Search and commands"
        sx={{ display: { md: 'none' } }}
      >
        <Icon name="search" size={20} />
      </IconButton>
      <LiveDot />
      <AppearanceMenu />
      <UserMenu />
    </Box>
  );
}
