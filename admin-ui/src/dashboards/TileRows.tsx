import { Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { formatDate, formatNumber } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import { listAddress } from '../kit/list/listAddress.ts';
import { reach } from '../kit/reach.ts';
import type { BoardRow, BoardTile } from './board.ts';
import { formatFigure } from './tileFormat.ts';
import { rowLabel, rowUnit } from './tileWords.ts';

/** What a tile is made of, row by row, each with the list that holds it. */
export function TileRows({ tile, currency }: { tile: BoardTile; currency: string }) {
  if (!tile.rows.length) return null;
  return (
    <Box
      component="ul"
      sx={{
        listStyle: 'none',
        margin: 0,
        padding: 0,
        paddingInline: 2,
        paddingBlockEnd: 1.5,
        display: 'grid',
        gap: 0.25,
        fontSize: '0.8125rem',
      }}
    >
      {tile.rows.map((row, index) => (
        <Row key={`${row.label}/${index}`} row={row} tile={tile} currency={currency} />
      ))}
    </Box>
  );
}

const OF_EARLIER = /_OF_EARLIER$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const sayDate = (text: string, locale: string): string =>
  DATE.test(text) ? formatDate(text, locale) : text;

function Row({ row, tile, currency }: { row: BoardRow; tile: BoardTile; currency: string }) {
  const locale = useLocale();
  const label = rowLabel(sayDate(row.label, locale));
  const figure = formatFigure(row.value, rowUnit(row.label, tile.unit), { currency, locale });
  // what says itself in words needs no number beside them
  const value = row.note && tile.key === 'system' ? sayDate(row.note, locale) : figure;
  const address = row.link && listAddress(row.link);
  if (OF_EARLIER.test(row.label))
    return (
      <li>
        <Named to={address}>{`${figure} ${label}`}</Named>
      </li>
    );
  return (
    <Box
      component="li"
      sx={{ display: 'flex', gap: 1, justifyContent: 'space-between', alignItems: 'baseline' }}
    >
      <Box component="span" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Named to={address}>{label}</Named>
        {row.note && tile.key !== 'system' && (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {' '}
            {row.note}
          </Box>
        )}
      </Box>
      <Box
        component="span"
        sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', fontWeight: 550 }}
      >
        {tile.key === 'mrrMovements' && row.count !== null && (
          <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
            {formatNumber(row.count, locale)} ×{' '}
          </Box>
        )}
        {value}
      </Box>
    </Box>
  );
}

function Named({ to, children }: { to: string | null; children: string }) {
  return to ? (
    <Link component={RouterLink} to={to} underline="hover" sx={{ ...reach, color: 'text.primary' }}>
      {children}
    </Link>
  ) : (
    <>{children}</>
  );
}
