import { useState } from 'react';
import { Box, Button, Chip, TextField } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { useLocale } from '../locale.ts';
import type { Aria } from './aria.ts';

interface DatesProps {
  /** With those that stay. */
  value: string[];
  /** What partners above say: shown, and not to be taken away here. */
  fixed: readonly string[];
  disabled: boolean;
  aria: Aria;
  label: string;
  onChange: (value: string[]) => void;
}

/** Dates, added and taken away one by one. Gives those of the partner itself. */
export function DatesControl({ value, fixed, disabled, aria, label, onChange }: DatesProps) {
  const locale = useLocale();
  const [typed, setTyped] = useState('');
  const own = value.filter((date) => !fixed.includes(date));
  return (
    <Box role="group" {...aria} sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      {value.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
          {value.map((date) => (
            <Chip
              key={date}
              size="small"
              sx={{
                // big enough for a finger on the phone, its cross included
                height: { xs: 44, sm: 24 },
                '& .MuiChip-deleteIcon': {
                  fontSize: { xs: 28, sm: 16 },
                  padding: { xs: '4px', sm: 0 },
                },
              }}
              label={formatDate(date, locale, { weekday: true })}
              disabled={disabled}
              {...(fixed.includes(date)
                ? { variant: 'outlined', title: 'From a partner above' }
                : { onDelete: () => onChange(own.filter((each) => each !== date)) })}
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
            onChange([...new Set([...own, typed])].sort());
            setTyped('');
          }}
        >
          Add date
        </Button>
      </Box>
    </Box>
  );
}
