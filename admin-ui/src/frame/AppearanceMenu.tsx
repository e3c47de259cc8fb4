import { useState } from 'react';
import {
  Box,
  FormControlLabel,
  FormLabel,
  IconButton,
  Popover,
  Radio,
  RadioGroup,
  Tooltip,
} from '@mui/material';
import { density, themeChoice, type Density, type ThemeChoice } from '../kit/appearance.ts';
import { Icon } from '../kit/icons.tsx';

function Choice<Word extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Word;
  options: Record<Word, string>;
  onChange: (value: Word) => void;
}) {
  const words = Object.keys(options) as Word[];
  const id = `appearance-${label.toLowerCase()}`;
  return (
    <Box>
      <FormLabel id={id} sx={{ fontSize: '0.8125rem', fontWeight: 600, color: 'text.secondary' }}>
        {label}
      </FormLabel>
      <RadioGroup
        aria-labelledby={id}
        value={value}
        onChange={(_, next) => onChange(words.find((word) => word === next) ?? value)}
      >
        {words.map((word) => (
          <FormControlLabel
            key={word}
            value={word}
            control={<Radio size="small" />}
            label={options[word]}
          />
        ))}
      </RadioGroup>
    </Box>
  );
}

const themes: Record<ThemeChoice, string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};
const densities: Record<Density, string> = { comfortable: 'Comfortable', compact: 'Compact' };

/** Light or dark, and how tightly rows stand. */
export function AppearanceMenu() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tooltip title="Appearance">
        <IconButton
          aria-label="Appearance"
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Icon name="appearance" size={20} />
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': 'Appearance',
            sx: { padding: 2, display: 'grid', gap: 1.5, minWidth: 200 },
          },
        }}
      >
        <Choice
          label="Theme"
          value={themeChoice.use()}
          options={themes}
          onChange={themeChoice.set}
        />
        <Choice label="Density" value={density.use()} options={densities} onChange={density.set} />
      </Popover>
    </>
  );
}
