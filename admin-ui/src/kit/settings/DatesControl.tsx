import { useState } from 'react';
import { Box, Button, Chip, TextField } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { useLocale } from '../locale.ts';
import type { Aria } from './aria.ts';

interface DatesProps {
  value: string[];
  disabled: boolean;
  aria: Aria;
  label: string;
  onChange: (value: string[]) => void;
}

/** Dates, added and taken away one by one. */
export function DatesControl({ value, disabled, aria, label, onChange }: DatesProps) {
  const locale = useLocale();
  const [typed, setTyped] = useState('');
  return (
    <Box role="group" {...aria} sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      {value.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
          {value.map((date) => (
            <Chip
              key={date}
              size="small"
              label={formatDate(date, locale, { weekday: true })}
              disabled={disabled}
              onDelete={() => onChange(value.filter((each) => each !== date))}
            />
          ))}
        </Box>
      )}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <TextField
          type="date"
          margin="none"
          fullWidth={false}
          value={typed}
          disabled={disabled}
          onChange={(event) => setTyped(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': `${label}: add a date` } }}
        />
        <Button
          variant="outlined"
          disabled={disabled || typed === ''}
          onClick={() => {
            onChange([...new Set([...value, typed])].sort());
            setTyped('');
          }}
        >
          Add date
        </Button>
      </Box>
    </Box>
  );
}
