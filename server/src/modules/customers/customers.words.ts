import type { Prisma } from '../../generated/prisma/client.ts';

const WORDS_MAX = 10;
/** As the database splits a customer's name, addresses and numbers into words. */
const BETWEEN_WORDS = /[\s,;:()"&/]+/;
const WORD_LENGTH = 60;

/** The words of a search, as the database stores words. */
export function searchWords(search: string): string[] {
  return search.toLowerCase().split(BETWEEN_WORDS).filter(Boolean).slice(0, WORDS_MAX).map((word) => word.slice(0, WORD_LENGTH));
}

/** Customers of whom every typed word begins some word: ranges, which an index answers whatever row level security adds. */
export function wordsCondition(search: string): Prisma.CustomerWhereInput {
  return { AND: searchWords(search).map((word) => ({ words: { some: { word: { gte: word, lt: `${word}\u{10FFFF}` } } } })) };
}
