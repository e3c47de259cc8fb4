import { Box, Button, TextField } from '@mui/material';
import { formatNumber } from '@backhaul/design';
import { useEffect, useRef, useState } from 'react';
import { useLocale } from '../../kit/index.ts';
import { flagLook } from '../flags.ts';

interface FlagBarProps {
  flags: readonly { flag: string; count: number }[];
  flag: string | null;
  onFlag: (flag: string | null) => void;
  search: string;
  onSearch: (search: string) => void;
}

/** What narrows the customers: a search, and the flags with how many carry them. */
export function FlagBar({ flags, flag, onFlag, search, onSearch }: FlagBarProps) {
  const locale = useLocale();
  const [typed, setTyped] = useState(search);
  // what was searched for from here; anything else came from elsewhere, and stands here then
  const asked = useRef(search);
  useEffect(() => {
    if (asked.current === search) return;
    asked.current = search;
    setTyped(search);
  }, [search]);
  useEffect(() => {
    if (typed === search) return undefined;
    const soon = setTimeout(() => {
      asked.current = typed;
      onSearch(typed);
    }, 250);
    return () => clearTimeout(soon);
  }, [typed, search, onSearch]);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <TextField
        size="small"
        margin="none"
        type="search"
        label="Find a customer"
        placeholder="Name or number"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        sx={{ width: { xs: '100%', sm: 220 } }}
      />
      {flags.length > 0 && (
        <Box role="group" aria-label="Flags" sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
          {flags.map(({ flag: name, count }) => {
            const look = flagLook(name);
            const on = flag === name;
            return (
              <Button
                key={name}
                size="small"
                variant={on ? 'contained' : 'outlined'}
                aria-pressed={on}
                title={look.meaning}
                onClick={() => onFlag(on ? null : name)}
                sx={{ minHeight: 36, fontVariantNumeric: 'tabular-nums' }}
              >
                {look.label} {formatNumber(count, locale)}
              </Button>
            );
          })}
        </Box>
      )}
    </Box>
  );
}
