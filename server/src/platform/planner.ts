interface Asks {
  rows: (text: string) => Promise<unknown>;
}

/** Ways that the planner has of joining, ordering and reading. */
type Way = 'nestloop' | 'seqscan' | 'bitmapscan' | 'sort';

/**
 * Allows or forbids the planner ways of joining or reading, until the transaction ends. A table that grew a moment ago
 * has no statistics yet: the planner takes it for empty, joins it in loops, and reads it whole.
 */
export async function allow(sql: Asks, ways: readonly Way[], yes: boolean): Promise<void> {
  const settings = ways.map((way) => `set_config('enable_${way}', '${yes ? 'on' : 'off'}', true)`);
  await sql.rows(`select ${settings.join(', ')}`);
}

/** Does without ways while the work runs. A failure ends the transaction, and with it the settings. */
async function without<T>(sql: Asks, ways: readonly Way[], work: () => Promise<T>): Promise<T> {
  await allow(sql, ways, false);
  const result = await work();
  await allow(sql, ways, true);
  return result;
}

/** Joins whole tables by hashing while the work runs, rather than compare every row of 100,000 with every other. */
export function withoutNestedLoops<T>(sql: Asks, work: () => Promise<T>): Promise<T> {
  return without(sql, ['nestloop'], work);
}

/**
 * Reads by one index while the work runs, in its order where one is asked for: what a chunk of a
 * batch needs of tables that hold a thousand times as many rows, and grew a moment ago. Reading
 * whole tables, two indexes at once, or all that is left to sort out the next thousand are what the
 * planner likes too well when it knows nothing.
 */
export function lookingUp<T>(sql: Asks, work: () => Promise<T>): Promise<T> {
  return without(sql, ['seqscan', 'bitmapscan', 'sort'], work);
}

/**
 * Rows of a table by the ids of a chunk, for a `from`: one look-up by the primary key each, in the
 * order of the ids, whatever the planner believes about a table that grew a moment ago. Asked with
 * `id = any(...)` it may take a whole scope for fewer rows than the ids, and read all of it for
 * every chunk. ids: SQL of type uuid[]; locking: such as 'for update', which locks in that order.
 */
export function rowsById(table: string, ids: string, as: string, locking = ''): string {
  return `(select distinct id from unnest(${ids}::uuid[]) id order by id) ${as}_of
    cross join lateral (
      select * from ${table} r where r.id = ${as}_of.id limit 1 ${locking}) ${as}`;
}

/**
 * Changes rows of a chunk, each by what is given for it: they are looked up by `oneOf` their ids, and joined to what is
 * given by hashing. Joined in loops, all that is given is gone through for each row; without the ids, all that the scope
 * sees is for each chunk.
 */
export function changingEach<T>(sql: Asks, work: () => Promise<T>): Promise<T> {
  return without(sql, ['seqscan', 'bitmapscan', 'sort', 'nestloop'], work);
}

/** The ids of a chunk for a `where`: an index look-up each. ids: SQL that selects them. */
export function oneOf(ids: string): string {
  return `any(array(${ids}))`;
}

/**
 * A value of which the planner sees no more than its column. Of one that it sees, and has not met when it looked at the
 * table, it believes that there is a single row: of a run that began after that, and has 100,000.
 */
export function unseen(value: string): string {
  return `(select ${value})`;
}
