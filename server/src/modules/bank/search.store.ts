import type { ScopedTx } from '../../tenancy/boundary.ts';

/** Entries inside the scope that a text search of PostgreSQL finds by their words, so many at the most. */
export async function entriesFound(tx: ScopedTx, search: string, most: number): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    'select id from bank_entries_found($1, $2) id',
    search,
    most,
  );
  return rows.map(({ id }) => id);
}
