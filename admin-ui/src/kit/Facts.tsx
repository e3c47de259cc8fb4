import type { ReactNode } from 'react';
import { Box, Card, CardContent, Typography } from '@mui/material';

type Fact = readonly [label: string, value: ReactNode];

/** Names and values, as on a form that was filled in. */
export function Facts({ title, facts }: { title: string; facts: readonly Fact[] }) {
  return (
    <Card component="section" aria-label={title}>
      <CardContent>
        <Typography variant="h2" sx={{ marginBlockEnd: 1.5 }}>
          {title}
        </Typography>
        <FactList facts={facts} />
      </CardContent>
    </Card>
  );
}

/** The names and values alone, for cards that hold more. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <Box
      component="dl"
      sx={{
        margin: 0,
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '160px minmax(0, 1fr)' },
        columnGap: 2,
        rowGap: { xs: 0.25, sm: 1 },
      }}
    >
      {facts.map(([label, value], index) => (
        <Box key={`${label} ${index}`} sx={{ display: 'contents' }}>
          <Box component="dt" dir="auto" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
            {label}
          </Box>
          <Box
            component="dd"
            sx={{
              margin: 0,
              marginBlockEnd: { xs: 1, sm: 0 },
              overflowWrap: 'anywhere',
              minWidth: 0,
            }}
          >
            {value ?? '–'}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
