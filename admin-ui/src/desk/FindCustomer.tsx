import { useEffect, useState, type KeyboardEvent } from 'react';
import { Box, Card, CardContent, TextField, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ApiError, request } from '../api/client.ts';
import { ErrorState, Money, StatusChip } from '../kit/index.ts';
import { useRested } from '../kit/useRested.ts';
import { SearchQuery, type Found } from './api.ts';

interface FindCustomerProps {
  chosen: Found | null;
  onChoose: (found: Found) => void;
}

const worthAsking = (text: string) => /^\d+$/.test(text) || text.length >= 3;

/** Who stands at the counter: by a whole number, or by the beginning of the name. */
export function FindCustomer({ chosen, onChoose }: FindCustomerProps) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const text = useRested(typed.trim());
  const { data, error, isFetching } = useQuery({
    queryKey: ['desk', 'search', text],
    queryFn: () => request(SearchQuery, { text }),
    enabled: worthAsking(text),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const found = worthAsking(text) ? (data?.cashDeskSearch ?? []) : [];
  useEffect(() => setAt(0), [text]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    }
    const pick = found[at];
    // not what was found of an earlier word
    if (event.key === 'Enter' && pick && !isFetching && text === typed.trim()) {
      event.preventDefault();
      onChoose(pick);
    }
  };
  const wrong = error instanceof ApiError && error.fields['text'];
  return (
    <Card component="section" aria-label="Who pays">
      <CardContent sx={{ display: 'grid', gap: 1.5 }}>
        <TextField
          label="Customer or invoice number, or name"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={onKeyDown}
          autoFocus
          autoComplete="off"
          fullWidth
          error={Boolean(wrong)}
          helperText={wrong || 'The whole number, or three letters'}
          slotProps={{
            htmlInput: {
              role: 'combobox',
              'aria-expanded': found.length > 0,
              'aria-controls': 'desk-found',
              'aria-activedescendant': found[at] ? `desk-found-${found[at].id}` : undefined,
              style: { fontSize: '1.125rem' },
            },
          }}
        />
        {error && !wrong ? (
          <ErrorState error={error} what="The search did not answer." />
        ) : (
          <Box
            component="ul"
            id="desk-found"
            role="listbox"
            aria-label="Found"
            sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 0.5 }}
          >
            {found.map((each, index) => (
              <Row
                key={each.id}
                found={each}
                active={index === at}
                chosen={each.id === chosen?.id}
                onChoose={() => onChoose(each)}
              />
            ))}
          </Box>
        )}
        {worthAsking(text) && data && !isFetching && !found.length && (
          <Typography role="status" sx={{ color: 'text.secondary' }}>
            Nobody is found by “{text}”. Numbers are wanted whole; of a name three letters are
            enough.
          </Typography>
        )}
        {found.length === 20 && (
          <Typography sx={{ color: 'text.secondary' }}>
            The first 20: type more of the name.
          </Typography>
        )}
      </CardContent>
    </Card>
  );
}

function Row({
  found,
  active,
  chosen,
  onChoose,
}: {
  found: Found;
  active: boolean;
  chosen: boolean;
  onChoose: () => void;
}) {
  return (
    <Box
      component="li"
      id={`desk-found-${found.id}`}
      role="option"
      aria-selected={chosen}
      onClick={onChoose}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        padding: 1.25,
        minHeight: 44,
        borderRadius: 1,
        cursor: 'pointer',
        border: '1px solid',
        borderColor: active ? 'primary.main' : 'divider',
        backgroundColor: chosen ? 'primary.light' : undefined,
      }}
    >
      <Box component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere', minWidth: 0 }}>
        {found.name}
      </Box>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        #{found.number}
      </Box>
      {found.status !== 'ACTIVE' && <StatusChip status={found.status} />}
      <Money
        amount={found.balance}
        currency={found.currency}
        warnBelowZero
        inline
        sx={{ marginInlineStart: 'auto' }}
      />
    </Box>
  );
}
