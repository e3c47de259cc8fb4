import type { Context } from '../../kit/context.ts';
import { placesLookedAt } from '../partners/index.ts';
import { customersByReference } from './byReference.ts';
import { customersWithWord, customersWithWords } from './found.store.ts';
import { hiddenFields, phoneNumbers, searchWords, SEARCHED } from './customers.words.ts';

/** What names a customer as a whole. */
const NAMING = ['number', 'externalId', 'email', 'login'] as const;

/**
 * The customers that a text finds, so many at most: those whose number, external number, e-mail
 * address or login it is first, then those of whom every word that was typed begins a word that the
 * viewer may read, or whose phone number it is.
 */
export async function foundCustomers(
  ctx: Context,
  text: string,
  most: number,
): Promise<{ id: string; exact: boolean }[]> {
  const words = searchWords(text);
  const hidden = hiddenFields(ctx);
  const fields = NAMING.map((name) => SEARCHED[name]).filter((field) => !hidden.includes(field));
  const found = new Map<string, boolean>();
  const keep = (ids: readonly string[], exact: boolean) => {
    for (const id of ids) if (!found.has(id)) found.set(id, exact);
  };
  const places = await ctx.read((tx) => placesLookedAt(ctx, tx, {}));
  const real = places.length > 0;
  const custom = ctx.reads('Customer', 'customFields');
  const byReference = await ctx.sql(async (sql) => {
    if (words.length === 1) keep(await customersWithWord(sql, words[0], fields, real, most), true);
    return customersByReference(sql, text);
  });
  const OR = [
    ...(byReference.length ? [{ id: { in: byReference } }] : []),
    ...(ctx.reads('Customer', 'externalId') ? [{ externalId: text }] : []),
  ];
  if (OR.length && found.size < most) {
    const named = await ctx.read((tx) =>
      tx.customer.findMany({
        where: { AND: [{ OR }, ...places] },
        select: { id: true },
        take: most,
      }),
    );
    keep(
      named.map(({ id }) => id),
      true,
    );
  }
  if (found.size < most)
    await ctx.sql(async (sql) => {
      for (const each of [words, ...phoneNumbers(text).map((number) => [number])])
        if (found.size < most)
          keep(await customersWithWords(sql, { words: each, hidden, custom, real }, most), false);
    });
  return [...found].slice(0, most).map(([id, exact]) => ({ id, exact }));
}
