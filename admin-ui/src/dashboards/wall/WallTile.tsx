import { Box } from '@mui/material';
import { formatDate, formatNumber, formatPercent, dark } from '@backhaul/design';
import { compareDecimals } from '@backhaul/domain/money/decimals';
import { plural } from '@backhaul/domain/text/plural';
import { useLocale } from '../../kit/index.ts';
import type { BoardTile } from '../board.ts';
import { formatFigure } from '../tileFormat.ts';
import { rowLabel, rowUnit, wordsOf } from '../tileWords.ts';
import { tileLabel } from '../tileLabel.ts';
import { useMoved } from '../useMoved.ts';

/** What fits in a tile and can be read from across a room. */
const ROWS = 4;

/** One tile as large as it goes: its figure, or the first of its rows. */
export function WallTile({ tile, currency }: { tile: BoardTile; currency: string }) {
  const moved = useMoved(JSON.stringify([tile.value, tile.count, tile.rows]), tile.key);
  const listed = tile.value === null && tile.count === null;
  return (
    <Box
      component="section"
      aria-label={tileLabel(tile.key, 'NOW')}
      sx={{
        minWidth: 0,
        minHeight: 0,
        overflow: 'hidden',
        display: 'flex',
        flexDirection: 'column',
        gap: '0.6vh',
        padding: '1.8vh 1.2vw',
        borderRadius: '1vh',
        border: `1px solid ${dark.border}`,
        backgroundColor: moved ? dark.sunken : dark.surface,
        '@media (prefers-reduced-motion: reduce)': { backgroundColor: dark.surface },
      }}
    >
      <Box sx={{ ...line, color: dark.textMuted, fontSize: 'clamp(0.75rem, 2.9vh, 4rem)' }}>
        {tileLabel(tile.key, 'NOW')}
      </Box>
      {!listed && <Figure tile={tile} currency={currency} />}
      <Rows tile={tile} currency={currency} most={listed ? ROWS + 1 : ROWS} />
    </Box>
  );
}

const line = { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' } as const;

function Figure({ tile, currency }: { tile: BoardTile; currency: string }) {
  const locale = useLocale();
  const { counts, against, bad = false } = wordsOf(tile.key);
  const { value, previous, count, changePercent, unit } = tile;
  // where money is not shown, how many there are is what is left to say
  const counted = value === null && count !== null;
  const up = value !== null && previous !== null ? compareDecimals(value, previous) : 0;
  const figure = counted
    ? formatNumber(count, locale)
    : formatFigure(value, unit, { currency, locale });
  return (
    <>
      <Box
        sx={{
          ...line,
          fontSize: figure.length > 12 ? 'clamp(1rem, 4.6vh, 6rem)' : 'clamp(1.25rem, 6.4vh, 8rem)',
          fontWeight: 650,
          lineHeight: 1.1,
          fontVariantNumeric: 'tabular-nums',
          color: tile.key === 'overdue' && count ? dark.tones.overdue.fg : dark.text,
        }}
      >
        {figure}
      </Box>
      <Box sx={{ ...line, color: dark.textMuted, fontSize: 'clamp(0.75rem, 2.7vh, 4rem)' }}>
        {count !== null && counts && (
          <span>
            {!counted && `${formatNumber(count, locale)} `}
            {plural(count, ...counts)}{' '}
          </span>
        )}
        {against && up !== 0 && changePercent !== null && (
          <Box
            component="span"
            sx={{ color: up > 0 !== bad ? dark.tones.paid.fg : dark.tones.overdue.fg }}
          >
            {up > 0 ? '▲ ' : '▼ '}
            {formatPercent(changePercent.replace('-', ''), locale)}
          </Box>
        )}
      </Box>
    </>
  );
}

function Rows({ tile, currency, most }: { tile: BoardTile; currency: string; most: number }) {
  const locale = useLocale();
  if (!tile.rows.length) return null;
  return (
    <Box
      component="ul"
      sx={{
        listStyle: 'none',
        margin: 0,
        padding: 0,
        fontSize: 'clamp(0.75rem, 2.5vh, 3.5rem)',
        lineHeight: 1.3,
      }}
    >
      {tile.rows.slice(0, most).map((row, index) => (
        <Box
          key={`${row.label}/${index}`}
          component="li"
          sx={{ display: 'flex', gap: '1vw', justifyContent: 'space-between' }}
        >
          <Box component="span" sx={{ ...line, color: dark.textMuted, minWidth: 0 }}>
            {/^\d{4}-\d{2}-\d{2}$/.test(row.label)
              ? formatDate(row.label, locale, { year: false })
              : rowLabel(row.label)}
          </Box>
          <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
            {row.note && tile.key === 'system'
              ? row.note
              : formatFigure(row.value, rowUnit(row.label, tile.unit), { currency, locale })}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
