import { useEffect, useRef, type ReactNode } from 'react';
import { Box, Card, IconButton, Skeleton, TextField } from '@mui/material';
import { RecordContextProvider, useListContext, type RaRecord } from 'react-admin';
import { Icon } from '../icons.tsx';
import { CardPlace } from './Column.tsx';

/** The children as they are drawn at one place of a card. */
function At({
  place,
  children,
}: {
  place: React.ContextType<typeof CardPlace>;
  children: ReactNode;
}) {
  return <CardPlace.Provider value={place}>{children}</CardPlace.Provider>;
}

/**
 * The rows of a list as cards below each other, made of the columns of its table: each column draws
 * itself where its `card` says. Above them what the headings of a table would offer.
 */
export function Cards({ children }: { children: ReactNode }) {
  const { data = [] } = useListContext<RaRecord>();
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1, marginBlockEnd: 1 }}>
        <Box sx={{ flex: '1 1 auto', '&:empty': { display: 'none' } }}>
          <At place="tickAll">{children}</At>
        </Box>
        <Order>{children}</Order>
      </Box>
      <Box component="ul" role="list" sx={list}>
        {data.map((row) => (
          <RecordContextProvider key={row.id} value={row}>
            <Card component="li" sx={card}>
              <Box sx={head}>
                <At place="tick">{children}</At>
                <Box component="h2" sx={name}>
                  <At place="name">{children}</At>
                </Box>
                <At place="actions">{children}</At>
              </Box>
              <Box sx={lines}>
                <At place="line">{children}</At>
              </Box>
              <Box component="dl" sx={facts}>
                <At place="fact">{children}</At>
              </Box>
            </Card>
          </RecordContextProvider>
        ))}
      </Box>
    </>
  );
}

/** What the cards are sorted by, and which way round. */
function Order({ children }: { children: ReactNode }) {
  const { sort, setSort } = useListContext();
  const { field, order } = sort;
  const rising = order === 'ASC';
  // Two choices may follow each other faster than the list is drawn: the second builds on the first.
  const wanted = useRef(sort);
  useEffect(() => {
    wanted.current = { field, order };
  }, [field, order]);
  const choose = (change: Partial<typeof sort>) => {
    wanted.current = { ...wanted.current, ...change };
    setSort(wanted.current);
  };
  return (
    <>
      <TextField
        select
        label="Sort by"
        value={field}
        margin="none"
        sx={{ width: 'auto' }}
        onChange={(event) => choose({ field: event.target.value })}
        slotProps={{ select: { native: true } }}
      >
        <At place="order">{children}</At>
      </TextField>
      <IconButton
        aria-label={rising ? 'Ascending: turn round' : 'Descending: turn round'}
        onClick={() => choose({ order: wanted.current.order === 'ASC' ? 'DESC' : 'ASC' })}
      >
        <Icon name={rising ? 'up' : 'down'} />
      </IconButton>
    </>
  );
}

/** Cards that are still to come. */
export function CardsSkeleton({ rows }: { rows: number }) {
  return (
    <Box role="status" aria-label="Loading" sx={list}>
      {Array.from({ length: rows }, (_, row) => (
        <Card key={row} sx={card} aria-hidden="true">
          <Skeleton variant="text" animation={false} width={row % 3 ? '60%' : '45%'} />
          <Skeleton variant="text" animation={false} width="30%" />
          <Skeleton variant="text" animation={false} />
        </Card>
      ))}
    </Box>
  );
}

const list = { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 1 } as const;

const card = {
  position: 'relative',
  display: 'grid',
  gap: 0.75,
  padding: 1.5,
  minWidth: 0,
  overflowWrap: 'anywhere',
  // The whole card leads where its heading does; what else can be pressed lies above that.
  '& h2 a::after': { content: '""', position: 'absolute', inset: 0 },
  '& h2 a:focus-visible': { outline: 'none' },
  '&:has(h2 a:focus-visible)': {
    outline: '2px solid',
    outlineColor: 'primary.main',
    outlineOffset: 2,
  },
  '& .MuiButtonBase-root': { position: 'relative', zIndex: 1 },
  '& .MuiCheckbox-root': { marginInlineStart: '-9px' },
} as const;

const head = { display: 'flex', alignItems: 'center', gap: 0.5, minHeight: 28 } as const;

const name = { flex: '1 1 auto', minWidth: 0, margin: 0, fontSize: '0.9375rem' } as const;

const lines = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 1.5,
  rowGap: 0.5,
  color: 'text.secondary',
  '&:empty, & > :empty': { display: 'none' },
} as const;

const facts = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 2.5,
  rowGap: 0.75,
  margin: 0,
  fontVariantNumeric: 'tabular-nums',
  '&:empty': { display: 'none' },
  // Amounts line up at the edge of the cards; one that others follow stands in their row.
  '& *': { textAlign: 'start' },
  '& > .at-end:last-of-type': { marginInlineStart: 'auto', '&, & *': { textAlign: 'end' } },
} as const;
