import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

export interface NameServer {
  /** As DNS_SERVERS names it. */
  address: string;
  /** The texts at a name; a name that is not here does not exist. */
  texts: Map<string, string[]>;
  /** Every name that was asked for. */
  asked: string[];
  /** While true nothing is answered. */
  silent: boolean;
  close(): Promise<void>;
}

const TXT = 16;
const HEADER = 12;

/** A real name server on this machine that knows TXT records and nothing else. */
export async function openNameServer(): Promise<NameServer> {
  const socket = createSocket('udp4');
  const server: NameServer = {
    address: '',
    texts: new Map(),
    asked: [],
    silent: false,
    close: () =>
      new Promise((resolve) => {
        socket.close(() => resolve());
      }),
  };
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query);
    server.asked.push(name);
    if (server.silent) return;
    const texts = type === TXT ? server.texts.get(name) : undefined;
    const head = Buffer.from(query.subarray(0, HEADER));
    head.writeUInt16BE(texts ? 0x8580 : 0x8583, 2); // an answer with authority; 3: there is no such name
    head.writeUInt16BE(texts?.length ?? 0, 6);
    head.writeUInt32BE(0, 8);
    socket.send(
      Buffer.concat([head, query.subarray(HEADER, end), ...(texts ?? []).map(answerOf)]),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  server.address = `127.0.0.1:${(socket.address() as AddressInfo).port}`;
  return server;
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER;
  while (query[at]) {
    labels.push(query.subarray(at + 1, at + 1 + query[at]).toString('latin1'));
    at += 1 + query[at];
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answerOf(text: string): Buffer {
  const parts = text
    .match(/.{1,255}/gs)!
    .flatMap((part) => [Buffer.from([Buffer.byteLength(part)]), Buffer.from(part)]);
  const data = Buffer.concat(parts);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0); // the name of the question
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
