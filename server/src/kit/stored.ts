import type { Prisma } from '../generated/prisma/client.ts';

/** JSON of a column that we alone write, as what was written. */
export function stored<T>(json: Prisma.JsonValue): T {
  return json as unknown as T;
}
