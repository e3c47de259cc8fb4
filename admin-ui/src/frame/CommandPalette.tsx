import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { Box, Dialog, InputBase } from '@mui/material';
import { useNavigate } from 'react-router-dom';
import { Icon } from '../kit/icons.tsx';
import { usePaletteEntries, type PaletteEntry } from './usePaletteEntries.ts';

/** Ctrl K: to a customer, an invoice, a page or an action, without leaving the keyboard. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      slotProps={{
        paper: {
          'aria-label': 'Search and commands',
          'aria-labelledby': undefined,
          sx: {
            position: 'absolute',
            top: { xs: 8, sm: '12vh' },
            margin: 0,
            width: 'min(600px, calc(100vw - 16px))',
          },
        },
      }}
    >
      {open && <Palette onClose={onClose} />}
    </Dialog>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { entries, searching } = usePaletteEntries(typed);
  const navigate = useNavigate();
  const listId = useId();
  const active = entries[Math.min(at, entries.length - 1)];
  useEffect(() => setAt(0), [typed]);

  function open(entry: PaletteEntry | undefined): void {
    if (!entry) return;
    onClose();
    void navigate(entry.to);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(entries.length, 1));
    else if (event.key === 'ArrowUp')
      setAt((at - 1 + entries.length) % Math.max(entries.length, 1));
    else if (event.key === 'Enter') open(active);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          paddingInline: 2,
          borderBlockEnd: '1px solid',
          borderColor: 'divider',
          color: 'text.secondary',
        }}
      >
        <Icon name="search" />
        <InputBase
          autoFocus
          fullWidth
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder="Customer, invoice or receipt number, page or action"
          sx={{
            height: 52,
            fontSize: '1rem',
            color: 'text.primary',
            '& input:focus-visible': { outline: 'none' },
          }}
          inputProps={{
            role: 'combobox',
            'aria-label': 'Search and commands',
            'aria-expanded': true,
            'aria-controls': listId,
            'aria-autocomplete': 'list',
            autoComplete: 'off',
            spellCheck: false,
            ...(active ? { 'aria-activedescendant': `${listId}-${active.key}` } : {}),
          }}
        />
      </Box>
      <Box
        id={listId}
        role="listbox"
        aria-label="Results"
        sx={{ maxHeight: 'min(420px, 60vh)', overflowY: 'auto', padding: 1 }}
      >
        {entries.map((entry, index) => (
          <Row
            key={entry.key}
            id={`${listId}-${entry.key}`}
            entry={entry}
            group={entries[index - 1]?.group !== entry.group ? entry.group : null}
            active={entry === active}
            onPick={() => open(entry)}
            onPoint={() => setAt(index)}
          />
        ))}
      </Box>
      <Box
        role="status"
        sx={{
          paddingInline: 2,
          paddingBlockEnd: entries.length === 0 ? 2 : 0,
          color: 'text.secondary',
        }}
      >
        {entries.length === 0 &&
          (searching ? 'Searching…' : `Nothing is called “${typed.trim()}”.`)}
      </Box>
      <Box
        aria-hidden="true"
        sx={{
          display: { xs: 'none', sm: 'flex' },
          gap: 2,
          paddingInline: 2,
          paddingBlock: 1,
          borderBlockStart: '1px solid',
          borderColor: 'divider',
          color: 'text.secondary',
          fontSize: '0.75rem',
        }}
      >
        <span>↑ ↓ choose</span>
        <span>Enter opens</span>
        <span>Esc closes</span>
      </Box>
    </>
  );
}

interface RowProps {
  id: string;
  entry: PaletteEntry;
  /** The heading above it, for the first of a group. */
  group: string | null;
  active: boolean;
  onPick: () => void;
  onPoint: () => void;
}

function Row({ id, entry, group, active, onPick, onPoint }: RowProps) {
  useEffect(() => {
    if (active) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);
  return (
    <>
      {group && (
        <Box
          role="presentation"
          sx={{
            paddingInline: 1,
            paddingBlock: 0.75,
            fontSize: '0.75rem',
            fontWeight: 600,
            color: 'text.secondary',
          }}
        >
          {group}
        </Box>
      )}
      <Box
        id={id}
        role="option"
        aria-selected={active}
        onClick={onPick}
        onMouseMove={onPoint}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.25,
          minHeight: 38,
          paddingInline: 1,
          borderRadius: 1,
          cursor: 'pointer',
          ...(active && { backgroundColor: 'primary.light', color: 'primary.main' }),
          '@media (pointer: coarse)': { minHeight: 44 },
        }}
      >
        <Icon name={entry.icon} />
        <Box
          component="span"
          sx={{
            flex: '1 1 45%',
            minWidth: 0,
            overflowWrap: 'anywhere',
          }}
        >
          {entry.label}
        </Box>
        {entry.detail && (
          <Box
            component="span"
            sx={{
              color: 'text.secondary',
              fontSize: '0.8125rem',
              // the longest name leaves the label its room
              maxWidth: '55%',
              overflowWrap: 'anywhere',
              textAlign: 'end',
              fontVariantNumeric: 'tabular-nums',
            }}
          >
            {entry.detail}
          </Box>
        )}
      </Box>
    </>
  );
}
