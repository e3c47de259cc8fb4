import { Box, Card, Typography } from '@mui/material';
import { Link } from 'react-router-dom';
import { PageHeader, useViewer } from '../kit/index.ts';

const areas = [
  {
    to: '/settings/finance',
    title: 'Finance',
    about:
      'Billing day, due date, blocking, tax rounding and document numbers: for a partner and all that inherit from it.',
    needs: 'settings:read',
  },
  {
    to: '/settings/notifications',
    title: 'Notifications',
    about:
      'What customers are sent by itself, when, and through which mail server and SMS gateway.',
    needs: 'settings:read',
  },
  {
    to: '/settings/gateways',
    title: 'Payment gateways',
    about: 'Where customers of a partner pay online, and where that money lands.',
    needs: 'settings:read',
  },
  {
    to: '/settings/custom-fields',
    title: 'Custom fields',
    about:
      'What you ask of customers, services, invoices and other records beyond what everybody has.',
    needs: 'settings:read',
  },
  {
    to: '/settings/company',
    title: 'Company and logo',
    about: 'Name, address, bank, logo and colour, as they stand on every document of a partner.',
    needs: 'settings:read',
  },
  {
    to: '/settings/templates',
    title: 'Templates',
    about: 'How invoices, receipts and mails look and what they say, with a live preview.',
    needs: 'settings:read',
  },
  {
    to: '/settings/tax-rates',
    title: 'Tax rates',
    about: 'The rates tariffs and invoice lines can carry.',
    needs: 'tariffs:read',
  },
  {
    to: '/account/password',
    title: 'Your password',
    about: 'Change what you sign in with.',
    needs: null,
  },
  {
    to: '/account/sessions',
    title: 'Your sessions',
    about: 'Where you are signed in, and ending it there.',
    needs: null,
  },
];

/** The rooms behind the settings door. */
export function SettingsPage() {
  const permissions = useViewer()?.permissions ?? [];
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
          .filter(({ needs }) => needs === null || permissions.includes(needs))
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
