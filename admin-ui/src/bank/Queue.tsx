import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Box, ButtonBase, Card } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';
import { DateText, Money, ToneChip } from '../kit/index.ts';
import type { Entry } from './api.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { calledOf, statusWords } from './words.ts';

interface QueueProps {
  entries: readonly Entry[];
  total: number;
  onDone: () => Promise<unknown>;
}

type Step = (at: number, last: number) => number;
const down: Step = (at) => at + 1;
const up: Step = (at) => at - 1;
const KEYS: Readonly<Partial<Record<string, Step>>> = {
  ArrowDown: down,
  j: down,
  ArrowUp: up,
  k: up,
  Home: () => 0,
  End: (_at, last) => last,
};

/** Whether the keyboard is where a page leaves it: nowhere, or at the heading that somebody arrived at. */
function nobodyHasKeyboard(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at.matches('main, h1');
}

/** Entries beside the one that is looked at; arrows move, what it offers follows. One Tab leads in, the next one on. */
export function Queue({ entries, total, onDone }: QueueProps) {
  const [chosen, setChosen] = useState({ id: entries[0].id, at: 0 });
  const rows = useRef(new Map<string, HTMLElement>());
  const detail = useRef<HTMLElement>(null);
  const found = entries.findIndex(({ id }) => id === chosen.id);
  // what was posted is gone from the list: the one in its place comes next
  const at = found < 0 ? Math.min(chosen.at, entries.length - 1) : found;
  const entry = entries[at];
  if (entry.id !== chosen.id || at !== chosen.at) setChosen({ id: entry.id, at });
  useEffect(() => {
    if (nobodyHasKeyboard()) rows.current.get(entry.id)?.focus({ preventScroll: true });
  }, [entry.id]);
  const move = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = KEYS[event.key]?.(at, entries.length - 1);
    if (to === undefined) {
      // what the entry offers says itself by which key
      const key = event.key.toLowerCase();
      const offered =
        /^[a-z]$/.test(key) &&
        detail.current?.querySelector<HTMLElement>(`[aria-keyshortcuts="${key}"]`);
      if (!offered) return;
      // else it is typed into the field of the dialog that it opens
      event.preventDefault();
      offered.click();
      return;
    }
    event.preventDefault();
    const next = entries[Math.min(entries.length - 1, Math.max(0, to))];
    setChosen({ id: next.id, at: entries.indexOf(next) });
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
                onChoose={() => setChosen({ id: each.id, at: entries.indexOf(each) })}
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
        <EntryDetail key={entry.id} entry={entry} onDone={onDone} />
        <Box sx={{ color: 'text.secondary', display: { xs: 'none', md: 'block' } }}>
          In the list: up and down move, P posts, S chooses who paid, T takes in a possible
          duplicate, I ignores, U undoes.
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
  const { label, tone } = statusWords(entry);
  const who = best?.parts.map(({ customer }) => customer.name).join(', ');
  const { from, about } = calledOf(entry);
  return (
    <ButtonBase
      ref={keep}
      onClick={onChoose}
      tabIndex={chosen ? 0 : -1}
      aria-current={chosen}
      sx={{
        display: 'grid',
        width: '100%',
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        columnGap: 2,
        rowGap: 0.25,
        textAlign: 'start',
        padding: 1.5,
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
        // the list cuts off what is drawn around a row
        '&.Mui-focusVisible, &:focus-visible': { outlineOffset: '-2px' },
        ...(chosen && { backgroundColor: 'action.selected' }),
      }}
    >
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{from}</Box>
      <Money amount={entry.amount} currency={entry.currency} strong />
      <Box
        sx={{
          color: 'text.secondary',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {about}
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
