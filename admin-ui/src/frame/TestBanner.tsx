import { Box } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { ToneChip, useLocale } from '../kit/index.ts';
import { useTestDay } from '../kit/scope/useTestDay.ts';

/** Whose days these are: said on every page of a test partner, so that nobody takes it for a real one. */
export function TestBanner() {
  const locale = useLocale();
  const day = useTestDay();
  if (!day) return null;
  return (
    <Box
      component="aside"
      aria-label="Test partner"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        paddingInline: { xs: 2, sm: 3, lg: 4 },
        paddingBlock: 0.75,
        backgroundColor: 'primary.light',
        color: 'text.primary',
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
      }}
    >
      <ToneChip tone="waiting" icon="clock" label={`Test partner, ${formatDate(day, locale)}`} />
      <span>Its own days pass here, its messages go to nobody, and no figure above counts it.</span>
    </Box>
  );
}
