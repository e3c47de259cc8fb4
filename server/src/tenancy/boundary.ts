// THE BOUNDARY. Every statement of the application runs in a transaction that this file opened and gave a
// scope, or alone and without any; nothing else holds a connection. Row level security lets a transaction
// without a scope see no rows at all.
import { setTimeout as pause } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts';
import type { Clock } from '../platform/clock.ts';
import { conflict } from '../platform/refusal.ts';
import { collect, type ConsequencesIn, type Happenings, type Kind } from './happened.ts';
import { beginning, settingsOf, type Begin } from './beginning.ts';
import { SYSTEM, type Scope } from './scope.ts';
import { type NameOf, statementNames } from './statementNames.ts';
import { tryingOut } from './tryingOut.ts';

declare const scoped: unique symbol;
interface Branded {
  readonly [scoped]: true;
}

/** A transaction with a scope, for ordinary reads and writes through Prisma. Only `inScope` makes one. */
export type ScopedTx = Prisma.TransactionClient & Branded;

/**
 * A transaction with a scope, for set-based SQL. Dates come as 'YYYY-MM-DD', bigint as bigint, numeric as text.
 * Only `inSql` makes one.
 */
export interface ScopedSql extends Branded {
  readonly scope: Scope;
  /** Where people reach the installation, for what is written to be read by them. */
  readonly publicUrl: string;
  /** Today's date at a partner, for what is dated by the day it is written. */
  today: Clock['today'];
  /**
   * Says that something happened. What follows is listed in app/consequences.ts, and done before
   * this transaction commits.
   */
  happened<K extends Kind>(kind: K, what: Happenings[K]): void;
  rows<T extends object>(text: string, params?: readonly unknown[]): Promise<T[]>;
  /** Exactly one row, else an error: for what must be there. */
  row<T extends object>(text: string, params?: readonly unknown[]): Promise<T>;
  /** As Boundary's, inside this transaction. */
  asIf<T>(
    work: (sql: ScopedSql) => Promise<void>,
    look: (sql: ScopedSql) => Promise<T>,
  ): Promise<T>;
  /**
   * A statement in a transaction of its own and without a scope, kept whatever becomes of this one: for counting. It has
   * connections of its own, so that those who hold one never wait for each other.
   */
  aside<T extends object>(text: string, params?: readonly unknown[]): Promise<T[]>;
}

export type Consequences = ConsequencesIn<ScopedSql>;

export interface Boundary {
  inScope<T>(scope: Scope, work: (tx: ScopedTx) => Promise<T>): Promise<T>;
  inSql<T>(scope: Scope, work: (sql: ScopedSql) => Promise<T>): Promise<T>;
  /** Reads everything as it stood at one moment, by however many statements; writes nothing. */
  atOnce<T>(scope: Scope, work: (sql: ScopedSql) => Promise<T>): Promise<T>;
  /** What would be: does the work and all that follows of it, has a look, and takes everything back. */
  asIf<T>(
    scope: Scope,
    work: (sql: ScopedSql) => Promise<void>,
    look: (sql: ScopedSql) => Promise<T>,
  ): Promise<T>;
  /** For a single statement of nobody's, in a transaction of its own: without a scope it sees no rows at all. */
  alone: Pick<ScopedSql, 'rows'>;
  /** The scope of background work for one partner; null when the partner is gone. */
  jobScope(partnerId: string): Promise<Scope | null>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connections for statements beside a transaction, which are short. */
const BESIDE = 2;
/** What a connection keeps, it keeps no longer than this. */
const LIFETIME_S = 600;
const TRANSACTION = { timeout: 120_000, maxWait: 20_000 };

/** deadlock_detected and serialization_failure. */
const AGAIN = new Set(['40P01', '40001']);
/** What ties a row to the place of its partner: broken where that moves between the look at it and the write. */
const PLACE = /_partner_fkey$/;
const TRIES = 5;
const PAUSE_MS = 50;

/** Whether somebody else was quicker: the same work, done again, finds what they left. */
export function passes(error: unknown): boolean {
  const { code = '', constraint = '' } = error as { code?: string; constraint?: string };
  return AGAIN.has(code) || (code === '23503' && PLACE.test(constraint));
}

/** The database's own word that books are closed on the day of what was written. */
function periodClosed(error: unknown): Error | null {
  const { code, message } = error as { code?: string; message: string };
  return code === 'BH003' ? conflict('PERIOD_CLOSED', message) : null;
}

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text) => text);
types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));
const DATE_ARRAY = 1182;
types.setTypeParser(DATE_ARRAY, (text: string) => text.slice(1, -1).split(',').filter(Boolean));

function poolOf(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, types, maxLifetimeSeconds: LIFETIME_S });
  pool.on('error', () => {}); // an idle connection that breaks is replaced; the next query says what is wrong
  // one that breaks while it is in use tells its query; without a listener it would end the process as well
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
  return pool;
}

