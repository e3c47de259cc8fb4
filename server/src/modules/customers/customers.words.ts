import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';

const WORDS_MAX = 10;
/** As the database splits a customer's name, addresses and numbers into words. */
const BETWEEN_WORDS = /[\s,;:()"&/]+/;
const WORD_LENGTH = 60;
/** So many digits are a phone number rather than the number of a customer; as the database has them. */
const PHONE_DIGITS = 7;
/** The digits that may stand before a number: a country's code, and the zero after it. */
const BEFORE_NUMBER = 3;
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};

/** Without accents and capitals, as the database stores words: its search_folded(). */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[øłđħıŧßæœ]/g, (letter) => PLAIN_LETTERS[letter] ?? letter);
}

/** The words of a search, as the database stores words. */
export function searchWords(search: string): string[] {
  return folded(search)
    .split(BETWEEN_WORDS)
    .filter(Boolean)
    .slice(0, WORDS_MAX)
    .map((word) => word.slice(0, WORD_LENGTH));
}

/** What stands among a customer's words, as the API names it, with the number it has there. */
export const SEARCHED = {
  name: -1,
  number: -2,
  externalId: -3,
  email: -4,
  login: -5,
  phone: -6,
  city: -7,
  street: -8,
  zip: -9,
} as const;

/** What a viewer may not read is not searched: whom a search finds tells what it was found by. */
export function hiddenFields(ctx: Context): number[] {
  return Object.entries(SEARCHED)
    .filter(([field]) => !ctx.reads('Customer', field))
    .map(([, number]) => number);
}

function readable(ctx: Context): Prisma.CustomerWordWhereInput {
  const hidden = hiddenFields(ctx);
  return {
    AND: [
      ...(hidden.length ? [{ field: { notIn: hidden } }] : []),
      ...(ctx.reads('Customer', 'customFields') ? [] : [{ field: { lt: 0 } }]),
    ],
  };
}

/**
 * Customers one of whose words begins with a text: a range, which an index answers whatever row
 * level security adds.
 */
function beginning(ctx: Context, word: string): Prisma.CustomerWhereInput {
  return {
    words: { some: { word: { gte: word, lt: `${word}\u{10FFFF}` }, ...readable(ctx) } },
  };
}

/** A phone number in digits, from each place where it may begin at home; none of what is no phone number. */
export function phoneNumbers(search: string): string[] {
  if (!/^[\d\s+().\-/]+$/.test(search)) return [];
  const digits = search.replaceAll(/\D/g, '').replace(/^0+/, '');
  return Array.from({ length: BEFORE_NUMBER + 1 }, (_, from) => digits.slice(from)).filter(
    ({ length }) => length >= PHONE_DIGITS,
  );
}

/**
 * Customers of whom every typed word begins some word that the viewer may read, whatever the
 * accents; or whose phone number was typed, however it is written.
 */
export function wordsCondition(ctx: Context, search: string): Prisma.CustomerWhereInput {
  const words = { AND: searchWords(search).map((word) => beginning(ctx, word)) };
  const numbers = phoneNumbers(search.trim());
  return numbers.length
    ? { OR: [words, ...numbers.map((number) => beginning(ctx, number))] }
    : words;
}
