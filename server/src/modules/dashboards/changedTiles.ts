import type { DashboardType, TileType } from './dashboard.types.ts';

/** What those who watch one dashboard know of it. */
interface Known {
  tiles: Map<string, string>;
  asOf: Date;
  /** Read anew for somebody who came later, and not told to the others yet. */
  owed: Set<string>;
}

const known = new WeakMap<object, Known>();

/**
 * Of a dashboard what its watchers do not know yet: those who share a subscription share the watch.
 * all: for who is told everything, be it the only one of them. asOf never goes back.
 */
export function onlyChanged(
  watch: object,
  now: DashboardType,
  { all }: { all: boolean },
): DashboardType {
  const before = known.get(watch);
  const told = new Map(now.tiles.map((tile) => [tile.key, JSON.stringify(tile)]));
  const changed = ({ key }: TileType) => before?.tiles.get(key) !== told.get(key);
  const owed = new Set(before?.owed);
  if (before && all) for (const tile of now.tiles.filter(changed)) owed.add(tile.key);
  const asOf = before && before.asOf > now.asOf ? before.asOf : now.asOf;
  known.set(watch, { tiles: told, asOf, owed: all ? owed : new Set() });
  const tiles = all ? now.tiles : now.tiles.filter((tile) => changed(tile) || owed.has(tile.key));
  return Object.assign(now, { asOf, complete: all, tiles });
}
