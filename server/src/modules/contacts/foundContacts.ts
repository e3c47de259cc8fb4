import type { Context } from '../../kit/context.ts';
import { phoneNumbers, searchWords } from '../customers/index.ts';
import { searchedByFields } from '../fields/index.ts';
import { placesLookedAt } from '../partners/index.ts';
import { contactsWithWords } from './contacts.store.ts';

/**
 * The contacts that a text finds, so many at most: those of whom every word that was typed begins a
 * word of name, role, e-mail or phone, or whose phone number it is, then those by their fields.
 */
export async function foundContacts(ctx: Context, text: string, most: number): Promise<string[]> {
  const real = (await ctx.read((tx) => placesLookedAt(ctx, tx, {}))).length > 0;
  const found = new Set<string>();
  await ctx.sql(async (sql) => {
    for (const words of [searchWords(text), ...phoneNumbers(text).map((number) => [number])])
      if (found.size < most)
        for (const id of await contactsWithWords(sql, words, real, most)) found.add(id);
  });
  if (found.size < most && ctx.reads('Contact', 'customFields'))
    for (const id of await ctx.read((tx) => searchedByFields(tx, 'CONTACT', text))) found.add(id);
  return [...found].slice(0, most);
}
