import { Box } from '@mui/material';
import { formatInstant } from '@backhaul/design';
import { ToneChip, useLocale } from '../kit/index.ts';

/** Of when the figures are, and whether new ones arrive. */
export function Heard({ at, asOf, offline }: { at: Date | null; asOf: string; offline: boolean }) {
  const locale = useLocale();
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        color: 'text.secondary',
        fontSize: '0.8125rem',
        marginBlockEnd: 3,
      }}
    >
      {offline && (
        <span role="alert">
          <ToneChip tone="due" icon="pause" label="Offline" /> The connection broke off; it is being
          made again. Until then these figures stand still.
        </span>
      )}
      <span>
        As of {formatInstant(asOf, locale)}
        {at && `, last heard at ${time.format(at)}`}
      </span>
    </Box>
  );
}
