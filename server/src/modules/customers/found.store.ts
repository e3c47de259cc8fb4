import { lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Words that a search asks for, and among which of them: the numbers of customers.words.ts. */
export interface WordsAsked {
  /** Each begins some word of a customer. */
  words: readonly string[];
  /** What may not be looked at of the customers' own, and whether custom fields may be. */
  hidden: readonly number[];
  custom: boolean;
  /** Whether what is only tested is left out. */
  real: boolean;
}

const END = '\u{10FFFF}';

/** What of a row of words may be looked at; $1 to $3 of every statement here. */
const ALLOWED = (row: string) =>
  `${row}.field <> all ($1::int[]) and ($2 or ${row}.field < 0) and not ($3 and is_test(${row}.partner_path))`;

/**
 * Customers with such words, those of the shortest one first. The rarest word leads, along the index
 * of words; the others are looked up one customer at a time, whatever the planner believes.
 */
export async function customersWithWords(
  sql: ScopedSql,
  { words, hidden, custom, real }: WordsAsked,
  most: number,
): Promise<string[]> {
  if (!words.length) return [];
  const [first, ...others] = await rarestFirst(sql, words);
  const further = others.map(
    (_, i) => `
    cross join lateral (
      select 1 from customer_word o
      where o.customer_id = w.customer_id and o.word >= $${7 + 2 * i} and o.word < $${8 + 2 * i}
        and ${ALLOWED('o')}
      limit 1) o${i}`,
  );
  const rows = await lookingUp(sql, () =>
    sql.rows<{ id: string }>(
      `select w.customer_id id
      from customer_word w${further.join('')}
      where w.word >= $4 and w.word < $5 and ${ALLOWED('w')}
      order by w.word, w.partner_path, w.customer_id
      limit $6`,
      [
        hidden,
        custom,
        real,
        first,
        first + END,
        // one may have several such words
        most * 8,
        ...others.flatMap((word) => [word, word + END]),
      ],
    ),
  );
  return [...new Set(rows.map(({ id }) => id))].slice(0, most);
}

/** Customers one of whose words is a text from end to end, in columns of their own. */
export async function customersWithWord(
  sql: ScopedSql,
  word: string,
  fields: readonly number[],
  real: boolean,
  most: number,
): Promise<string[]> {
  const rows = await lookingUp(sql, () =>
    sql.rows<{ id: string }>(
      `select w.customer_id id
      from customer_word w
      where w.word = $1 and w.field = any ($2::int[]) and not ($3 and is_test(w.partner_path))
      order by w.partner_path, w.customer_id
      limit $4`,
      [word, fields, real, most * fields.length],
    ),
  );
  return [...new Set(rows.map(({ id }) => id))].slice(0, most);
}

/** Words, the rarest in all the installation first: how rare, it does not say. */
async function rarestFirst(sql: ScopedSql, words: readonly string[]): Promise<string[]> {
  if (words.length < 2) return [...words];
  const rows = await sql.rows<{ word: string }>('select word from rarest_words($1::text[]) word', [
    words,
  ]);
  return rows.map(({ word }) => word);
}
