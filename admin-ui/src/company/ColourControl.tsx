import { Box, TextField } from '@mui/material';
import { accentFor, dark, formatNumber } from '@backhaul/design';
import { readableOnPaper } from '@backhaul/domain/text/colour';
import { useLocale } from '../kit/index.ts';

interface ColourControlProps {
  value: string;
  error: boolean;
  disabled: boolean;
  labelId: string;
  describedBy: string;
  onChange: (colour: string) => void;
}

const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** A colour, picked or typed, and whether text in it can be read. */
export function ColourControl({
  value,
  error,
  disabled,
  labelId,
  describedBy,
  onChange,
}: ColourControlProps) {
  const known = hex.test(value.trim());
  const accent = accentFor(known ? value : null);
  return (
    <Box sx={{ display: 'grid', gap: 0.75, width: '100%' }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Box
          component="input"
          type="color"
          value={known ? accent.chosen.toLowerCase() : '#000000'}
          disabled={disabled}
          aria-label="Pick the accent colour"
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
          sx={{
            width: 44,
            height: 36,
            padding: '2px',
            border: '1px solid',
            borderColor: 'divider',
            borderRadius: 1,
            backgroundColor: 'background.paper',
            cursor: 'pointer',
            flexShrink: 0,
            '@media (pointer: coarse)': { height: 44 },
          }}
        />
        <TextField
          margin="none"
          fullWidth={false}
          disabled={disabled}
          error={error}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          sx={{ width: 140 }}
          slotProps={{
            htmlInput: {
              'aria-labelledby': labelId,
              'aria-describedby': describedBy,
              spellCheck: false,
              autoComplete: 'off',
              style: { fontFamily: 'ui-monospace, monospace' },
            },
          }}
        />
      </Box>
      {known && <Verdict value={value} />}
    </Box>
  );
}

/** What becomes of a colour that could not be read, in words, and how its buttons look on both grounds. */
function Verdict({ value }: { value: string }) {
  const locale = useLocale();
  const accent = accentFor(value);
  const paper = readableOnPaper(accent.chosen);
  const contrast = formatNumber(Math.floor(accent.contrast * 10) / 10, locale);
  return (
    <Box
      role="status"
      sx={{
        fontSize: '0.8125rem',
        color: accent.readable ? 'text.secondary' : 'warning.main',
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
      }}
    >
      <Box component="span" sx={{ flex: '1 1 260px' }}>
        {accent.readable
          ? `Reads well on white: contrast ${contrast} to 1.`
          : `Too pale for text on white: contrast ${contrast} to 1, 4.5 is needed. Texts and buttons take the darker ${paper} instead.`}
        {accent.dark.accent !== accent.chosen &&
          ` On dark screens they take the lighter ${accent.dark.accent.toLowerCase()}.`}
      </Box>
      {[
        { ground: '#fff', look: accent.light },
        { ground: dark.surface, look: accent.dark },
      ].map(({ ground, look }) => (
        <Box
          key={ground}
          aria-hidden="true"
          sx={{
            padding: 0.75,
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            backgroundColor: ground,
          }}
        >
          <Box
            sx={{
              paddingInline: 1.25,
              paddingBlock: 0.5,
              borderRadius: 1,
              fontWeight: 600,
              backgroundColor: look.accent,
              color: look.onAccent,
            }}
          >
            Pay now
          </Box>
        </Box>
      ))}
    </Box>
  );
}
