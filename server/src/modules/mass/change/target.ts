import type { Today } from '../../../platform/clock.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import type { ChangeParams } from './params.ts';
import type { Held } from './values.ts';

/** Values as they are stored, by their fields. */
export type Raws = Readonly<Record<string, unknown>>;

/** A kind of record that many of can be changed at once: how it is read, and written by its single update. */
export interface Target {
  /** Records of these ids inside the scope, with the fields of a change. */
  read(sql: ScopedSql, ids: readonly string[], params: ChangeParams): Promise<Held[]>;
  /** Locks one as its update does; refuses one that cannot be changed at all. */
  lock(sql: ScopedSql, id: string): Promise<void>;
  /** Updates one; returns what it takes to take that back, besides the values that there were. */
  write(
    sql: ScopedSql,
    clock: Today,
    record: Held,
    values: Raws,
    params: ChangeParams,
  ): Promise<object>;
  /** Gives one the values back that it had; more: what write() returned. */
  restore(
    sql: ScopedSql,
    clock: Today,
    record: Held,
    values: Raws,
    did: { params: ChangeParams; more: unknown },
  ): Promise<void>;
}
