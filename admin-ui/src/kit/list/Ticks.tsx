import { Box, Checkbox, TableCell } from '@mui/material';
import {
  useDataTableRenderContext,
  useListContext,
  useRecordContext,
  type RaRecord,
} from 'react-admin';
import { visuallyHidden } from '../visuallyHidden.ts';

/** The column of ticks of a list whose rows can be chosen; `nameOf` is what a row is called aloud. */
export function TickColumn<Row extends RaRecord>({ nameOf }: { nameOf: (row: Row) => string }) {
  const place = useDataTableRenderContext();
  if (place === 'header') return <TickPage />;
  return place === 'data' ? <TickRow<Row> nameOf={nameOf} /> : null;
}

/** All rows of the page at once; ticks on other pages stay. */
function TickPage() {
  const { data = [], selectedIds, onSelect } = useListContext<RaRecord>();
  const here = data.map((row) => row.id);
  const ticked = here.filter((id) => selectedIds.includes(id)).length;
  const others = selectedIds.filter((id) => !here.includes(id));
  return (
    <TableCell padding="checkbox">
      <Checkbox
        size="small"
        checked={here.length > 0 && ticked === here.length}
        indeterminate={ticked > 0 && ticked < here.length}
        onChange={(_, on) => onSelect(on ? [...others, ...here] : others)}
        slotProps={{ input: { 'aria-label': 'Choose all on this page' } }}
      />
    </TableCell>
  );
}

function TickRow<Row extends RaRecord>({ nameOf }: { nameOf: (row: Row) => string }) {
  const row = useRecordContext<Row>();
  const { selectedIds, onToggleItem } = useListContext<Row>();
  if (!row) return <TableCell padding="checkbox" />;
  return (
    // A click that misses the box by a hair must not leave the list.
    <TableCell padding="checkbox" onClick={(event) => event.stopPropagation()}>
      <Checkbox
        size="small"
        checked={selectedIds.includes(row.id)}
        onChange={() => onToggleItem(row.id)}
        slotProps={{ input: { 'aria-label': `Choose ${nameOf(row)}` } }}
      />
    </TableCell>
  );
}

interface ActionColumnProps<Row extends RaRecord> {
  /** What the column is called aloud. */
  label: string;
  render: (row: Row) => React.ReactNode;
}

/** A column of buttons at the end of a list: no heading to see, nothing to sort or hide. */
export function ActionColumn<Row extends RaRecord>({ label, render }: ActionColumnProps<Row>) {
  const place = useDataTableRenderContext();
  const row = useRecordContext<Row>();
  // relative: what is hidden must scroll with the table, not widen the page
  if (place === 'header')
    return (
      <TableCell sx={{ position: 'relative' }}>
        <Box component="span" sx={visuallyHidden}>
          {label}
        </Box>
      </TableCell>
    );
  return place === 'data' ? (
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
