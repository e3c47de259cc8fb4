import type { ScopedSql } from '../../tenancy/boundary.ts';

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

/** The partners of these ids that the scope sees, by number. */
export function findPlaces(sql: ScopedSql, ids: readonly string[]): Promise<Covered[]> {
  return sql.rows<Covered>(`select ${COLUMNS} from partner where id = any($1) order by number`, [
    ids,
  ]);
}

/** The partners at any of the paths and below, each once, by number: below a real one the real ones. */
export async function placesBelow(sql: ScopedSql, paths: readonly string[]): Promise<Covered[]> {
  const rows = await sql.rows<Covered & { number: number }>(
    `select distinct p.id, p.name, p.path, p.number
    from partner p
    join unnest($1::text[]) c(path)
      on p.path >= c.path collate "C" and p.path < c.path collate "C" || chr(1114111)
      and is_test(p.path) = is_test(c.path)
    order by p.number`,
    [paths],
  );
  return rows.map(({ id, name, path }) => ({ id, name, path }));
}

/** The partner at a path, which must be one that the scope sees. */
export function placeAt(sql: ScopedSql, path: string): Promise<Covered> {
  return sql.row<Covered>(`select ${COLUMNS} from partner where path = $1`, [path]);
}

/**
 * No partner of a run moves until the transaction ends: a move changes the path, which other
 * tables' keys refer to. False where one stands elsewhere than the preview found it: what the run
 * holds of it may then lie outside the scope, to be neither seen nor summed up.
 */
export async function holdPlaces(sql: ScopedSql, run: Coverage): Promise<boolean> {
  const held = await sql.rows<{ id: string; path: string }>(
    'select id, path from partner where id = any($1) order by id for key share',
    [run.partnerIds],
  );
  const paths = new Map(held.map(({ id, path }) => [id, path]));
  return run.places.every(({ id, path }) => paths.get(id) === path);
}
