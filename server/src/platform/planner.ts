interface Asks {
  rows: (text: string) => Promise<unknown>;
}

/**
 * Allows or forbids the planner a way of joining or reading, until the transaction ends. A table that grew a moment ago
 * has no statistics yet: the planner takes it for empty, joins it in loops, and reads it whole.
 */
export async function allow(sql: Asks, way: 'nestloop' | 'seqscan', yes: boolean): Promise<void> {
  await sql.rows(`select set_config('enable_${way}', '${yes ? 'on' : 'off'}', true)`);
}

/** Joins whole tables by hashing while the work runs, rather than compare every row of 100,000 with every other. */
export async function withoutNestedLoops<T>(sql: Asks, work: () => Promise<T>): Promise<T> {
  await allow(sql, 'nestloop', false);
  const result = await work();
  // a failure ends the transaction, and with it the setting
  await allow(sql, 'nestloop', true);
  return result;
}
