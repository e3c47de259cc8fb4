import type { ReactNode } from 'react';
import { Box, Typography } from '@mui/material';
import { Brand } from '../../kit/BrandSign.tsx';
import { useBranding, useWindowTitle } from '../../kit/useBranding.ts';
import { Lines } from './Lines.tsx';

interface DoorProps {
  title: string;
  /** Under the title; told whose back office it is, once that is known. */
  lead: (name: string | null) => ReactNode;
  children: ReactNode;
}

/** The pages before the door: what one types, and beside it on wide screens the lines that run together. */
export function Door({ title, lead, children }: DoorProps) {
  const branding = useBranding();
  useWindowTitle(title);
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: 'minmax(420px, 1fr) 1.1fr' },
        minHeight: '100dvh',
        backgroundColor: 'background.paper',
      }}
    >
      <Box
        component="main"
        sx={{ display: 'grid', alignContent: 'space-between', gap: 4, padding: { xs: 3, sm: 5 } }}
      >
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.25, minHeight: 36 }}
        >
          {branding && <Brand branding={branding} size={36} />}
        </Box>
        <Box sx={{ width: '100%', maxWidth: 360, marginInline: 'auto' }}>
          <Typography variant="h1" sx={{ fontSize: '1.625rem', marginBlockEnd: 0.5 }}>
            {title}
          </Typography>
          <Typography component="div" sx={{ color: 'text.secondary', marginBlockEnd: 3 }}>
            {lead(branding?.name ?? null)}
          </Typography>
          {children}
        </Box>
        <Typography sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {branding?.supportEmail ? (
            <>
              Trouble signing in? Write to{' '}
              <Box
                component="a"
                href={`mailto:${branding.supportEmail}`}
                sx={{ color: 'primary.main' }}
              >
                {branding.supportEmail}
              </Box>
              .
            </>
          ) : (
            'Trouble signing in? Ask whoever manages users in your organisation.'
          )}
        </Typography>
      </Box>
      <Lines />
    </Box>
  );
}
