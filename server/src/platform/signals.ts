import { EventEmitter, on } from 'node:events';
import pg from 'pg';
import { z } from 'zod';
import type { ScopedSql } from '../tenancy/boundary.ts';
import type { Log } from './log.ts';

/**
 * That something changed, where, and nothing about what: whoever hears it reads again with its own
 * rights. `finance`: money, customers or services of a partner. `account`: a customer's own. `run`,
 * `checkout`, `mass`, `import`, `till` (a session): one record; at: the one place below where it
 * changed, where it did at one alone. `planned`: what is to be billed was worked out anew. `clock`: a test partner's.
 * `message`: the outbox; id where it is one message. `access`: a session ended, or what a user may
 * do changed. `resync`: signals may have been lost, read everything again.
 */
const signal = z.object({
  topic: z.enum([
    'finance',
    'account',
    'run',
    'checkout',
    'mass',
    'import',
    'planned',
    'clock',
    'message',
    'till',
    'access',
    'resync',
  ]),
  path: z.string(),
  id: z.string().optional(),
  at: z.string().optional(),
});
export type Signal = z.infer<typeof signal>;

const CHANNEL = 'backhaul';

/** Announced when the transaction commits, and only then. */
export async function announce(sql: ScopedSql, value: Signal): Promise<void> {
  await sql.rows('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(value)]);
}
export interface Signals {
  /** Signals that the filter lets through, until the caller stops iterating or `stop` aborts. */
  listen(filter: (signal: Signal) => boolean, stop: AbortSignal): AsyncIterableIterator<Signal>;
  onSignal(listener: (signal: Signal) => void): () => void;
  close(): Promise<void>;
}

const RETRY_MS = 1000;

/** One listening connection per process, opened again whenever it breaks, fanned out to every subscriber. */
export async function createSignals(connectionString: string, log: Log): Promise<Signals> {
  const emitter = new EventEmitter().setMaxListeners(0);
  let client: pg.Client | undefined,
    closed = false,
    timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString, keepAlive: true });
    next.on('error', (error) => {
      log.warn({ error: error.message }, 'the signal connection broke');
      retry(next);
    });
    next.on('end', () => retry(next));
    next.on('notification', ({ payload }) => {
      const parsed = signal.safeParse(JSON.parse(payload ?? 'null'));
      if (parsed.success) emitter.emit('signal', parsed.data);
    });
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
    client = next;
  }
  function retry(lost: pg.Client): void {
    if (closed || timer || (client && client !== lost)) return;
    client = undefined;
    timer = setTimeout(() => {
      timer = undefined;
      connect().then(
        () => emitter.emit('signal', { topic: 'resync', path: '' } satisfies Signal),
        () => retry(lost),
      );
    }, RETRY_MS);
  }

  await connect();
  return {
    async *listen(filter, stop) {
      try {
        for await (const [value] of on(emitter, 'signal', {
          signal: stop,
        }) as AsyncIterableIterator<[Signal]>)
          if (value.topic === 'resync' || filter(value)) yield value;
      } catch (error) {
        if ((error as Error).name !== 'AbortError') throw error;
      }
    },
    onSignal(listener) {
      emitter.on('signal', listener);
      return () => emitter.off('signal', listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
