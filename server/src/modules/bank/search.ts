import { badInput } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { searchWords } from '../customers/index.ts';
import { entriesFound } from './search.store.ts';

const ENTRIES_MAX = 10_000;

/**
 * Entries that have words beginning with every word of a search in name, text, IBAN or references; an IBAN also as it
 * is printed, with blanks. Refuses a search that fits so many that it finds nothing in particular.
 */
export async function searchedEntries(tx: ScopedTx, search: string): Promise<string[]> {
  const words = searchWords(search);
  if (!words.length) return [];
  const all = words.map(beginning).join(' & ');
  const found = await entriesFound(
    tx,
    `(${all}) | ${beginning(words.join('').slice(0, WORD_MAX))}`,
    ENTRIES_MAX + 1,
  );
  if (found.length > ENTRIES_MAX)
    throw badInput({
      'filter.search': `fits more than ${ENTRIES_MAX} entries; type more of the name or text`,
    });
  return found;
}

/** So long are the longest words that the database keeps. */
const WORD_MAX = 60;

/** Words that begin so, as PostgreSQL writes it in a text search. */
const beginning = (word: string) => `'${word.replace(/['\\]/g, '$&$&')}':*`;
