import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/src/config.ts';
import { PATIENCE } from '../../server/src/app/http/patience.ts';
import { startBackhaul, type Backhaul } from '../../server/src/app/start.ts';
import { freshDatabase } from '../support/backhaul.ts';
import { SECRET } from '../support/secret.ts';

let server: Backhaul;
beforeAll(async () => {
  server = await startBackhaul(
    readConfig({
      DATABASE_URL: await freshDatabase(),
      PORT: '0',
      SECRET_KEY: SECRET,
      LOG_LEVEL: 'silent',
      WORKER: 'none',
    }),
    { patience: { headers: 400, body: 700, upload: 1500 } },
  );
});
afterAll(async () => {
  await server.stop();
});

/** Sends the beginning of a request, then a byte every 50 ms for as long as the line holds; what was answered, and when the line was cut. */
function drip(beginning: string, byte: string): Promise<{ answer: string; ms: number }> {
  return new Promise((resolve) => {
    const started = performance.now();
    let answer = '';
    let timer: NodeJS.Timeout | undefined;
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(beginning);
      timer = setInterval(() => {
        socket.write(byte);
      }, 50);
    });
    socket.on('data', (data) => {
      answer += String(data);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve({ answer, ms: performance.now() - started });
    });
  });
}
const post = (path: string, more: string) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n${more}\r\n\r\n`;

describe('whoever drips a request', () => {
  it('byte by byte in its headers is cut off', async () => {
    const { answer, ms } = await drip('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'a');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(ms).toBeLessThan(5000);
  });

  it.each([
    ['/graphql', 'application/json', 408],
    ['/unsubscribe/x', 'application/x-www-form-urlencoded', 408],
    ['/downloads/nothing', 'application/json', 404],
  ])('in the body of %s is cut off, whatever it was answered', async (path, type, status) => {
    const { answer, ms } = await drip(post(path, `Content-Type: ${type}`), ' ');
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(ms).toBeLessThan(1400); // before the time of an upload
  });

  it('as an upload has longer, and an end too', async () => {
    const { answer, ms } = await drip(
      post(
        '/files',
        'Content-Type: multipart/form-data; boundary=x\r\nAuthorization: Bearer nobody',
      ),
      ' ',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (401|408) /);
    expect(ms).toBeLessThan(8000);
  });

  it('keeps nobody else waiting', async () => {
    const slow = Promise.all(
      Array.from({ length: 30 }, () =>
        drip(post('/graphql', 'Content-Type: application/json'), ' '),
      ),
    );
    const response = await fetch(`http://127.0.0.1:${server.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    expect(new Set((await slow).map(({ answer }) => answer.slice(0, 13)))).toEqual(
      new Set(['HTTP/1.1 408 ']),
    );
  });
});

it('the real limits leave a phone time for a photo, and nobody minutes for a query', () => {
  expect(PATIENCE.headers).toBeLessThanOrEqual(30_000);
  expect(PATIENCE.body).toBeLessThanOrEqual(30_000);
  expect(PATIENCE.upload).toBeGreaterThanOrEqual(20 * 8 * 1000);
});
