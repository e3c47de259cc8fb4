import { Suspense, type ReactNode } from 'react';
import { Box, Skeleton } from '@mui/material';
import { Link } from 'react-router-dom';
import { formatInstant } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { useLocale } from '../kit/index.ts';
import { listAddress } from '../kit/list/listAddress.ts';
import { page } from '../kit/office/page.ts';
import type { BoardTile } from './board.ts';
import { Change } from './Change.tsx';
import { formatFigure } from './tileFormat.ts';
import { tileLabel } from './tileLabel.ts';
import { TileRows } from './TileRows.tsx';
import { wordsOf } from './tileWords.ts';
import { useMoved } from './useMoved.ts';

// The chart library is a quarter of the whole: it is asked for when there is something to draw.
const TileChart = page('TileChart', () => import('./TileChart.tsx'));

/** A chart needs room. */
const CHART_FROM = 2;

interface TileCardProps {
  tile: BoardTile;
  width: number;
  currency: string;
  month: 'OVER' | 'NOW' | 'NEXT';
  /** Which figures these are; a change of group is no movement. */
  group: string;
  /** Beside what is worked out in the background: working it out anew. */
  foot?: ReactNode;
}

/** One tile: its figure, what that compares to, what it is made of, and the way to its list. */
export function TileCard({ tile, width, currency, month, group, foot }: TileCardProps) {
  const locale = useLocale();
  const moved = useMoved(JSON.stringify([tile.value, tile.count, tile.rows]), group);
  const label = tileLabel(tile.key, month);
  const address = tile.link && listAddress(tile.link);
  const charted = width >= CHART_FROM && tile.series.length > 1;
  const silent = tile.value === null && tile.count === null && tile.rows.length > 0;
  return (
    <Box
      component="section"
      aria-label={label}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        minWidth: 0,
        height: '100%',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        overflow: 'hidden',
        backgroundColor: moved ? 'primary.light' : 'background.paper',
        transition: 'background-color 120ms',
        '@media (prefers-reduced-motion: reduce)': {
          backgroundColor: 'background.paper',
          transition: 'none',
        },
      }}
    >
      <Head to={address}>
        <Box
          component="span"
          className="label"
          sx={{ color: 'text.secondary', fontSize: '0.8125rem', fontWeight: 550 }}
        >
          {label}
        </Box>
        {!silent && (
          <Box
            component="span"
            sx={{
              fontSize: '1.375rem',
              fontWeight: 650,
              letterSpacing: '-0.015em',
              lineHeight: 1.25,
              fontVariantNumeric: 'tabular-nums',
              overflowWrap: 'anywhere',
              color: tile.key === 'overdue' && tile.count ? 'error.main' : 'inherit',
            }}
          >
            {formatFigure(tile.value, tile.unit, { currency, locale })}
          </Box>
        )}
        <TileNote tile={tile} currency={currency} month={month} />
      </Head>
      <TileRows tile={tile} currency={currency} />
      {charted && (
        <Box sx={{ paddingInline: 2, paddingBlockEnd: 1.5, marginBlockStart: 'auto' }}>
          <Suspense fallback={<Skeleton variant="rounded" height={200} />}>
            <TileChart tile={tile} currency={currency} label={label} />
          </Suspense>
        </Box>
      )}
      {tile.asOf && (
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1,
            alignItems: 'center',
            paddingInline: 2,
            paddingBlockEnd: 1.5,
            marginBlockStart: 'auto',
            color: 'text.secondary',
            fontSize: '0.8125rem',
          }}
        >
          As of {formatInstant(tile.asOf, locale)}
          {foot}
        </Box>
      )}
    </Box>
  );
}

/** The part of a tile that leads to its list, where there is one. */
function Head({ to, children }: { to: string | null; children: ReactNode }) {
  const inside = {
    display: 'flex',
    flexDirection: 'column',
    gap: 0.5,
    minWidth: 0,
    padding: 2,
    paddingBlockEnd: 1.5,
  } as const;
  if (!to) return <Box sx={inside}>{children}</Box>;
  return (
    <Box
      component={Link}
      to={to}
      sx={{
        ...inside,
        textDecoration: 'none',
        color: 'text.primary',
        '&:hover .label': { textDecoration: 'underline' },
        '&:focus-visible': { outlineOffset: -2 },
      }}
    >
      {children}
    </Box>
  );
}

/** Under the figure: how many there are, how it moved, what it means. */
function TileNote({ tile, currency, month }: Pick<TileCardProps, 'tile' | 'currency' | 'month'>) {
  const locale = useLocale();
  const { counts, against, bad = false, about } = wordsOf(tile.key);
  const { value, previous, count } = tile;
  const inDebt = tile.link?.list === 'customers' && tile.key !== 'customers';
  const words = inDebt ? (['customer in debt', 'customers in debt'] as const) : counts;
  const counted = count !== null && words ? countOf(count, ...words, locale) : null;
  const since =
    against === 'state'
      ? 'the end of last month'
      : month === 'NOW'
        ? 'last month by this day'
        : 'the month before';
  return (
    <Box
      component="span"
      sx={{
        display: 'grid',
        color: 'text.secondary',
        fontSize: '0.8125rem',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {counted && <span>{counted}</span>}
      {against && value !== null && previous !== null && (
        <Change
          from={previous}
          to={value}
          percent={tile.changePercent}
          unit={tile.unit}
          currency={currency}
          since={since}
          bad={bad}
        />
      )}
      {about && <span>{about}</span>}
      {value === null && count === null && tile.rows.length === 0 && (
        <span>{tile.unit === 'MONEY' ? 'nothing yet' : 'cannot be said yet'}</span>
      )}
    </Box>
  );
}
