import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import { smtpFailure, type DeliveryFailure } from '@backhaul/domain/messages/deliveryFailure';
import { outboundAddress, OutboundRefused } from './outbound.ts';

/** A mail server with what signing in to it takes. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte; STARTTLS or nothing; or STARTTLS where the server has it. */
  security: 'TLS' | 'STARTTLS' | 'OPPORTUNISTIC' | 'NONE';
  user: string | null;
  password: string | null;
  /** Named by the operator's configuration, so it may lie in a private network. */
  trusted: boolean;
}

/** A mail as it goes over the wire, and to whom. */
export interface ReadyMail {
  from: string;
  to: string[];
  bytes: Buffer;
}
/** words: what a person can act on, without secrets. */
export type Delivery =
  | { outcome: 'SENT'; words: string }
  | { outcome: DeliveryFailure; words: string };

const CONNECT_MS = 10_000;
const SOCKET_MS = 30_000;
/** All of a delivery: the limits above begin anew with every byte that a server lets drip. */
const DELIVERY_MS = 60_000;
/**
 * For so long nothing is handed to a server that took all of that time: whoever waits for others'
 * servers has other mail to send.
 */
const STALLED_MS = 2 * 60_000;
const CONNECTIONS = 3;
/** After so long a pool is made anew, which asks for the server's address again. */
const POOL_AGE_MS = 10 * 60_000;
const POOL_IDLE_MS = 30_000;

interface Pool {
  transport: SMTPPool;
  address: string;
  madeAt: number;
  usedAt: number;
  busy: number;
}

/** The pools of connections to mail servers of one process. */
export interface Mailer {
  deliver(server: MailServer, mail: ReadyMail): Promise<Delivery>;
  close(): void;
}

export function createMailer(options: { allowPrivate: boolean; deliveryMs?: number }): Mailer {
  const deliveryMs = options.deliveryMs ?? DELIVERY_MS;
  const pools = new Map<string, Pool>();
  /** Servers that stalled, by their address, and until when they are left alone. */
  const stalled = new Map<string, number>();

  function closeOld(): void {
    const now = Date.now();
    for (const [address, until] of stalled) if (until < now) stalled.delete(address);
    for (const [key, pool] of pools) {
      if (pool.busy || (now - pool.usedAt < POOL_IDLE_MS && now - pool.madeAt < POOL_AGE_MS))
        continue;
      pool.transport.close();
      pools.delete(key);
    }
  }
  const timer = setInterval(closeOld, POOL_IDLE_MS);
  timer.unref();

  async function poolFor(server: MailServer): Promise<Pool> {
    const key = createHash('sha256').update(JSON.stringify(server)).digest('base64');
    const known = pools.get(key);
    if (known && (known.busy || Date.now() - known.madeAt < POOL_AGE_MS)) return known;
    const { address } = await outboundAddress(server.host, server.trusted || options.allowPrivate);
    const found = pools.get(key); // another mail may have made it meanwhile
    if (found && found !== known) return found;
    known?.transport.close();
    const pool = {
      transport: new SMTPPool(poolOptions(server, address)),
      address,
      madeAt: Date.now(),
      usedAt: Date.now(),
      busy: 0,
    };
    pool.transport.on('error', () => {}); // an idle connection that breaks is replaced by the next mail's
    pools.set(key, pool);
    return pool;
  }

  async function deliver(server: MailServer, mail: ReadyMail): Promise<Delivery> {
    let pool: Pool;
    try {
      pool = await poolFor(server);
    } catch (error) {
      if (error instanceof OutboundRefused) return { outcome: 'SERVER', words: error.message };
      throw error;
    }
    const place = `${pool.address} ${server.port}`;
    if ((stalled.get(place) ?? 0) > Date.now())
      return {
        outcome: 'SERVER',
        words: 'The mail server took too long a moment ago; it is tried again in a few minutes.',
      };
    pool.busy += 1;
    const patience = AbortSignal.timeout(deliveryMs);
    try {
      return await handOver(pool.transport, mail, patience);
    } finally {
      if (patience.aborted) stalled.set(place, Date.now() + STALLED_MS);
      pool.busy -= 1;
      pool.usedAt = Date.now();
    }
  }
  return {
    deliver,
    close() {
      clearInterval(timer);
      for (const pool of pools.values()) pool.transport.close();
      pools.clear();
    },
  };
}

