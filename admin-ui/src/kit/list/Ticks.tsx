import { useContext, type ReactNode } from 'react';
import { Box, Checkbox, FormControlLabel, TableCell } from '@mui/material';
import {
  useDataTableRenderContext,
  useListContext,
  useRecordContext,
  type RaRecord,
} from 'react-admin';
import { visuallyHidden } from '../visuallyHidden.ts';
import { CardPlace } from './Column.tsx';

const ALL = 'Choose all on this page';

/** The column of ticks of a list whose rows can be chosen; `nameOf` is what a row is called aloud. */
export function TickColumn<Row extends RaRecord>({ nameOf }: { nameOf: (row: Row) => string }) {
  const onCard = useContext(CardPlace);
  const inTable = useDataTableRenderContext();
  if (onCard === 'tickAll') return <FormControlLabel label={ALL} control={<TickPage />} />;
  if (onCard === 'tick') return <TickRow<Row> nameOf={nameOf} />;
  if (onCard) return null;
  if (inTable === 'header')
    return (
      <TableCell padding="checkbox">
        <TickPage label={ALL} />
      </TableCell>
    );
  return inTable === 'data' ? (
    // A click that misses the box by a hair must not leave the list.
    <TableCell padding="checkbox" onClick={(event) => event.stopPropagation()}>
      <TickRow<Row> nameOf={nameOf} />
    </TableCell>
  ) : null;
}

/** All rows of the page at once; ticks on other pages stay. */
function TickPage({ label }: { label?: string }) {
  const { data = [], selectedIds, onSelect } = useListContext<RaRecord>();
  const here = data.map((row) => row.id);
  const ticked = here.filter((id) => selectedIds.includes(id)).length;
  const others = selectedIds.filter((id) => !here.includes(id));
  return (
    <Checkbox
      size="small"
      checked={here.length > 0 && ticked === here.length}
      indeterminate={ticked > 0 && ticked < here.length}
      onChange={(_, on) => onSelect(on ? [...others, ...here] : others)}
      slotProps={{ input: label ? { 'aria-label': label } : {} }}
    />
  );
}

function TickRow<Row extends RaRecord>({ nameOf }: { nameOf: (row: Row) => string }) {
  const row = useRecordContext<Row>();
  const { selectedIds, onToggleItem } = useListContext<Row>();
  return (
    row && (
      <Checkbox
        size="small"
        checked={selectedIds.includes(row.id)}
        onChange={() => onToggleItem(row.id)}
        slotProps={{ input: { 'aria-label': `Choose ${nameOf(row)}` } }}
      />
    )
  );
}

interface ActionColumnProps<Row extends RaRecord> {
  /** What the column is called aloud. */
  label: string;
  render: (row: Row) => ReactNode;
}

/** A column of buttons at the end of a list: no heading to see, nothing to sort or hide. */
export function ActionColumn<Row extends RaRecord>({ label, render }: ActionColumnProps<Row>) {
  const onCard = useContext(CardPlace);
  const inTable = useDataTableRenderContext();
  const row = useRecordContext<Row>();
  if (onCard) return onCard === 'actions' && row ? render(row) : null;
  // relative: what is hidden must scroll with the table, not widen the page
  if (inTable === 'header')
    return (
      <TableCell sx={{ position: 'relative' }}>
        <Box component="span" sx={visuallyHidden}>
          {label}
        </Box>
      </TableCell>
    );
  return inTable === 'data' ? (
    <TableCell
      align="right"
      padding="none"
      sx={{ paddingInlineEnd: 1 }}
      onClick={(event) => event.stopPropagation()}
    >
      {row && render(row)}
    </TableCell>
  ) : null;
}
