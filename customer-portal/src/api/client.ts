import {
  Client,
  cacheExchange,
  fetchExchange,
  mapExchange,
  subscriptionExchange,
} from '@urql/core';
import type { Client as Live } from 'graphql-ws';
import { failureOf } from './failure.ts';
import { pageHeaders } from './owner.ts';

export interface PortalClient {
  /** Another one for every client. */
  id: number;
  client: Client;
  /** Ends the live connection; the client is not used afterwards. */
  close(): void;
}

export interface SessionListeners {
  /** An answer says that the page's owner is not signed in any more. */
  onSessionEnded: () => void;
  /** The live connection was closed for it, or not made again. */
  onLiveRefused: () => void;
}

let opened = 0;

/** One client per session: a new one after signing in or out, so that nobody sees what was kept for another. */
export function openClient({ onSessionEnded, onLiveRefused }: SessionListeners): PortalClient {
  let live: Promise<Live> | undefined;
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: () => ({ credentials: 'same-origin', headers: pageHeaders() }),
    exchanges: [
      cacheExchange,
      mapExchange({
        onError: (error) => {
          if (failureOf(error).kind === 'signedOut') onSessionEnded();
        },
      }),
      fetchExchange,
      subscriptionExchange({
        // Loaded when first needed: the page shows without it.
        forwardSubscription: (request) => ({
          subscribe: (sink) => {
            let stop = () => {};
            let stopped = false;
            live ??= import('./live.ts').then(({ openLive }) => openLive(onLiveRefused));
            live.then(
              (connection) => {
                if (!stopped)
                  stop = connection.subscribe(
                    { query: request.query ?? '', variables: request.variables },
                    { ...sink, next: (value) => sink.next({ ...value, extensions: undefined }) },
                  );
              },
              (error: unknown) => sink.error(error),
            );
            return {
              unsubscribe: () => {
                stopped = true;
                stop();
              },
            };
          },
        }),
      }),
    ],
  });
  return {
    id: ++opened,
    client,
    close: () => {
      // One that is just being made may fail while it is given up; nobody waits for it any more.
      void live?.then((connection) => connection.dispose()).catch(() => undefined);
    },
  };
}