function prismaOf(connectionString: string, max: number, nameOf: NameOf): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(
      { connectionString, max, maxLifetimeSeconds: LIFETIME_S },
      { statementNameGenerator: ({ sql }) => nameOf(sql) as string },
    ),
    transactionOptions: TRANSACTION,
  });
}

/** Asks by whatever connection this is, by the names of statements that it keeps. */
const asking =
  (connection: pg.Pool | pg.PoolClient, nameOf: NameOf = () => undefined) =>
  async <R extends object>(text: string, params: readonly unknown[] = []): Promise<R[]> =>
    (await connection.query<R>({ name: nameOf(text), text, values: params as unknown[] })).rows;

/** Done inside a transaction; has what followed of it done when it says so. */
type Work<T> = (sql: ScopedSql, follow: () => Promise<void>) => Promise<T>;

/**
 * A deadlock's victim did nothing, so it simply does it again, with nothing collected yet; the
 * work must not leave anything outside its transaction. Who meets others again and again is refused
 * with CONFLICT BUSY.
 */
async function whileOthersAreQuicker<T>(scope: Scope, once: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await once();
    } catch (error) {
      // a job is tried again later by itself, and tells by the error that it may be
      if (!passes(error) || (tried === TRIES && scope.kind === 'job')) throw error;
      if (tried === TRIES)
        throw conflict(
          'BUSY',
          'Others are changing the same records at this moment. Nothing was changed; try again.',
        );
      await pause(Math.random() * PAUSE_MS * tried);
    }
  }
}

/** What the boundary is told of the app, of which it imports nothing. */
export interface BoundaryOptions {
  publicUrl(): string;
  today: Clock['today'];
  consequences: Consequences;
  connections?: number;
}

/** connectionString: the application role's, never the owner's. */
export function createBoundary(
  connectionString: string,
  { publicUrl, today, consequences, connections = 12 }: BoundaryOptions,
): Boundary {
  const nameOf = statementNames();
  const prisma = prismaOf(connectionString, connections, nameOf);
  const pool = poolOf(connectionString, connections);
  const beside = poolOf(connectionString, BESIDE);
  const aside = asking(beside);

  async function inScope<T>(scope: Scope, work: (tx: ScopedTx) => Promise<T>): Promise<T> {
    const [path, end, customer, desk] = settingsOf(scope);
    return prisma.$transaction(async (tx) => {
      await tx.$executeRaw`select
        set_config('app.partner_path', ${path}, true),
        set_config('app.partner_end', ${end}, true),
        set_config('app.customer_id', ${customer}, true),
        set_config('app.desk_user', ${desk}, true)`;
      return work(tx as unknown as ScopedTx);
    });
  }

  async function onceInSql<T>(
    scope: Scope,
    ending: 'commit' | 'rollback',
    work: Work<T>,
    begin: Begin = 'begin',
  ): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(beginning(scope, begin));
      // work on all that there is sees tables grow from nothing: a plan that was kept would not see it
      const rows = asking(client, scope.kind === 'job' ? undefined : nameOf);
      const row = async <R extends object>(text: string, params: readonly unknown[] = []) => {
        const found = await rows<R>(text, params);
        if (found.length !== 1) throw new Error(`expected one row, found ${found.length}`);
        return found[0];
      };
      const { happened, follow } = collect(consequences);
      const sql = { scope, publicUrl: publicUrl(), today, happened, rows, row, aside } as ScopedSql;
      sql.asIf = tryingOut(sql, consequences);
      const result = await work(sql, () => follow(sql));
      await client.query(ending);
      return result;
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => {
        broken = lost;
      });
      throw periodClosed(error) ?? error;
    } finally {
      client.release(broken);
    }
  }

  async function jobScope(partnerId: string): Promise<Scope | null> {
    const { rows } = await pool.query<{ path: string }>('select path from partner_place($1)', [
      partnerId,
    ]);
    return rows.length ? { kind: 'job', partnerId, path: rows[0].path, actor: SYSTEM } : null;
  }

  return {
    inScope,
    inSql: (scope, work) =>
      whileOthersAreQuicker(scope, () =>
        onceInSql(scope, 'commit', async (sql, follow) => {
          const result = await work(sql);
          await follow();
          return result;
        }),
      ),
    atOnce: (scope, work) =>
      onceInSql(scope, 'commit', work, 'begin isolation level repeatable read read only'),
    asIf: (scope, work, look) =>
      whileOthersAreQuicker(scope, () =>
        onceInSql(scope, 'rollback', async (sql, follow) => {
          await work(sql);
          await follow();
          return look(sql);
        }),
      ),
    alone: { rows: asking(pool) },
    jobScope,
    ping: async () => {
      await pool.query('select 1');
    },
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
      await beside.end();
    },
  };
}
