import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createMailer, type MailServer } from '../../server/src/platform/mailer.ts';
import { sendText } from '../../server/src/platform/smsGateway.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers everything, a character at a time, and never comes to the end. */
async function dripping(first: string, drip: string): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write(first);
    const timer = setInterval(() => {
      socket.write(drip);
    }, 50);
    socket.on('close', () => {
      clearInterval(timer);
      sockets.delete(socket);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
const mail = {
  from: 'a@b.example',
  to: ['c@d.example'],
  bytes: Buffer.from('Subject: x\r\n\r\nx'),
};

it('a mail server that never comes to the end holds nobody up: it is given up, and left alone for a while', async () => {
  const port = await dripping('220 ready\r\n', '250-more\r\n');
  const mailer = createMailer({ allowPrivate: true, deliveryMs: 800 });
  const server: MailServer = {
    host: '127.0.0.1',
    port,
    security: 'NONE',
    user: null,
    password: null,
    trusted: false,
  };
  const took = async () => {
    const began = Date.now();
    const { outcome, words } = await mailer.deliver(server, mail);
    return { outcome, words, ms: Date.now() - began };
  };
  try {
    const first = await took();
    expect(first).toMatchObject({ outcome: 'SERVER', words: 'The mail server took too long.' });
    expect(first.ms).toBeLessThan(3000);
    await expect.poll(() => sockets.size, { timeout: 6000 }).toBe(0);
    const second = await took();
    expect(second).toMatchObject({
      outcome: 'SERVER',
      words: expect.stringContaining('a moment ago'),
    });
    expect(second.ms).toBeLessThan(400);
  } finally {
    mailer.close();
  }
});

it('nor does a gateway for text messages', async () => {
  const port = await dripping('HTTP/1.1 200 OK\r\n', 'x-more: x\r\n');
  const began = Date.now();
  expect(
    await sendText(
      { url: `http://127.0.0.1:${port}/`, token: null, from: null },
      { id: 'x', to: '+1', text: 'x' },
      { allowPrivate: true, allMs: 800 },
    ),
  ).toMatchObject({ outcome: 'UNCERTAIN' });
  expect(Date.now() - began).toBeLessThan(3000);
});
