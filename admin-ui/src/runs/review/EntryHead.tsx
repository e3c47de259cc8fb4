import { Box, TableSortLabel } from '@mui/material';
import type { SortInput } from '../../generated/graphql.ts';
import type { Column } from './columns.ts';

interface EntryHeadProps {
  columns: readonly Column[];
  template: string;
  sort: SortInput | null;
  onSort: (sort: SortInput | null) => void;
}

export const headHeight = 41;

/** Column heads that stay at the top; one that sorts goes one way, the other way, and back to how it was. */
export function EntryHead({ columns, template, sort, onSort }: EntryHeadProps) {
  const next = (field: string): SortInput | null => {
    // Names begin at A; of amounts the largest is looked for first.
    const first = field === 'name' ? 'ASC' : 'DESC';
    if (sort?.field !== field) return { field, order: first };
    return sort.order === first ? { field, order: first === 'ASC' ? 'DESC' : 'ASC' } : null;
  };
  return (
    <Box
      role="rowgroup"
      sx={{ position: 'sticky', top: 0, zIndex: 1, backgroundColor: 'background.paper' }}
    >
      <Box
        role="row"
        sx={{
          display: 'grid',
          gridTemplateColumns: template,
          columnGap: 2,
          alignItems: 'center',
          height: headHeight,
          boxSizing: 'border-box',
          paddingInline: 2,
          borderBlockEnd: '1px solid',
          borderColor: 'divider',
          color: 'text.secondary',
        }}
      >
        {columns.map((column) => {
          const sorted = column.sort !== undefined && sort?.field === column.sort;
          return (
            <Box
              key={column.key}
              role="columnheader"
              {...(sorted
                ? {
                    'aria-sort':
                      sort.order === 'DESC' ? ('descending' as const) : ('ascending' as const),
                  }
                : {})}
              sx={{
                // of the cells and not of the row, whose font measures the columns' widths as the rows below do
                fontWeight: 600,
                textAlign: column.end ? 'end' : 'start',
                fontSize: column.key === 'actions' ? 0 : '0.8125rem',
              }}
            >
              {column.sort === undefined ? (
                column.label
              ) : (
                <TableSortLabel
                  active={sorted}
                  direction={
                    sorted
                      ? sort.order === 'ASC'
                        ? 'asc'
                        : 'desc'
                      : column.sort === 'name'
                        ? 'asc'
                        : 'desc'
                  }
                  onClick={() => onSort(next(column.sort ?? ''))}
                  sx={column.end ? arrowBefore : {}}
                >
                  {column.label}
                </TableSortLabel>
              )}
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}

/** What ends at the table's edge has no room behind it. */
const arrowBefore = {
  flexDirection: 'row-reverse',
  '& .MuiTableSortLabel-icon': { insetInlineStart: 'auto', insetInlineEnd: '100%' },
} as const;
