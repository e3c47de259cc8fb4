// Runs the PostgreSQL that ships as an npm package, with initdb and pg_ctl alone: the package's own wrapper cannot run
// under a folder that its account may not enter, and does not find a server that already runs.
import {
  execFile,
  execFileSync,
  spawn,
  type ExecFileOptions,
  type SpawnOptions,
} from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { binaries } from './postgresBinaries.ts';
import { StartupError } from './startupError.ts';
import { must } from './must.ts';

const root = process.getuid?.() === 0;
/** sun_path holds 107 bytes; the socket's own name takes 14 of them. */
const SOCKET_FOLDER_BYTES = 90;

/** How long a stop waits, in seconds: a stop of Backhaul as a whole has ten. */
const STOP_SECONDS = '3';
/** By this name our own connections are told from those of other programs, also while they are still ending. */
const CONNECTION_NAME = `backhaul ${process.pid}`;
/** What this process starts, started or joined and has not stopped yet. */
const running = new Set<Postgres>();

interface Account {
  uid?: number;
  gid?: number;
}

export interface Postgres {
  /** A connection URL of the owner. */
  url(database: string): string;
  reused: boolean;
  /** Stops the server, or its start, unless somebody else is connected. */
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root: as root it runs as an existing account without rights. */
function account(): Account {
  if (!root) return {};
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found =
    lines.find((line) => line[0] === 'postgres') ?? lines.find((line) => line[0] === 'nobody');
  if (!found)
    throw new StartupError(
      'The embedded PostgreSQL cannot run as root, and there is neither a postgres nor a nobody account. Start as an ordinary user or set DATABASE_URL.',
    );
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Whether the account may write in the folder, or in its nearest existing parent and so make it. */
function mayEnter(folder: string, who: Account): boolean {
  let existing = folder;
  while (!existsSync(existing)) existing = path.dirname(existing);
  if (!root) {
    try {
      accessSync(existing, constants.W_OK | constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$0"', existing], { ...who, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A folder of this checkout's own outside of it, that every account may traverse. */
function stateFolder(): string {
  const home = root
    ? '/var/lib'
    : (process.env.XDG_STATE_HOME ?? path.join(homedir(), '.local/state'));
  return path.join(home, 'backhaul');
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

/**
 * Where the embedded database and the files live: DATA_DIR, else `.data` in the checkout, else (when the database's
 * account may not enter the checkout) a folder of its own elsewhere.
 */
export function dataFolder(checkout: string, wanted?: string): string {
  const who = account();
  if (wanted) {
    const folder = path.resolve(checkout, wanted);
    if (!mayEnter(folder, who))
      throw new StartupError(
        `DATA_DIR ${folder} cannot be entered by the account that runs the database. Choose a folder that it may enter, or set DATABASE_URL.`,
      );
    return folder;
  }
  const inside = path.join(checkout, '.data');
  return mayEnter(inside, who) ? inside : path.join(stateFolder(), shortHash(checkout));
}

function makeFolder(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { recursive: true, mode });
  } catch (error) {
    throw new StartupError(
      `Cannot create ${folder}: ${(error as Error).message}. Is the disk read-only or full? Set DATA_DIR to a folder that can be written.`,
    );
  }
}

async function connects(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A stale postmaster.pid whose number now belongs to another program would block the start for ever. */
function dropForeignPid(data: string): void {
  try {
    const pid = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0];
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres')
      rmSync(path.join(data, 'postmaster.pid'));
  } catch {
    /* no pid file, no such process, or no /proc: PostgreSQL sorts it out itself */
  }
}

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one that runs.
 * durable: false gives up crash safety for speed, for tests only.
 */
export async function startPostgres(
  folder: string,
  options: { durable: boolean } = { durable: true },
): Promise<Postgres> {
  process.env.PGAPPNAME = CONNECTION_NAME;
  const who = account();
  makeFolder(folder, root ? 0o755 : 0o700);
  const shared = stateFolder();
  const binFolder = mayEnter(shared, who) && canWrite(shared) ? shared : folder;
  makeFolder(binFolder, 0o755);
  const bin = binaries(binFolder);
  const home = path.join(folder, 'postgres');
  const socket =
    Buffer.byteLength(home) <= SOCKET_FOLDER_BYTES
      ? home
      : path.join(tmpdir(), `backhaul-${shortHash(home)}`);
  for (const each of new Set([home, socket])) {
    makeFolder(each, 0o700);
    if (root) chownSync(each, must(who.uid), must(who.gid));
  }
  const data = path.join(home, 'data');
  const log = path.join(home, 'postgres.log');
  const as = { ...who, cwd: home, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socket,
    timezone: 'UTC',
    jit: 'off',
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    max_connections: '200',
    ...(options.durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          // a hundred young databases: whatever runs in them may not need statistics anyway
          autovacuum: 'off',
        }),
  };
  const flags = Object.entries(settings)
    .map(([key, value]) => `-c ${key}='${value}'`)
    .join(' ');
  const url = (database: string) =>
    `postgresql://postgres@${encodeURIComponent(socket)}/${database}`;
  const giveUp = new AbortController();
  const postgres: Postgres = {
    url,
    reused: true,
    async stop() {
      running.delete(postgres);
      giveUp.abort();
      if (await othersConnected(url('postgres'))) return;
      try {
        await pgCtl(bin, ['stop', '-w', '-t', STOP_SECONDS, '-s', '-m', 'fast', '-D', data], as);
      } catch {
        /* already stopped, or on its way */
      }
    },
  };
  running.add(postgres);
  if (!existsSync(data))
    await initialise(bin, data, { ...as, signal: giveUp.signal }, options.durable);
  for (const end = Date.now() + 60_000; !(await connects(url('postgres')));) {
    if (Date.now() > end)
      throw new StartupError(
        `The embedded PostgreSQL in ${home} did not start. The end of its log:\n${tail(log)}`,
      );
    dropForeignPid(data);
    giveUp.signal.throwIfAborted();
    try {
      await pgCtl(bin, ['start', '-w', '-s', '-D', data, '-l', log, '-o', flags], {
        ...as,
        signal: giveUp.signal,
      });
      postgres.reused = false;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    } // another process starts it, or a dying one still holds the lock
  }
  return postgres;
}

/** For a program that is cut short: stops what it would have stopped. */
export async function stopEmbedded(): Promise<void> {
  await Promise.all([...running].map((postgres) => postgres.stop()));
}

function canWrite(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Its output is not read: the server would inherit the pipes, and they would never end. */
function pgCtl(bin: string, args: string[], as: SpawnOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(path.join(bin, 'pg_ctl'), args, { ...as, stdio: 'ignore' })
      .on('error', reject)
      .on('exit', (code) => {
        if (code === 0) resolve();
        else reject(new Error(`pg_ctl ${args[0]} ended with ${code}`));
      });
  });
}

async function initialise(
  bin: string,
  data: string,
  as: ExecFileOptions,
  durable: boolean,
): Promise<void> {
  const partial = `${data}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  try {
    await promisify(execFile)(
      path.join(bin, 'initdb'),
      [
        '-D',
        partial,
        '-U',
        'postgres',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      as,
    );
  } catch (error) {
    throw new StartupError(
      `The embedded database cannot be created in ${path.dirname(data)}: ${String((error as { stderr?: string }).stderr || error).trim()}`,
    );
  }
  try {
    renameSync(partial, data);
  } catch {
    rmSync(partial, { recursive: true });
  } // another process was faster
}

/** Whether another process (a server, an import) uses the database: who leaves last turns it off. */
async function othersConnected(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int n from pg_stat_activity where backend_type = 'client backend' and application_name <> $1`,
      [CONNECTION_NAME],
    );
    return rows[0].n > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-2000);
  } catch {
    return '(no log)';
  }
}