function poolOptions(
  server: MailServer,
  address: string,
): ConstructorParameters<typeof SMTPPool>[0] {
  return {
    pool: true,
    host: address,
    port: server.port,
    secure: server.security === 'TLS',
    requireTLS: server.security === 'STARTTLS',
    ignoreTLS: server.security === 'NONE',
    // where no encryption would do as well, an unknown certificate is better than none
    tls: {
      servername: server.host,
      rejectUnauthorized: server.security !== 'OPPORTUNISTIC',
      minVersion: 'TLSv1.2',
    },
    ...(server.user ? { auth: { user: server.user, pass: server.password ?? '' } } : {}),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    dnsTimeout: CONNECT_MS,
    maxConnections: CONNECTIONS,
    maxMessages: 100,
    idleTimeout: POOL_IDLE_MS,
    // whether a broken connection had taken the message is for us to judge, not for the pool to try again
    maxRequeues: 0,
    socketCloseTimeout: 2000,
  };
}

interface SmtpError {
  message: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** Hands one mail over, and notices whether all of it had left when something breaks. */
function handOver(transport: SMTPPool, mail: ReadyMail, patience: AbortSignal): Promise<Delivery> {
  const content = new PassThrough();
  let contentLeft = false;
  content.once('end', () => {
    contentLeft = true;
  });
  content.end(mail.bytes);
  // the pool takes messages that are still to be composed: this one reads what was composed, and is
  // watched while it is read
  const message = new MailComposer({
    raw: '',
    envelope: { from: mail.from, to: mail.to },
  }).compile();
  message.createReadStream = () => content;
  return new Promise((resolve) => {
    transport.send(
      { data: { signal: patience }, message } as unknown as Parameters<SMTPPool['send']>[0],
      (error, info) => {
        content.destroy();
        if (!error) {
          resolve({
            outcome: 'SENT',
            words: firstLine(
              String((info as { response?: string } | undefined)?.response ?? 'accepted'),
            ),
          });
          return;
        }
        const { message: text, command = 'CONN', responseCode, response } = error as SmtpError;
        const outcome = smtpFailure({ replyCode: responseCode ?? null, command, contentLeft });
        resolve({
          outcome,
          words:
            outcome === 'UNCERTAIN'
              ? 'The connection broke before the mail server confirmed the message. It may have arrived.'
              : firstLine(patience.aborted ? 'The mail server took too long.' : (response ?? text)),
        });
      },
    );
  });
}

function firstLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').slice(0, 300);
}

export interface DkimKey {
  domainName: string;
  keySelector: string;
  privateKey: string;
}

/**
 * Turns a mail into bytes, signed where there is a key. Reads no files and fetches no addresses,
 * whatever it contains.
 */
export async function composeMail(mail: SendMailOptions, dkim: DkimKey | null): Promise<Buffer> {
  const composer = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim ? { dkim } : {}),
  });
  const { message } = (await composer.sendMail(mail)) as { message: Buffer };
  return message;
}

/** The mail server of a configuration's address. Throws for one that is none. */
export function mailServerOf(smtpUrl: string): MailServer {
  const url = new URL(smtpUrl);
  const tls = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (tls ? 465 : 587),
    security: tls
      ? 'TLS'
      : url.searchParams.get('requireTLS') === 'true'
        ? 'STARTTLS'
        : 'OPPORTUNISTIC',
    user: url.username ? decodeURIComponent(url.username) : null,
    password: url.password ? decodeURIComponent(url.password) : null,
    trusted: true,
  };
}
