/** The rows of each key, in their order. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known) known.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** What counts on each date, the earliest first. */
export function byDate<T extends { on: string }>(rows: readonly T[]): [on: string, rows: T[]][] {
  return [...groupBy(rows, (row) => row.on)].sort(([a], [b]) => (a < b ? -1 : 1));
}
