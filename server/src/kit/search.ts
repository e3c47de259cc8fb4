import { badInput } from '../platform/refusal.ts';

const LENGTH_MAX = 200;

/**
 * What was typed into a search, fit for the database: without control characters and blanks around
 * it; '' searches nothing. Refuses what is too long to be meant.
 */
export function searchText(search: string | null | undefined, at = 'filter.search'): string {
  const text = (search ?? '').replace(/[\u0000-\u001f\u007f]/g, ' ').trim();
  if (text.length > LENGTH_MAX)
    throw badInput({ [at]: `may have ${LENGTH_MAX} characters at most` });
  return text;
}

/**
 * A text as a part of a LIKE pattern, in which % and _ are letters like any other. Prisma's
 * `contains` and `startsWith` are such patterns.
 */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** The text anywhere inside a column, letter case aside. */
export function containing(text: string): { contains: string; mode: 'insensitive' } {
  return { contains: likeText(text), mode: 'insensitive' };
}
