import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Arrived {
  to: string[];
  from: string;
  raw: string;
  mail: ParsedMail;
  user: string | null;
}

/** What the server does at a step; a code refuses with it. */
export interface Behaviour {
  rcpt?: (address: string) => number | null;
  /** Before the answer to the content; 'drop' takes it and breaks the connection without a word. */
  data?: (to: string[]) => Promise<number | 'drop' | null> | number | 'drop' | null;
}

export interface Mailbox {
  url: string;
  port: number;
  arrived: Arrived[];
  /** Connections at this moment. */
  behave: Behaviour;
  /** Waits until so many have come; fails after a while. */
  until(count: number, ms?: number): Promise<Arrived[]>;
  of(address: string): Arrived[];
  close(): Promise<void>;
}

/** A real mail server on a port of its own, whose mails a test can read. */
export async function openMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const arrived: Arrived[] = [];
  const refusal = (code: number) =>
    Object.assign(new Error(`refused with ${code}`), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    hideSTARTTLS: true,
    ...options,
    onRcptTo(address, _session, done) {
      const code = mailbox.behave.rcpt?.(address.address);
      done(code ? refusal(code) : null);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((each) => each.address);
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        void (async () => {
          const verdict = await mailbox.behave.data?.(to);
          if (typeof verdict === 'number') {
            done(refusal(verdict));
            return;
          }
          const raw = Buffer.concat(parts).toString();
          arrived.push({
            to,
            from,
            raw,
            mail: await simpleParser(raw),
            user: session.user ? String(session.user) : null,
          });
          if (verdict === 'drop') {
            for (const connection of (
              server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }
            ).connections)
              connection._socket.destroy();
            return;
          }
          done();
        })();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${port}`,
    port,
    arrived,
    behave: {},
    of: (address) => arrived.filter((each) => each.to.includes(address)),
    async until(count, ms = 20_000) {
      for (const end = Date.now() + ms; arrived.length < count;) {
        if (Date.now() > end) throw new Error(`${arrived.length} of ${count} mails came`);
        await new Promise((resolve) => {
          setTimeout(resolve, 25);
        });
      }
      return arrived;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
  return mailbox;
}
