import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { containing } from '../../kit/search.ts';

const WORDS_MAX = 10;
/** As the database splits a customer's name, addresses and numbers into words. */
const BETWEEN_WORDS = /[\s,;:()"&/]+/;
const WORD_LENGTH = 60;

/** The words of a search, as the database stores words. */
export function searchWords(search: string): string[] {
  return search
    .toLowerCase()
    .split(BETWEEN_WORDS)
    .filter(Boolean)
    .slice(0, WORDS_MAX)
    .map((word) => word.slice(0, WORD_LENGTH));
}

/** What stands among a customer's words, as the API names it. */
const SEARCHED = ['name', 'number', 'externalId', 'email', 'login', 'phone', 'city'] as const;
type Searched = (typeof SEARCHED)[number];

/**
 * Customers of whom every typed word begins some word that the viewer may read: ranges, which an
 * index answers whatever row level security adds.
 */
export function wordsCondition(ctx: Context, search: string): Prisma.CustomerWhereInput {
  const hidden = SEARCHED.filter((field) => !ctx.reads('Customer', field));
  return {
    AND: searchWords(search).flatMap((word) => [
      { words: { some: { word: { gte: word, lt: `${word}\u{10FFFF}` } } } },
      ...(hidden.length ? [readably(ctx, word, hidden)] : []),
    ]),
  };
}

/** That the word stands where the viewer may read it: whom a search finds tells what it was found by. */
function readably(
  ctx: Context,
  word: string,
  hidden: readonly Searched[],
): Prisma.CustomerWhereInput {
  const shown = SEARCHED.filter((field) => !hidden.includes(field)).map((field) =>
    holding(field, word),
  );
  // the words of searchable custom fields stand nowhere else: it is enough then that no hidden field holds the word
  return {
    OR: [
      ...shown,
      ...(ctx.reads('Customer', 'customFields')
        ? [
            {
              AND: hidden.map((field) => ({
                OR: [{ [field]: null }, { NOT: holding(field, word) }],
              })),
            },
          ]
        : []),
    ],
  };
}

function holding(field: Searched, word: string): Prisma.CustomerWhereInput {
  if (field === 'number') return { number: { in: /^\d{1,9}$/.test(word) ? [Number(word)] : [] } };
  return { [field]: containing(word) };
}
