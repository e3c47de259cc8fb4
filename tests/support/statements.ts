import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a server and its database and counts the statements that go through. */
export interface Counter {
  /** Of a database's address the one that goes through here. */
  through(url: string): string;
  /** How many statements ran while the work was done. */
  during(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

const EXECUTE = 'E'.charCodeAt(0);
const SIMPLE_QUERY = 'Q'.charCodeAt(0);

export async function countStatements(target: string): Promise<Counter> {
  const { hostname, port, searchParams } = new URL(target);
  const host = searchParams.get('host') ?? (decodeURIComponent(hostname) || 'localhost');
  const to = (): Socket =>
    host.startsWith('/')
      ? connect(`${host}/.s.PGSQL.${port || 5432}`)
      : connect(Number(port || 5432), host);
  let count = 0;
  const open = new Set<Socket>();
  const proxy = createServer((client) => {
    const database = to();
    let held = Buffer.alloc(0);
    let started = false; // the first message has no type
    client.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      for (;;) {
        const at = started ? 1 : 0;
        if (held.length < at + 4) break;
        const length = at + held.readUInt32BE(at);
        if (held.length < length) break;
        if (started && (held[0] === EXECUTE || held[0] === SIMPLE_QUERY)) count += 1;
        started = true;
        held = held.subarray(length);
      }
      database.write(chunk);
    });
    database.on('data', (chunk) => {
      client.write(chunk);
    });
    for (const [one, other] of [
      [client, database],
      [database, client],
    ]) {
      open.add(one);
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          open.delete(one);
          other.end();
        });
    }
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  return {
    through(url) {
      const changed = new URL(url);
      changed.searchParams.delete('host');
      changed.hostname = '127.0.0.1';
      changed.port = String((proxy.address() as AddressInfo).port);
      return changed.href;
    },
    async during(work) {
      const before = count;
      await work();
      return count - before;
    },
    async close() {
      for (const each of open) each.destroy();
      await new Promise((resolve) => {
        proxy.close(resolve);
      });
    },
  };
}
