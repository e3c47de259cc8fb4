import { Box, Tooltip } from '@mui/material';
import { useConnectionState, type ConnectionState } from '../api/live.ts';

const words: Record<
  Exclude<ConnectionState, 'idle'>,
  { word: string; color: string; about: string }
> = {
  live: { word: 'Live', color: 'success.main', about: 'Changes appear by themselves.' },
  connecting: {
    word: 'Connecting',
    color: 'text.secondary',
    about: 'Changes will appear by themselves in a moment.',
  },
  lost: {
    word: 'Reconnecting',
    color: 'warning.main',
    about: 'The live connection is lost and is being made again. Figures may be a little old.',
  },
};

/** Whether figures move by themselves just now. Nothing is shown on pages where nothing does. */
export function LiveDot() {
  const state = useConnectionState();
  if (state === 'idle') return null;
  const { word, color, about } = words[state];
  return (
    <Tooltip title={about}>
      <Box
        role="status"
        aria-label={`Connection: ${word}`}
        tabIndex={0}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.75,
          paddingInline: 1,
          minHeight: 32,
          borderRadius: 1,
          color: 'text.secondary',
          fontSize: '0.8125rem',
        }}
      >
        <Box
          aria-hidden="true"
          sx={{
            width: 8,
            height: 8,
            borderRadius: '50%',
            border: 2,
            borderColor: color,
            backgroundColor: state === 'live' ? color : 'transparent',
          }}
        />
        <Box component="span" sx={{ display: { xs: 'none', lg: 'inline' } }}>
          {word}
        </Box>
      </Box>
    </Tooltip>
  );
}
