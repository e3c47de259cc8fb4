import { useCallback, useMemo, useRef, useState } from 'react';
import { Box, Skeleton, useMediaQuery, useTheme } from '@mui/material';
import type { RunEntryFragment, SortInput } from '../../generated/graphql.ts';
import { ErrorState, useLocale } from '../../kit/index.ts';
import type { RunEntries } from '../useRunEntries.ts';
import { columnsFor, fitting, narrowest, widen, type EntryMode } from './columns.ts';
import { EntryHead, headHeight } from './EntryHead.tsx';
import { EntryRow, type EntryActions } from './EntryRow.tsx';
import { useDrawnRows } from './useDrawnRows.ts';
import { useEntryKeys } from './useEntryKeys.ts';

interface EntryTableProps {
  entries: RunEntries;
  mode: EntryMode;
  actions: EntryActions;
  sort: SortInput | null;
  onSort: (sort: SortInput | null) => void;
  label: string;
  empty: React.ReactNode;
}

/**
 * The customers of a run, however many: rows outside the window aren't drawn and their pages aren't fetched.
 * One row at a time is in the tab order; the arrow keys move it.
 */
export function EntryTable({
  entries,
  mode,
  actions,
  sort,
  onSort,
  label,
  empty,
}: EntryTableProps) {
  const phone = useMediaQuery(useTheme().breakpoints.down('md'));
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const { count, entryAt } = entries;
  const locale = useLocale();
  const widths = useRef(narrowest);

  const virtual = useDrawnRows({ scroller, entries, active, phone });
  const items = virtual.getVirtualItems();

  const toggle = useCallback(
    (entry: RunEntryFragment) =>
      setOpened((before) => {
        const next = new Set(before);
        if (!next.delete(entry.id)) next.add(entry.id);
        return next;
      }),
    [],
  );
  const keys = useEntryKeys({
    entries,
    active,
    setActive,
    toggle,
    opened,
    actions,
    virtual,
    scroller,
  });
  for (const { index } of items) {
    const entry = entryAt(index);
    if (entry) widths.current = widen(widths.current, entry, locale);
  }
  const shown = fitting(
    columnsFor(mode, widths.current, phone).filter((column) => !(phone && column.wide)),
    virtual.scrollRect?.width ?? Infinity,
  );
  const template = shown.map((column) => column.width).join(' ');
  const rowCount = useMemo(() => (count === null ? -1 : count + 1), [count]);

  if (entries.error && count === null)
    return (
      <Box sx={{ padding: 2 }}>
        <ErrorState
          error={entries.error}
          what="The customers of this run could not be loaded."
          onRetry={entries.refetch}
        />
      </Box>
    );
  if (count === 0) return <>{empty}</>;
  return (
    <Box
      ref={scroller}
      role="treegrid"
      aria-label={label}
      aria-rowcount={rowCount}
      aria-busy={count === null}
      onKeyDown={keys}
      sx={{
        overflow: 'auto',
        flex: '1 1 auto',
        minHeight: 0,
        fontVariantNumeric: 'tabular-nums',
        overscrollBehavior: 'contain',
      }}
    >
      <EntryHead columns={shown} template={template} sort={sort} onSort={onSort} />
      {count === null && <Loading rows={12} template={template} cells={shown.length} />}
      <Box role="rowgroup" sx={{ position: 'relative' }} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const entry = entryAt(item.index);
          return (
            <Box
              key={item.key}
              role="none"
              ref={virtual.measureElement}
              data-index={item.index}
              sx={{ position: 'absolute', insetInline: 0, top: 0 }}
              style={{ transform: `translateY(${item.start - headHeight}px)` }}
            >
              <EntryRow
                entry={entry}
                index={item.index}
                mode={mode}
                columns={shown}
                template={template}
                phone={phone}
                active={item.index === active}
                open={entry !== undefined && opened.has(entry.id)}
                onActivate={() => setActive(item.index)}
                onToggle={() => entry && toggle(entry)}
                actions={actions}
              />
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}

function Loading({ rows, template, cells }: { rows: number; template: string; cells: number }) {
  return (
    <Box role="rowgroup" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Box
          key={row}
          role="row"
          sx={{
            display: 'grid',
            gridTemplateColumns: template,
            columnGap: 2,
            alignItems: 'center',
            height: 45,
            paddingInline: 2,
            borderBlockEnd: '1px solid',
            borderColor: 'divider',
          }}
        >
          {Array.from({ length: cells }, (__, cell) => (
            <Box key={cell} role="gridcell">
              <Skeleton
                animation={false}
                width={cell === 0 ? '60%' : '80%'}
                sx={{ marginInlineStart: cell === 0 ? 0 : 'auto' }}
              />
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  );
}
