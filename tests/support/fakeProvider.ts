import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test tells a provider's server to do with calls from now on, until it is told otherwise. */
interface Orders {
  /** Answers 500, and does nothing. */
  failing: boolean;
  /** Does what such a call asks, then breaks the connection off: nobody hears of it. */
  dyingAfter: RegExp | null;
  /** Waits so long before it answers. */
  delayMs: number;
}

export interface Answer {
  status: number;
  body: unknown;
}
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server that speaks as a provider does; each keyed call is done once and answered as the first time. */
export async function fakeProvider(
  answer: (asked: Asked) => Answer,
  keyHeader: string,
): Promise<{ url: string; orders: Orders; calls: string[]; close: () => Promise<void> }> {
  const orders: Orders = { failing: false, dyingAfter: null, delayMs: 0 };
  const known = new Map<string, Answer>();
  const calls: string[] = [];
  const server: Server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const at = new URL(req.url ?? '/', 'http://provider');
      const body = Buffer.concat(parts).toString();
      calls.push(`${req.method} ${at.pathname}`);
      const asked = {
        method: req.method ?? 'GET',
        path: at.pathname,
        query: at.searchParams,
        headers: req.headers,
        body,
      };
      const key = req.headers[keyHeader] as string | undefined;
      const said = orders.failing
        ? { status: 500, body: { error: { message: 'we are broken', type: 'api_error' } } }
        : ((key && known.get(key)) ?? answer(asked));
      if (key && !orders.failing) known.set(key, said as Answer);
      if (orders.dyingAfter?.test(`${req.method} ${at.pathname}`)) {
        req.socket.destroy();
        return;
      }
      setTimeout(() => {
        const { status, body: json } = said as Answer;
        res.writeHead(status, { 'content-type': 'application/json' });
        res.end(status === 204 ? undefined : JSON.stringify(json));
      }, orders.delayMs);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    orders,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
