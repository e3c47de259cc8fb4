import { useEffect, useRef, useState } from 'react';
import { Box, Button } from '@mui/material';
import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
} from '@dnd-kit/core';
import {
  arrayMove,
  rectSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
} from '@dnd-kit/sortable';
import { useQueryClient } from '@tanstack/react-query';
import type { Place } from '@backhaul/domain/figures/layout';
import { request } from '../api/client.ts';
import type { DashboardKind } from '../generated/graphql.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useCan } from '../kit/index.ts';
import { ArrangedTile } from './ArrangedTile.tsx';
import { setLayoutDocument, type BoardTile } from './board.ts';
import { placed, tileGrid } from './TileGrid.tsx';
import { wordsOf } from './tileWords.ts';

interface ArrangeProps {
  kind: DashboardKind;
  tiles: readonly BoardTile[];
  places: readonly Place[];
  partner: { id: string; name: string; childCount: number } | null;
  onDone: () => void;
}

const labelOf = (key: string | number): string => wordsOf(String(key)).label;

/** What is said while a tile is moved without looking. */
function announcementsFor(keys: readonly string[]): Announcements {
  const at = (id: string | number | undefined) =>
    `${keys.indexOf(String(id)) + 1} of ${keys.length}`;
  return {
    onDragStart: ({ active }) => `${labelOf(active.id)} picked up, place ${at(active.id)}.`,
    onDragOver: ({ active, over }) =>
      over ? `${labelOf(active.id)} is at place ${at(over.id)}.` : undefined,
    onDragEnd: ({ active, over }) =>
      `${labelOf(active.id)} put down${over ? ` at place ${at(over.id)}` : ''}.`,
    onDragCancel: ({ active }) => `${labelOf(active.id)} stays where it was.`,
  };
}

/** Tiles in another order, wider or hidden: for oneself, or for everybody of a partner and below. */
export function Arrange({ kind, tiles, places, partner, onDone }: ArrangeProps) {
  const setsDefaults = useCan('dashboards:write');
  const [order, setOrder] = useState<readonly Place[]>(() =>
    placed(tiles, places).map(({ key, width, hidden }) => ({ key, width, hidden })),
  );
  const queries = useQueryClient();
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus(), []);
  const { submit, busy, error } = useSubmit();
  const keys = order.map(({ key }) => key);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const moved = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    setOrder((now) =>
      arrayMove(
        [...now],
        now.findIndex(({ key }) => key === active.id),
        now.findIndex(({ key }) => key === over.id),
      ),
    );
  };
  const save = async (next: readonly Place[] | null, forPartnerId: string | null) => {
    const done = await submit(() =>
      request(setLayoutDocument, { kind, places: next && [...next], forPartnerId }),
    );
    if (!done) return;
    await queries.invalidateQueries({ queryKey: ['board-layout', kind] });
    onDone();
  };
  // what is shown to nobody here just now keeps its place behind the others
  const shown = new Set(keys);
  const all = [...order, ...places.filter(({ key }) => !shown.has(key))];
  return (
    <Box
      component="section"
      aria-label="Arrange the tiles"
      ref={section}
      tabIndex={-1}
      sx={{ outline: 'none' }}
    >
      <Box sx={{ color: 'text.secondary', marginBlockEnd: 1.5 }}>
        Drag a tile by its handle, or take it with the space bar and move it with the arrow keys.
      </Box>
      <FormError error={error} failure="The layout could not be saved." />
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={moved}
        accessibility={{ announcements: announcementsFor(keys) }}
      >
        <SortableContext items={keys} strategy={rectSortingStrategy}>
          <Box component="ul" sx={{ ...tileGrid, listStyle: 'none', padding: 0, margin: 0 }}>
            {order.map((place) => (
              <ArrangedTile
                key={place.key}
                place={place}
                label={labelOf(place.key)}
                onChange={(next) =>
                  setOrder((now) => now.map((each) => (each.key === next.key ? next : each)))
                }
              />
            ))}
          </Box>
        </SortableContext>
      </DndContext>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, marginBlock: 2 }}>
        <Button variant="contained" disabled={busy} onClick={() => void save(all, null)}>
          Save my layout
        </Button>
        <Button variant="outlined" disabled={busy} onClick={onDone}>
          Leave it as it was
        </Button>
        <Button variant="outlined" disabled={busy} onClick={() => void save(null, null)}>
          Back to the default
        </Button>
        {setsDefaults && partner && (
          <Button variant="outlined" disabled={busy} onClick={() => void save(all, partner.id)}>
            {`Make it the default of ${partner.name}${partner.childCount > 0 ? ' and all below' : ''}`}
          </Button>
        )}
      </Box>
      {setsDefaults && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', marginBlockEnd: 2 }}>
          A default shows to everybody who did not arrange this dashboard.
        </Box>
      )}
    </Box>
  );
}
