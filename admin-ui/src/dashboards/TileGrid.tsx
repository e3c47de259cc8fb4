import { Box, Button, Skeleton } from '@mui/material';
import { arranged, type Place } from '@backhaul/domain/figures/layout';
import { request } from '../api/client.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useCan } from '../kit/index.ts';
import { refreshPlannedDocument } from './api.ts';
import type { Board, BoardTile } from './board.ts';
import { TileCard } from './TileCard.tsx';

/** Four columns where there is room, two on a tablet, one on a phone, in the same order. */
export const tileGrid = {
  display: 'grid',
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    sm: 'repeat(2, minmax(0, 1fr))',
    md: 'repeat(4, minmax(0, 1fr))',
  },
  gap: 1.5,
  marginBlockEnd: 3,
} as const;

export const spanOf = (width: number) => ({
  gridColumn: { xs: 'auto', sm: `span ${Math.min(width, 2)}`, md: `span ${width}` },
});

/** The tiles that are there, each at its place; what stands at none comes last. */
export function placed(
  tiles: readonly BoardTile[],
  places: readonly Place[],
): (Place & { tile: BoardTile })[] {
  const byKey = new Map(tiles.map((tile) => [tile.key, tile]));
  const all = tiles.map(({ key }) => ({ key, width: 1, hidden: false }));
  return arranged(places, all).flatMap((place) => {
    const tile = byKey.get(place.key);
    return tile ? [{ ...place, tile }] : [];
  });
}

interface TileGridProps {
  board: Board | null;
  places: readonly Place[] | null;
  month: 'OVER' | 'NOW' | 'NEXT';
  group: string;
  partnerId: string | null;
  /** Nothing new arrives just now. */
  offline: boolean;
}

/** All tiles of a dashboard where they were laid out. */
export function TileGrid({ board, places, month, group, partnerId, offline }: TileGridProps) {
  if (!board || !places)
    return (
      <Box sx={tileGrid} role="status" aria-label="Loading the figures">
        {Array.from({ length: 8 }, (_, index) => (
          <Box
            key={index}
            sx={{
              padding: 2,
              border: 1,
              borderColor: 'divider',
              borderRadius: 1,
              backgroundColor: 'background.paper',
            }}
          >
            <Skeleton width="9ch" />
            <Skeleton width="13ch" height={30} />
            <Skeleton width="11ch" />
          </Box>
        ))}
      </Box>
    );
  return (
    <Box
      component="section"
      aria-label={month === 'NOW' ? 'Figures of this month' : 'Figures of the month'}
      sx={{ ...tileGrid, ...(offline && { opacity: 0.6, filter: 'grayscale(1)' }) }}
    >
      {placed(board.tiles, places)
        .filter(({ hidden }) => !hidden)
        .map(({ key, width, tile }) => (
          <Box key={key} sx={{ ...spanOf(width), minWidth: 0 }}>
            <TileCard
              tile={tile}
              width={width}
              currency={board.currency}
              month={month}
              group={group}
              foot={<Again partnerId={partnerId} />}
            />
          </Box>
        ))}
    </Box>
  );
}

/** Has what is worked out in the background worked out anew. */
function Again({ partnerId }: { partnerId: string | null }) {
  const may = useCan('metrics:read');
  const { submit, busy } = useSubmit();
  if (!may) return null;
  return (
    <Button
      size="small"
      color="inherit"
      disabled={busy}
      onClick={() => void submit(() => request(refreshPlannedDocument, { partnerId }))}
    >
      Work it out again
    </Button>
  );
}
