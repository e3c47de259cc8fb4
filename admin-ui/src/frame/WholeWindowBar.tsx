import { Box, Button } from '@mui/material';
import { Link } from 'react-router-dom';
import { useViewer } from '../api/viewer.ts';
import { useOffice } from '../kit/office/context.ts';
import { AppearanceMenu } from './AppearanceMenu.tsx';
import { LiveDot } from './LiveDot.tsx';
import { UserMenu } from './UserMenu.tsx';

/** All that is left of the frame beside a page that takes the whole window: who works there, and the way back. */
export function WholeWindowBar({ path }: { path: string }) {
  const viewer = useViewer();
  const { navigation, openTo } = useOffice();
  // what is everybody's is no reason to leave
  const others = openTo(navigation.flat(), viewer?.permissions ?? []).filter(
    ({ to, needs }) => needs && to !== path,
  );
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        minHeight: 48,
        paddingInline: { xs: 1, sm: 2 },
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
        backgroundColor: 'background.paper',
      }}
    >
      {others.length > 0 && (
        <Button component={Link} to={others[0].to} sx={{ minHeight: 44 }}>
          Back office
        </Button>
      )}
      <Box
        sx={{
          flex: 1,
          minWidth: 0,
          color: 'text.secondary',
          textAlign: 'end',
          overflowWrap: 'anywhere',
          lineHeight: 1.3,
          paddingBlock: 0.5,
        }}
      >
        {viewer?.partner.name}
      </Box>
      <LiveDot />
      <AppearanceMenu />
      <UserMenu />
    </Box>
  );
}
