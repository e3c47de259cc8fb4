import type { ShownOnWall } from '../../kit/viewer.ts';
import { TileUnit, type TileRowType, type TileType } from './dashboard.types.ts';

/** Tiles whose rows are customers by name. */
const NAMED = new Set(['topPayers', 'topDebtors']);
/** Labels of rows that say no name; everything else might be one. */
const PLAIN = /^[A-Z0-9_]+$|^\d{4}-\d{2}-\d{2}$/;

/**
 * A tile as it may hang on a wall: without links, and where it was not chosen otherwise, without
 * amounts of money and names; null where nothing is left of it.
 */
export function walled(
  tile: TileType,
  { showMoney, showNames }: Pick<ShownOnWall, 'showMoney' | 'showNames'>,
): TileType | null {
  if (NAMED.has(tile.key) && !showNames) return null;
  const plain = ({ link: _link, ...row }: TileRowType): TileRowType => ({ ...row, link: null });
  const rows = tile.rows.filter(({ label }) => showNames || PLAIN.test(label)).map(plain);
  if (showMoney || tile.unit !== TileUnit.MONEY) return { ...tile, rows, link: null };
  if (tile.count === null) return null;
  return {
    ...tile,
    value: null,
    previous: null,
    changePercent: null,
    series: [],
    rows: [],
    link: null,
  };
}
