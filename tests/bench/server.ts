import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SECRET } from '../support/secret.ts';
import { OWNER } from './moveIn.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PORT = Number(process.env.PORT) || 4790;
/** The server exactly as npm start runs it, its memory settings included. */
const START = (
  JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  }
).scripts.start
  .split(' ')
  .slice(2);

/** Asks the API; a refusal ends the bench. */
export type Ask = (query: string, variables?: object) => Promise<any>;

/** A server in a process of its own. */
export interface BenchServer {
  /** As the operator's administrator. */
  ask: Ask;
  address: string;
  /** Of that session. */
  token: string;
  /** Sends a file as a program does. */
  send(path: string, file: Blob): Promise<{ id: string }>;
  /** From the kernel's own record: no sampling can miss the peak. */
  memoryMb(): { now: number; most: number };
  /** The peak is counted anew from here. */
  forgetPeak(): void;
  stop(): Promise<void>;
}

/** A server on a database, on a business date. */
export async function startBenchServer(
  url: string,
  businessDate: string,
  settings: Record<string, string> = {},
): Promise<BenchServer> {
  const child = spawn(process.execPath, START, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: url,
      PORT: String(PORT),
      SECRET_KEY: SECRET,
      SEED: 'none',
      LOG_LEVEL: 'warn',
      BUSINESS_DATE: businessDate,
      OPERATOR_EMAIL: OWNER.email,
      OPERATOR_PASSWORD: OWNER.password,
      ...settings,
    },
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      if (text.includes('is ready')) resolve();
    });
    child.on('exit', () => reject(new Error('the server did not start')));
  });
  const token = await signIn();
  const proc = `/proc/${child.pid!}`;
  return {
    ask: asker(token),
    address: `http://127.0.0.1:${PORT}`,
    token,
    send: async (to, file) => {
      const form = new FormData();
      form.append('file', file, 'file');
      const answer = await fetch(`http://127.0.0.1:${PORT}${to}`, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${token}` },
      });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as { id: string };
    },
    memoryMb: () => {
      const status = readFileSync(`${proc}/status`, 'utf8');
      const mb = (name: string) =>
        Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1]) / 1024);
      return { now: mb('VmRSS'), most: mb('VmHWM') };
    },
    forgetPeak: () => writeFileSync(`${proc}/clear_refs`, '5'),
    stop: async () => {
      child.removeAllListeners('exit');
      const gone = new Promise((resolve) => {
        child.on('exit', resolve);
      });
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function asker(token: string | null): Ask {
  return async (query, variables) => {
    const response = await fetch(`http://127.0.0.1:${PORT}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
}

async function signIn(): Promise<string> {
  const { signIn: session } = await asker(null)(
    `mutation { signIn(identifier: "${OWNER.email}", password: "${OWNER.password}") { token } }`,
  );
  return session.token;
}
