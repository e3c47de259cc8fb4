import type { ReactNode } from 'react';
import { Box, Card, CardContent, Typography } from '@mui/material';

/** Names and values, as on a form that was filled in. */
export function Facts({ title, facts }: { title: string; facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <Card component="section" aria-label={title}>
      <CardContent>
        <Typography variant="h2" sx={{ marginBlockEnd: 1.5 }}>{title}</Typography>
        <Box component="dl" sx={{ margin: 0, display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '160px minmax(0, 1fr)' }, columnGap: 2, rowGap: { xs: 0.25, sm: 1 } }}>
          {facts.map(([label, value]) => (
            <Box key={label} sx={{ display: 'contents' }}>
              <Box component="dt" sx={{ color: 'text.secondary' }}>{label}</Box>
              <Box component="dd" sx={{ margin: 0, marginBlockEnd: { xs: 1, sm: 0 }, overflowWrap: 'anywhere', minWidth: 0 }}>{value ?? '–'}</Box>
            </Box>
          ))}
        </Box>
      </CardContent>
    </Card>
  );
}
