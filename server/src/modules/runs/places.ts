import { countOf, plural } from '@backhaul/domain/text/plural';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { got } from '../../platform/must.ts';
import { namesDue } from './due.store.ts';
import { namesCharged } from './entries.store.ts';
import { findPlaces, placesBelow, type Coverage, type Covered } from './places.store.ts';

/**
 * Whom a run covers as the tree is now: the partners it was made for, with all that is below them
 * where it was made so.
 */
export async function coveredNow(sql: ScopedSql, run: Coverage): Promise<Covered[]> {
  const known = await findPlaces(sql, run.partnerIds);
  if (!run.includeDescendants) return known;
  const tops = topsOf(run.places.length ? run.places : known);
  return placesBelow(
    sql,
    known.filter((place) => tops.has(place.id)).map((place) => place.path),
  );
}

/** Those that lie below none of the others. */
function topsOf(places: readonly Covered[]): Set<string> {
  const paths = new Set(places.map((place) => place.path));
  return new Set(
    places
      .filter(({ path }) => !ancestorsOf(path).some((above) => paths.has(above)))
      .map((place) => place.id),
  );
}

/** '1.4.7.' -> '1.4.', '1.' */
function ancestorsOf(path: string): string[] {
  const parts = path.split('.').slice(0, -2);
  return parts.map((_, i) => `${parts.slice(0, i + 1).join('.')}.`);
}

const NAMES_SHOWN = 5;

/**
 * What changed in the tree since a run was previewed, a sentence for each partner, with the
 * customers that go and come; empty when nothing did. Of partners that moved together the uppermost
 * is named.
 */
export async function treeChanges(sql: ScopedSql, run: Coverage): Promise<string[]> {
  if (!run.places.length) return []; // previewed before places were kept
  const now = await coveredNow(sql, run);
  const paths = new Map(now.map((place) => [place.id, place.path]));
  const gone = run.places.filter((place) => !paths.has(place.id));
  const moved = run.places.filter((place) => paths.get(place.id) !== place.path);
  const together = new Set(moved.map((place) => place.path));
  const before = new Set(run.places.map((place) => place.id));
  const added = now.filter((place) => !before.has(place.id));
  const go = await namesCharged(
    sql,
    run.id,
    gone.map((place) => place.id),
  );
  const come = await namesDue(
    sql,
    added.map((place) => place.id),
    run.date,
  );
  const below = (top: Covered, places: readonly Covered[]) =>
    places.filter((place) => place.path.startsWith(top.path));
  return [
    ...moved
      .filter(({ path }) => !ancestorsOf(path).some((above) => together.has(above)))
      .map((place) => {
        const names = below(place, gone).flatMap(({ id }) => go.get(id) ?? []);
        return `${place.name} moved to another place in the tree${names.length ? `, so that ${counted(names)} no longer ${plural(names.length, 'belongs', 'belong')} to this run` : ''}.`;
      }),
    ...added.flatMap((place) =>
      come.has(place.id)
        ? [`${place.name} is new below, with ${counted(got(come, place.id))} due.`]
        : [],
    ),
  ];
}

/** "3 customers (A, B, C)" */
function counted(names: readonly string[]): string {
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return `${countOf(names.length, 'customer')} (${names.slice(0, NAMES_SHOWN).join(', ')}${more})`;
}
