import { Box, Card, Typography } from '@mui/material';
import { Link } from 'react-router-dom';
import { PageHeader, useViewer } from '../kit/index.ts';
import { useSlot } from '../kit/office/useSlot.ts';
import { settingsAreas } from './slots.ts';

/** The rooms behind the settings door. */
export function SettingsPage() {
  const permissions = useViewer()?.permissions ?? [];
  const areas = useSlot(settingsAreas);
  return (
    <>
      <PageHeader title="Settings" />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr', sm: 'repeat(auto-fill, minmax(300px, 1fr))' },
          maxWidth: 980,
        }}
      >
        {areas
          .filter(({ needs }) => needs === undefined || permissions.includes(needs))
          .sort((a, b) => a.place - b.place)
          .map(({ to, title, about }) => (
            <Card
              key={to}
              component={Link}
              to={to}
              sx={{
                padding: 2.5,
                textDecoration: 'none',
                color: 'text.primary',
                '&:hover': { borderColor: 'text.secondary' },
                '&:hover h2': { textDecoration: 'underline' },
              }}
            >
              <Typography variant="h2">{title}</Typography>
              <Typography sx={{ color: 'text.secondary', marginBlockStart: 0.5 }}>
                {about}
              </Typography>
            </Card>
          ))}
      </Box>
    </>
  );
}
