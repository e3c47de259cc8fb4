import type { z } from 'zod';
import type { Permission } from '../../kit/permission.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What work on many records would make of one. */
export interface Look {
  recordId: string;
  /** What people call the record. */
  label: string;
  before: object;
  after: object;
  /** In words. */
  effect: string | null;
  /** What it comes to, tax included, in minor units. */
  amount?: { minor: bigint; currency: string };
  /** Why it cannot be done for this one; in words. */
  refusal?: string;
  /** Nothing is to be done: it is so already, as the effect says. */
  same?: boolean;
  /** Whether an invoice comes of it that its customer is told of. */
  mailed?: boolean;
  /** Differs as soon as doing it would come to something else. */
  stamp?: string;
  /** What it takes to take it back. */
  kept?: object;
}

/** What was done for one record. */
export type Done = Pick<Look, 'after' | 'effect' | 'amount' | 'kept'>;

/** A kind of work on many records. P: what a job keeps for it. */
export interface MassKind<P> {
  /** So many are looked at in one transaction. */
  lookAtOnce: number;
  /** What it would make of records, changing nothing; those that are gone are missing. */
  look(sql: ScopedSql, ids: readonly string[], params: P, todayIn: Clock['today']): Promise<Look[]>;
  /** Does it for one, where it still comes to what was looked at. Refuses what cannot be done. */
  act(
    sql: ScopedSql,
    id: string,
    work: { params: P; stamp: string | null },
    todayIn: Clock['today'],
  ): Promise<Done>;
  /**
   * Takes back what was done to one, by what was kept; refuses where something touched it since. Returns what of it
   * stays, in words; null for nothing. Without it the records' own means are the way.
   */
  undo?(
    sql: ScopedSql,
    id: string,
    work: { params: P; kept: unknown },
    todayIn: Clock['today'],
  ): Promise<string | null>;
  /** What it takes to ask for it, besides the right to work on many. */
  needs(params: P): readonly Permission[];
}

/** A kind whose parameters are parsed again whenever it works, as they come from where a job keeps them. */
export function parsing<P>(params: z.ZodType<P>, kind: MassKind<P>): MassKind<unknown> {
  return {
    lookAtOnce: kind.lookAtOnce,
    look: (sql, ids, kept, todayIn) => kind.look(sql, ids, params.parse(kept), todayIn),
    act: (sql, id, { params: kept, stamp }, todayIn) =>
      kind.act(sql, id, { params: params.parse(kept), stamp }, todayIn),
    ...(kind.undo && {
      undo: (sql, id, { params: of, kept }, todayIn) =>
        kind.undo!(sql, id, { params: params.parse(of), kept }, todayIn),
    }),
    needs: (kept) => kind.needs(params.parse(kept)),
  };
}
