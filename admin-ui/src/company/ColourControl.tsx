import { Box, Button, TextField } from '@mui/material';
import { accentFor, formatNumber } from '@backhaul/design';
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

/** A colour, picked or typed, and whether text in it can be read on paper. */
export function ColourControl({
  value,
  error,
  disabled,
  labelId,
  describedBy,
  onChange,
}: ColourControlProps) {
  const locale = useLocale();
  const known = hex.test(value.trim());
  const accent = accentFor(known ? value : null);
  const contrast = formatNumber(Math.floor(accent.contrast * 10) / 10, locale);
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
      {known && (
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
          {accent.readable
            ? `Reads well on white: contrast ${contrast} to 1.`
            : `Too pale for text on white: contrast ${contrast} to 1, 4.5 is needed.`}
          {!accent.readable && !disabled && (
            <Button
              size="small"
              variant="outlined"
              onClick={() => onChange(accent.light.accent.toLowerCase())}
              startIcon={
                <Box
                  component="span"
                  sx={{
                    width: 12,
                    height: 12,
                    borderRadius: '3px',
                    backgroundColor: accent.light.accent,
                  }}
                />
              }
            >
              Use {accent.light.accent.toLowerCase()}
            </Button>
          )}
        </Box>
      )}
    </Box>
  );
}
