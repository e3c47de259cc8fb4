import type { ScopedSql } from '../../tenancy/boundary.ts';
import { got } from '../../platform/must.ts';

/** A partner that a run covers. */
export interface Covered {
  id: string;
  name: string;
  path: string;
}

/** The same as it stood when the run was previewed. billingDay: that of most of its customers due; null without any. */
export interface Place extends Covered {
  billingDay: number | null;
}

/**
 * What a run says of whom it covers: the partners it was made for, and the places as they stood
 * when it was previewed.
 */
export interface Coverage {
  id: string;
  date: string;
  partnerIds: string[];
  includeDescendants: boolean;
  places: Place[];
}

const COLUMNS = 'id, name, path';
const BELOW = `select distinct p.id, p.name, p.path, p.number
  from partner p
  join unnest($1::text[]) c(path)
    on p.path >= c.path collate "C" and p.path < c.path collate "C" || chr(1114111)
  order by p.number`;

/**
 * Whom a run covers as the tree is now: the partners it was made for, with all that is below them
 * where it was made so.
 */
export async function coveredNow(sql: ScopedSql, run: Coverage): Promise<Covered[]> {
  const known = await sql.rows<Covered>(
    `select ${COLUMNS} from partner where id = any($1) order by number`,
    [run.partnerIds],
  );
  if (!run.includeDescendants) return known;
  const tops = topsOf(run.places.length ? run.places : known);
  const rows = await sql.rows<Covered & { number: number }>(BELOW, [
    known.filter((place) => tops.has(place.id)).map((place) => place.path),
  ]);
  return rows.map(({ id, name, path }) => ({ id, name, path }));
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

/** No partner of a run moves until the transaction ends: a move changes the path, which other tables' keys refer to. */
export async function holdPlaces(sql: ScopedSql, run: Coverage): Promise<void> {
  await sql.rows('select 1 from partner where id = any($1) order by id for key share', [
    run.partnerIds,
  ]);
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
  const go = await namesOf(
    sql,
    `select partner_id partner, customer_name name
    from billing_run_entry
    where run_id = $1 and partner_id = any($2) and left_out_code is null
    order by customer_number`,
    [run.id, gone.map((place) => place.id)],
  );
  const come = await namesOf(
    sql,
    `select partner_id partner, name
    from customer
    where partner_id = any($1) and next_billing_date <= $2 and billing_type = 'RECURRING'
    order by number`,
    [added.map((place) => place.id), run.date],
  );
  const below = (top: Covered, places: readonly Covered[]) =>
    places.filter((place) => place.path.startsWith(top.path));
  return [
    ...moved
      .filter(({ path }) => !ancestorsOf(path).some((above) => together.has(above)))
      .map((place) => {
        const names = below(place, gone).flatMap(({ id }) => go.get(id) ?? []);
        return `${place.name} moved to another place in the tree${names.length ? `, so that ${counted(names)} no longer belong${names.length === 1 ? 's' : ''} to this run` : ''}.`;
      }),
    ...added.flatMap((place) =>
      come.has(place.id)
        ? [`${place.name} is new below, with ${counted(got(come, place.id))} due.`]
        : [],
    ),
  ];
}

async function namesOf(
  sql: ScopedSql,
  query: string,
  values: unknown[],
): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  for (const { partner, name } of await sql.rows<{ partner: string; name: string }>(query, values))
    names.set(partner, [...(names.get(partner) ?? []), name]);
  return names;
}

/** "3 customers (A, B, C)" */
function counted(names: readonly string[]): string {
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return `${names.length} customer${names.length === 1 ? '' : 's'} (${names.slice(0, NAMES_SHOWN).join(', ')}${more})`;
}
