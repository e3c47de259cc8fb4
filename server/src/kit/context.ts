import { randomUUID } from 'node:crypto';
import DataLoader from 'dataloader';
import type { App } from './app.ts';
import { hostName } from '@backhaul/domain/access/hostName';
import type { Door, Visitor } from './visitor.ts';
import { reads } from './rights.ts';
import type { Permission } from './permission.ts';
import type { Viewer } from './viewer.ts';
import { forbidden, unauthenticated } from '../platform/refusal.ts';
import type { ScopedSql, ScopedTx } from '../tenancy/boundary.ts';
import { NOBODY, writing, type Scope } from '../tenancy/scope.ts';
import { got } from '../platform/must.ts';

/** Cookies can be set over HTTP only; a WebSocket has none to give. */
export interface Cookies {
  set(token: string, expiresAt: Date): void;
  clear(): void;
  /** Which accounts signed in in this browser. */ remember(device: string): void;
}

const UNDO = Symbol('the read transaction ends');
/**
 * How long the shared reads may rest before their transaction ends by itself: what nobody waits for
 * any more holds no connection.
 */
const IDLE_MS = 1000;

/**
 * One GraphQL operation: who asks, from where, and its database work. Reads share one lazily opened
 * transaction; every write is a transaction of its own, and ends the reads before it, so that
 * nothing stale is shown and no operation holds two connections.
 */
export class Context {
  private readonly loaders = new Map<string, DataLoader<unknown, unknown>>();
  private reading: {
    tx: Promise<ScopedTx>;
    end: () => void;
    ended: Promise<void>;
    busy: number;
    idle?: NodeJS.Timeout;
  } | null = null;
  private over = false;

  // no #private fields: Apollo Server works on a copy of the context, which would lack them
  private current: Viewer | null;
  /** Whether the operation is a mutation, whose steps run one after another. */
  mutating = false;
  /** Of a subscription: what was read says nothing new, and nobody is told. */
  nothingNew = false;
  /** Counts what the answer comes to hold; waits where that takes more room. */
  records: { count(records: number): Promise<void> | undefined } | null = null;

  constructor(
    readonly app: App,
    viewer: Viewer | null,
    readonly visitor: Visitor,
    readonly cookies: Cookies | null,
    readonly correlationId: string = randomUUID(),
    /** When the request came. */ readonly askedAt = new Date(),
  ) {
    this.current = viewer;
  }

  get viewer(): Viewer | null {
    return this.current;
  }
  /** After signing in, the rest of the operation is the new viewer's. */
  async become(viewer: Viewer): Promise<void> {
    await this.endReads();
    this.current = viewer;
  }

  get scope(): Scope {
    return this.viewer?.scope ?? NOBODY;
  }
  get door(): Door {
    return this.visitor.door;
  }
  /** As hosts are compared; '' for one that is none. */
  get host(): string {
    return hostName(this.visitor.host) ?? '';
  }

  /** The viewer, or UNAUTHENTICATED. */
  get someone(): Viewer {
    if (!this.viewer) throw unauthenticated();
    return this.viewer;
  }
  can(permission: Permission): boolean {
    return this.viewer?.permissions.has(permission) ?? false;
  }
  /** Whether the viewer may read a field of a kind, by its GraphQL names. */
  reads(kind: string, field: string): boolean {
    return this.viewer !== null && reads(this.viewer.permissions, kind, field);
  }
  /** FORBIDDEN unless the viewer's role has the permission; UNAUTHENTICATED when nobody is signed in. */
  need(permission: Permission): void {
    if (!this.someone.permissions.has(permission)) throw forbidden();
  }

  /** The transaction that this operation's reads share. */
  async read<T>(work: (tx: ScopedTx) => Promise<T>): Promise<T> {
    const reading = this.open();
    clearTimeout(reading.idle);
    reading.busy += 1;
    try {
      return await work(await reading.tx);
    } finally {
      reading.busy -= 1;
      // a refusal of one field ends an operation while its other fields go on reading: nobody would end these reads
      if (!reading.busy)
        reading.idle = setTimeout(() => {
          if (!reading.busy && this.reading === reading) void this.endReads();
        }, IDLE_MS).unref();
    }
  }

