import { createClient, type Client } from 'graphql-ws';
import { setConnection } from './connection.ts';
import { pageOwner } from './owner.ts';

const LONGEST_WAIT = 30_000;
const PONG_WITHIN = 6_000;
/** The server's code for a session that is over, or another person's. */
const REFUSED = 4403;

/**
 * Waits longer after every failure, at random so that a restarted server is not met by everybody at
 * once; a phone that finds its network again does not wait.
 */
function backOff(retries: number): Promise<void> {
  const wait = Math.min(LONGEST_WAIT, 500 * 2 ** retries) * (0.5 + Math.random() / 2);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, wait);
    window.addEventListener('online', done);
  });
}

/**
 * The connection for subscriptions. It stays while one is wanted, notices a dead line by missing pongs, and comes back
 * by itself; the session's cookie says who we are. onRefused: it is not, or no more, the page's owner.
 */
export function openLive(onRefused: () => void): Client {
  let pong: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: () => ({ app: 'portal', viewer: pageOwner() ?? undefined }),
    keepAlive: 15_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: backOff,
    shouldRetry: () => true,
    on: {
      connected: () => setConnection('live'),
      // Code 1000 is our own end of it, at signing out or with nothing left to listen to.
      closed: (event) => {
        clearTimeout(pong);
        const code = event instanceof CloseEvent ? event.code : null;
        setConnection(code === 1000 ? 'connecting' : 'lost');
        if (code === REFUSED) onRefused();
      },
      error: () => setConnection('lost'),
      ping: (received) => {
        if (!received) pong = setTimeout(() => client.terminate(), PONG_WITHIN);
      },
      pong: (received) => {
        if (received) clearTimeout(pong);
      },
    },
  });
  return client;
}
