import { createContext, useContext, type ReactNode } from 'react';
import { Box } from '@mui/material';
import { DataTable, useRecordContext, type DataTableColumnProps, type RaRecord } from 'react-admin';

/**
 * Where on a card a column stands: as its heading, in the lines under it, among its facts (each
 * with the column's label before it), or nowhere.
 */
export type OnCard = 'name' | 'line' | 'fact';

/** What is drawn just now of a list that is drawn as cards; nothing in a table. */
export const CardPlace = createContext<OnCard | 'tick' | 'tickAll' | 'order' | 'actions' | null>(
  null,
);

interface ColumnProps<Row extends RaRecord> extends DataTableColumnProps<Row> {
  card?: OnCard;
  /** What stands under the value: in the same cell of a table, as a line of its own on a card. */
  under?: (row: Row) => ReactNode;
}

/**
 * A column of a RecordTable: declared once for the table and for the cards that a phone shows in
 * its place.
 */
export function Column<Row extends RaRecord>({ card, under, ...column }: ColumnProps<Row>) {
  const place = useContext(CardPlace);
  const row = useRecordContext<Row>();
  const { render, source, label, align } = column;
  if (place === null)
    return (
      <DataTable.Col<Row>
        {...column}
        {...(under && {
          render: (each: Row) => (
            <>
              {render?.(each)}
              {under(each)}
            </>
          ),
        })}
      />
    );
  if (place === 'order')
    return column.disableSort || !source ? null : <option value={source}>{label}</option>;
  if (!row) return null;
  if (place === 'line' && under && card) return <Box>{under(row)}</Box>;
  if (place !== card) return null;
  const value = render ? render(row) : (row as Record<string, ReactNode>)[source ?? ''];
  if (place !== 'fact') return <Box sx={{ minWidth: 0 }}>{value}</Box>;
  return (
    <Box className={align === 'right' ? 'at-end' : ''}>
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
        {label}
      </Box>
      <Box component="dd" sx={{ margin: 0 }}>
        {value}
      </Box>
    </Box>
  );
}