  /** A write through Prisma: committed when this returns. */
  async write<T>(work: (tx: ScopedTx) => Promise<T>): Promise<T> {
    await this.endReads();
    return this.app.boundary.inScope(writing(this.scope), work);
  }
  /**
   * A write, or a heavy read, through SQL: committed when this returns. Fields of a query read side
   * by side, so only a mutation ends the reads: its own step, not a field of its answer while others read.
   */
  async sql<T>(work: (sql: ScopedSql) => Promise<T>): Promise<T> {
    if (this.mutating && !this.reading?.busy) await this.endReads();
    return this.app.boundary.inSql(this.mutating ? writing(this.scope) : this.scope, work);
  }

  /** A heavy read through SQL, all of it as things stood at one moment. */
  atOnce<T>(work: (sql: ScopedSql) => Promise<T>): Promise<T> {
    return this.app.boundary.atOnce(this.scope, work);
  }

  /**
   * Fetches by key, all that one level of the answer asks for at once. `fetch` returns rows in any
   * order; `keyOf` matches them up.
   */
  loadOne<K extends string, R>(
    name: string,
    key: K,
    fetch: (tx: ScopedTx, keys: K[]) => Promise<R[]>,
    keyOf: (row: R) => string,
  ): Promise<R | null> {
    const loader = this.loader<K, R | null>(name, async (keys) => {
      const rows = await this.read((tx) => fetch(tx, [...keys]));
      const found = new Map(rows.map((row) => [keyOf(row), row]));
      return keys.map((each) => found.get(each) ?? null);
    });
    return loader.load(key);
  }
  /** The same for lists: every row whose key fits. */
  loadMany<K extends string, R>(
    name: string,
    key: K,
    fetch: (tx: ScopedTx, keys: K[]) => Promise<R[]>,
    keyOf: (row: R) => string,
  ): Promise<R[]> {
    const loader = this.loader<K, R[]>(name, async (keys) => {
      const found = new Map<string, R[]>(keys.map((each) => [each, []]));
      for (const row of await this.read((tx) => fetch(tx, [...keys])))
        found.get(keyOf(row))?.push(row);
      return keys.map((each) => got(found, each));
    });
    return loader.load(key);
  }
  /** The same for what takes more than the shared reads: `batch` answers in the order of its keys. */
  loadBatch<K extends string, V>(
    name: string,
    key: K,
    batch: (keys: readonly K[]) => Promise<V[]>,
  ): Promise<V> {
    return this.loader<K, V>(name, batch).load(key);
  }
  private loader<K, V>(
    name: string,
    batch: (keys: readonly K[]) => Promise<V[]>,
  ): DataLoader<K, V> {
    const known = this.loaders.get(name) as DataLoader<K, V> | undefined;
    if (known) return known;
    const made = new DataLoader<K, V>(batch, { maxBatchSize: 1000 });
    this.loaders.set(name, made as DataLoader<unknown, unknown>);
    return made;
  }

  private open(): NonNullable<Context['reading']> {
    if (this.over)
      throw new Error('the operation is answered: nobody waits for what it still reads');
    if (this.reading) return this.reading;
    let end = () => {};
    let ended: Promise<void> = Promise.resolve();
    const tx = new Promise<ScopedTx>((ready, fail) => {
      ended = this.app.boundary
        .inScope(this.scope, async (opened) => {
          const over = new Promise<void>((resolve) => {
            end = resolve;
          });
          ready(opened);
          await over;
          throw UNDO;
        })
        .catch((error) => {
          if (error !== UNDO) fail(error);
        });
    });
    this.reading = { tx, end: () => end(), ended, busy: 0 };
    return this.reading;
  }

  /** The answer is complete: no more reads. */
  async finish(): Promise<void> {
    this.over = true;
    await this.endReads();
  }
  /** Ends the shared read transaction and forgets what was read in it. */
  async endReads(): Promise<void> {
    this.loaders.clear();
    const reading = this.reading;
    if (!reading) return;
    this.reading = null;
    clearTimeout(reading.idle);
    await reading.tx.catch(() => {});
    reading.end();
    await reading.ended;
  }
}
