import type { ReactNode } from 'react';
import { Box } from '@mui/material';
import { Link } from 'react-router-dom';
import { useMoved } from './useMetrics.ts';

interface TileProps {
  label: string;
  value: string;
  /** Under the number: what it compares to. */
  note: ReactNode;
  /** The list that adds up to it. */
  to: string;
  /** What else belongs to the figure, with a list of its own. */
  beside?: { words: string; to: string } | null;
  tone?: 'error';
  /** Which figures these are; a change of group is no movement. */
  group: string;
}

const link = {
  display: 'flex',
  flexDirection: 'column',
  gap: 0.5,
  minWidth: 0,
  textDecoration: 'none',
  color: 'text.primary',
  '&:hover .label': { textDecoration: 'underline' },
  '&:focus-visible': { outlineOffset: -2 },
} as const;

/** One figure, and the way to what it is made of. */
export function Tile({ label, value, note, to, beside, tone, group }: TileProps) {
  const moved = useMoved(value, group);
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        minWidth: 0,
        backgroundColor: 'background.paper',
        transition: 'background-color 120ms',
        ...(moved && { backgroundColor: 'primary.light' }),
      }}
    >
      <Box component={Link} to={to} sx={{ ...link, flexGrow: 1, padding: 2 }}>
        <Box
          component="span"
          className="label"
          sx={{ color: 'text.secondary', fontSize: '0.8125rem', fontWeight: 550 }}
        >
          {label}
        </Box>
        <Box
          component="span"
          sx={{
            fontSize: { xs: '1.125rem', sm: '1.375rem' },
            fontWeight: 650,
            letterSpacing: '-0.015em',
            lineHeight: 1.25,
            fontVariantNumeric: 'tabular-nums',
            overflowWrap: 'anywhere',
            color: tone === 'error' ? 'error.main' : 'inherit',
          }}
        >
          {value}
        </Box>
        <Box
          component="span"
          sx={{
            color: 'text.secondary',
            fontSize: '0.8125rem',
            fontVariantNumeric: 'tabular-nums',
          }}
        >
          {note}
        </Box>
      </Box>
      {beside && (
        <Box
          component={Link}
          to={beside.to}
          sx={{ ...link, padding: 2, paddingBlockStart: 0, fontSize: '0.8125rem' }}
        >
          <Box component="span" className="label" sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {beside.words}
          </Box>
        </Box>
      )}
    </Box>
  );
}
