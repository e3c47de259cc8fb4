import { useEffect, useState, type ReactNode } from 'react';
import { Box } from '@mui/material';
import { dark } from '@backhaul/design';
import type { DashboardKind } from '../../generated/graphql.ts';
import { useLocale } from '../../kit/index.ts';
import { useWindowTitle } from '../../kit/useBranding.ts';
import type { Board, BoardTile } from '../board.ts';
import { TITLES } from '../titles.ts';
import { useWall, type Wall } from './useWall.ts';
import { WallTile } from './WallTile.tsx';

/** So many tiles of a sheet can be read from across a room. */
const [COLUMNS, ROWS] = [4, 3];

interface Sheet {
  kind: DashboardKind;
  board: Board;
  tiles: BoardTile[];
}

/** The boards in their order, each in as many sheets as it needs. */
function sheetsOf({ shown, boards }: Wall): Sheet[] {
  return (shown?.dashboards ?? []).flatMap((kind) => {
    const board = boards[kind];
    if (!board) return [];
    const rows = Math.ceil(board.tiles.length / COLUMNS);
    const count = Math.ceil(rows / ROWS);
    // about as many rows on each as on the others
    const startOf = (i: number) => COLUMNS * Math.floor((i * rows) / count);
    return Array.from({ length: count }, (_, i) => ({
      kind,
      board,
      tiles: board.tiles.slice(startOf(i), startOf(i + 1)),
    }));
  });
}

/** Dashboards on a wall, full screen and dark, one after the other; opened by the link's token alone. */
export function WallPage() {
  const [token, setToken] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const changed = () => setToken(location.hash.slice(1));
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  const wall = useWall(token);
  useWindowTitle(wall.shown?.name ?? 'Wall display');
  const sheets = sheetsOf(wall);
  const at = useTurn(sheets.length, wall.shown?.seconds ?? null);
  const sheet = sheets[at % Math.max(sheets.length, 1)];
  if (!token || wall.state === 'over')
    return (
      <Screen>
        <Said title="This display shows nothing any more">
          Its link was taken back, or its time is over. An administrator makes a new one in the back
          office, under Settings, Wall displays.
        </Said>
      </Screen>
    );
  return (
    <Screen>
      {sheet ? (
        <Shown sheet={sheet} wall={wall} at={at} count={sheets.length} />
      ) : (
        <Said title={wall.state === 'lost' ? 'No connection' : 'One moment'}>
          {wall.state === 'lost'
            ? 'It is tried again every few seconds.'
            : 'The figures are coming.'}
        </Said>
      )}
    </Screen>
  );
}

/** Which of so many is shown, each for so long. */
function useTurn(count: number, seconds: number | null): number {
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (!seconds || count < 2) return;
    const timer = setInterval(() => setAt((now) => (now + 1) % count), seconds * 1000);
    return () => clearInterval(timer);
  }, [count, seconds]);
  return count ? at % count : 0;
}

function Screen({ children }: { children: ReactNode }) {
  return (
    <Box
      component="main"
      sx={{
        position: 'fixed',
        inset: 0,
        overflow: 'hidden',
        display: 'flex',
        flexDirection: 'column',
        gap: '1.6vh',
        padding: '2.2vh 1.6vw',
        backgroundColor: dark.canvas,
        color: dark.text,
      }}
    >
      {children}
    </Box>
  );
}

function Said({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box role="status" sx={{ margin: 'auto', textAlign: 'center', maxWidth: '60ch', padding: 2 }}>
      <Box component="h1" sx={{ fontSize: 'clamp(1.25rem, 4vh, 3rem)', margin: 0 }}>
        {title}
      </Box>
      <Box
        sx={{ color: dark.textMuted, fontSize: 'clamp(1rem, 2.6vh, 2rem)', marginBlockStart: 1 }}
      >
        {children}
      </Box>
    </Box>
  );
}

interface ShownProps {
  sheet: Sheet;
  wall: Wall;
  at: number;
  count: number;
}

function Shown({ sheet, wall, at, count }: ShownProps) {
  const locale = useLocale();
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const lost = wall.state === 'lost';
  return (
    <>
      <Box
        component="header"
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'baseline',
          columnGap: '1.5vw',
          fontSize: 'clamp(1rem, 3vh, 3rem)',
        }}
      >
        <Box component="h1" sx={{ fontSize: 'inherit', margin: 0, fontWeight: 650 }}>
          {wall.shown?.name}
        </Box>
        <Box sx={{ color: dark.textMuted, flex: 1 }}>
          {TITLES[sheet.kind]}
          {count > 1 && `, ${at + 1} of ${count}`}
        </Box>
        <Box
          role={lost ? 'alert' : undefined}
          sx={{ color: lost ? dark.tones.due.fg : dark.textMuted }}
        >
          {lost ? 'Offline, as of ' : 'As of '}
          {wall.heardAt && time.format(wall.heardAt)}
        </Box>
      </Box>
      <Box
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'grid',
          gap: '1.4vh',
          gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(4, minmax(0, 1fr))' },
          gridAutoRows: 'minmax(0, 1fr)',
          ...(lost && { opacity: 0.55, filter: 'grayscale(1)' }),
        }}
      >
        {sheet.tiles.map((tile) => (
          <WallTile key={tile.key} tile={tile} currency={sheet.board.currency} />
        ))}
      </Box>
    </>
  );
}
