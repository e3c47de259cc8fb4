import type { Context } from '../../kit/context.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { searchWords, wordsCondition } from './customers.words.ts';

const END = '\u{10FFFF}';
const CUSTOMERS_MAX = 10_000;

/** Everything that begins with a text, as a range that an index answers. */
export function beginsWith(text: string): { gte: string; lt: string } {
  return { gte: text, lt: text + END };
}

/**
 * The customers whose name, e-mail, login, numbers, phone or address have words beginning with every word of the search,
 * as far as the viewer may read them.
 * Refuses a search that fits so many that it finds nothing in particular.
 */
export async function searchedCustomers(
  ctx: Context,
  tx: ScopedTx,
  search: string,
): Promise<string[]> {
  if (!searchWords(search).length) return [];
  const found = await tx.customer.findMany({
    where: wordsCondition(ctx, search),
    select: { id: true },
    take: CUSTOMERS_MAX + 1,
  });
  if (found.length > CUSTOMERS_MAX)
    throw badInput({
      'filter.search': `fits more than ${CUSTOMERS_MAX} customers; type more of the name or number`,
    });
  return found.map((customer) => customer.id);
}
