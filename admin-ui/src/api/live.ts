import { useEffect, useState, useSyncExternalStore } from 'react';
import { createClient, type Client } from 'graphql-ws';
import type { TypedDocumentString } from '../generated/graphql.ts';
import { parseGraphQLErrors, type ApiError } from './errors.ts';
import { pageOwner } from './owner.ts';

/** idle: nothing is being watched. */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'lost';

let state: ConnectionState = 'idle';
const listeners = new Set<() => void>();

function setState(next: ConnectionState): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

function watchState(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether pushed values arrive just now. */
export function useConnectionState(): ConnectionState {
  return useSyncExternalStore(watchState, () => state);
}

const waitLongest = 20_000;

/** Doubles from half a second, with a random part so that a restarted server isn't met by everybody at once. */
function backOff(retries: number): Promise<void> {
  const base = Math.min(500 * 2 ** retries, waitLongest);
  return new Promise((resolve) => setTimeout(resolve, base / 2 + Math.random() * (base / 2)));
}

/** Told when the server closes the connection because of who we are: the session ended, or its permissions changed. */
let onRefused: (() => void) | null = null;
export function whenRefused(listener: (() => void) | null): void {
  onRefused = listener;
}

const refusedCodes: readonly unknown[] = [4401, 4403];

let client: Client | null = null;

function socket(): Client {
  client ??= createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: () => ({ app: 'admin', viewer: pageOwner() ?? undefined }),
    lazy: true,
    // Leaving one page for another should not drop and rebuild the connection.
    lazyCloseTimeout: 5_000,
    keepAlive: 12_000,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: backOff,
    on: {
      connecting: () => setState(state === 'lost' ? 'lost' : 'connecting'),
      connected: () => setState('live'),
      closed: (event) => {
        const code = codeOf(event);
        setState(code === 1000 ? 'idle' : 'lost');
        if (refusedCodes.includes(code)) onRefused?.();
      },
      error: () => setState('lost'),
    },
  });
  return client;
}

function codeOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'code' in event ? event.code : null;
}

/** After signing out: the next subscription authenticates anew. */
export function closeLive(): void {
  // A connection that is just being made may fail while it is given up; nobody waits for it any more.
  void Promise.resolve(client?.dispose()).catch(() => undefined);
  client = null;
  setState('idle');
}

export interface SubscriptionState {
  error: ApiError | null;
  ended: boolean;
}

/**
 * Listens until the returned function is called. A lost connection is made again by itself; the server then sends the
 * current value first, so nothing that happened meanwhile is missed.
 */
export function subscribe<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  onData: (data: Result) => void,
  onState?: (state: SubscriptionState) => void,
): () => void {
  return socket().subscribe<Result>(
    { query: document.toString(), variables: variables as Record<string, unknown> },
    {
      next: (answer) => {
        if (answer.errors?.length)
          onState?.({ error: parseGraphQLErrors(answer.errors), ended: false });
        else if (answer.data) onData(answer.data);
      },
      error: (problem) => onState?.({ error: parseGraphQLErrors(problem), ended: true }),
      complete: () => onState?.({ error: null, ended: true }),
    },
  );
}

export interface Subscribed<Result> {
  /** The newest value, or null before the first. */
  data: Result | null;
  error: ApiError | null;
}

/** The newest pushed value. With `variables` null nothing is subscribed to; other variables start from nothing. */
export function useSubscription<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables | null,
): Subscribed<Result> {
  const key = variables === null ? null : JSON.stringify(variables);
  const [held, setHeld] = useState<{ key: string | null } & Subscribed<Result>>({
    key,
    data: null,
    error: null,
  });
  useEffect(() => {
    if (key === null) return;
    const current = JSON.parse(key) as Variables;
    return subscribe(
      document,
      current,
      (data) => setHeld({ key, data, error: null }),
      ({ error }) =>
        error &&
        setHeld((before) => ({ key, data: before.key === key ? before.data : null, error })),
    );
  }, [document, key]);
  return held.key === key ? held : { data: null, error: null };
}
