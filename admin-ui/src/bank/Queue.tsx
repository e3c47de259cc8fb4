import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Box, ButtonBase, Card } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';
import { DateText, Money, ToneChip } from '../kit/index.ts';
import type { Entry } from './api.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { STATUS_WORDS } from './words.ts';

interface QueueProps {
  entries: readonly Entry[];
  total: number;
  onDone: () => Promise<unknown>;
}

const KEYS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Entries beside the one that is looked at; arrows move, what it offers follows. */
export function Queue({ entries, total, onDone }: QueueProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = useRef(new Map<string, HTMLElement>());
  const detail = useRef<HTMLElement>(null);
  const found = entries.findIndex(({ id }) => id === chosen);
  const at = Math.max(0, found);
  const entry = entries[at];
  // what was posted is gone from the list: the one in its place comes next
  const last = useRef(0);
  useEffect(() => {
    if (found >= 0) last.current = found;
    else if (chosen !== null)
      setChosen(entries[Math.min(last.current, entries.length - 1)]?.id ?? null);
  }, [found, chosen, entries]);
  const move = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = KEYS[event.key];
    if (!by) {
      // what the entry offers says itself by which key
      if (/^[a-z]$/.test(event.key))
        detail.current?.querySelector<HTMLElement>(`[aria-keyshortcuts="${event.key}"]`)?.click();
      return;
    }
    event.preventDefault();
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + by))];
    setChosen(next.id);
    rows.current.get(next.id)?.focus();
  };
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 5fr) minmax(0, 7fr)' },
      }}
    >
      <Card component="section" aria-label={countOf(total, 'entry', 'entries')}>
        <Box
          component="ul"
          onKeyDown={move}
          sx={{
            listStyle: 'none',
            margin: 0,
            padding: 0,
            maxHeight: { xs: '45vh', md: '75vh' },
            overflow: 'auto',
          }}
        >
          {entries.map((each) => (
            <Box component="li" key={each.id}>
              <Row
                entry={each}
                chosen={each.id === entry.id}
                onChoose={() => setChosen(each.id)}
                keep={(row) => {
                  if (row) rows.current.set(each.id, row);
                  else rows.current.delete(each.id);
                }}
              />
            </Box>
          ))}
        </Box>
      </Card>
      <Box ref={detail} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <EntryDetail
          key={entry.id}
          entry={entry}
          onDone={async () => {
            setChosen(entry.id);
            await onDone();
          }}
        />
        <Box sx={{ color: 'text.secondary', display: { xs: 'none', md: 'block' } }}>
          In the list: up and down move, P posts, S splits, I ignores, U undoes.
        </Box>
      </Box>
    </Box>
  );
}

interface RowProps {
  entry: Entry;
  chosen: boolean;
  onChoose: () => void;
  keep: (row: HTMLElement | null) => void;
}

function Row({ entry, chosen, onChoose, keep }: RowProps) {
  const [best] = entry.suggestions;
  const { label, tone } = STATUS_WORDS[entry.status];
  const who = best?.parts.map(({ customer }) => customer.name).join(', ');
  return (
    <ButtonBase
      ref={keep}
      onClick={onChoose}
      aria-current={chosen}
      sx={{
        display: 'grid',
        width: '100%',
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        columnGap: 2,
        rowGap: 0.25,
        textAlign: 'start',
        padding: 1.5,
        borderBlockEnd: 1,
        borderColor: 'divider',
        ...(chosen && { backgroundColor: 'action.selected' }),
      }}
    >
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {entry.name ?? entry.iban ?? 'No name'}
      </Box>
      <Money amount={entry.amount} currency={entry.currency} strong />
      <Box
        sx={{
          color: 'text.secondary',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {entry.text || 'No text'}
      </Box>
      <Box sx={{ color: 'text.secondary', textAlign: 'end' }}>
        <DateText date={entry.bookingDate} />
      </Box>
      <Box
        sx={{ gridColumn: '1 / -1', display: 'flex', gap: 1, alignItems: 'center', minWidth: 0 }}
      >
        <ToneChip
          tone={tone}
          label={best && entry.status === 'SUGGESTED' ? `${best.confidence} %` : label}
        />
        <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{who}</Box>
      </Box>
    </ButtonBase>
  );
}
