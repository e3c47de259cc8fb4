import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { customersByReference, searchWords } from '../customers/index.ts';
import { byNumber, byWords, type DeskCustomer } from './search.store.ts';
import { ownSession } from './sessions.store.ts';

/** More are not looked through at a counter. */
const FOUND_MAX = 20;
const LETTERS_LEAST = 3;

/**
 * Customers by a whole number of their own or of an invoice, their reference as it is printed, or by the beginnings of
 * their name or login: who has a till open finds those that it may take money of. Refuses a search by less than three
 * letters.
 */
export async function searchDesk(
  sql: ScopedSql,
  userId: string,
  text: string,
): Promise<DeskCustomer[]> {
  const asked = text.trim().slice(0, 100);
  const session = await ownSession(sql, userId);
  const within = { path: session?.partnerPath ?? null, currency: session?.currency ?? null };
  const printed = await customersByReference(sql, asked);
  const numbered = asked ? await byNumber(sql, { text: asked, printed }, within, FOUND_MAX) : [];
  if (numbered.length || isNumber(asked)) return numbered;
  const words = searchWords(asked);
  if (words.join('').length < LETTERS_LEAST)
    throw badInput({ text: 'type a whole number, or three letters of the name or login' });
  return byWords(sql, words, within, FOUND_MAX);
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);
