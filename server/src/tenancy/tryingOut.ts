import { collect, type ConsequencesIn, type Happenings, type Kind } from './happened.ts';

/** A transaction in which something can be tried out. */
interface Trying<S> {
  happened<K extends Kind>(kind: K, what: Happenings[K]): void;
  rows(text: string): Promise<object[]>;
  asIf<T>(work: (sql: S) => Promise<void>, look: (sql: S) => Promise<T>): Promise<T>;
}

/**
 * Does work inside a transaction with all that follows of it, has a look, and takes it back; what
 * happened in it is nothing of the transaction's own.
 */
export function tryingOut<S extends Trying<S>>(
  outside: S,
  consequences: ConsequencesIn<S>,
): S['asIf'] {
  return async (work, look) => {
    const { happened, follow } = collect(consequences);
    const sql: S = { ...outside, happened };
    sql.asIf = tryingOut(sql, consequences);
    await sql.rows('savepoint as_if');
    try {
      await work(sql);
      await follow(sql);
      return await look(sql);
    } finally {
      await sql.rows('rollback to savepoint as_if');
      await sql.rows('release savepoint as_if');
    }
  };
}
