import { Box } from '@mui/material';
import type { LabelShownFragment } from '../generated/graphql.ts';

/** A label's colour as a spot: what it is called is read in the page's own ink, whatever the colour. */
export function LabelSpot({ colour }: { colour: string }) {
  return (
    <Box
      component="span"
      aria-hidden="true"
      sx={{
        width: 10,
        height: 10,
        borderRadius: '50%',
        flexShrink: 0,
        backgroundColor: colour,
        border: '1px solid',
        borderColor: 'text.secondary',
        forcedColorAdjust: 'none',
      }}
    />
  );
}

/** The labels of something, side by side; nothing where it has none. */
export function LabelChips({ labels }: { labels: readonly LabelShownFragment[] | undefined }) {
  if (!labels?.length) return null;
  return (
    <Box
      component="ul"
      role="list"
      aria-label="Labels"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 0.5,
        margin: 0,
        marginBlockStart: 0.5,
        padding: 0,
        listStyle: 'none',
      }}
    >
      {labels.map(({ id, name, colour }) => (
        <Box
          key={id}
          component="li"
          sx={{
            display: 'inline-flex',
            alignItems: 'center',
            gap: 0.5,
            maxWidth: '100%',
            paddingInline: 0.75,
            minHeight: 20,
            borderRadius: '6px',
            border: '1px solid',
            borderColor: 'divider',
            color: 'text.primary',
            fontSize: '0.75rem',
            fontWeight: 400,
            overflowWrap: 'anywhere',
          }}
        >
          <LabelSpot colour={colour} />
          {name}
        </Box>
      ))}
    </Box>
  );
}
