import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { SECRET } from './secret.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** How the process that draws documents is called, built or from its source. */
export const RENDERER = /rendering\/child\.ts|dist\/child\.js/;

export interface Program {
  child: ChildProcess;
  /** Everything it wrote so far. */
  output(): string;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** The environment of a person's terminal: what the test runner sets for itself would change how the product behaves. */
function terminal(env: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV|NODE_OPTIONS|TEST|DEV|PROD|MODE|BASE_URL|SSR)/.test(name),
  );
  return { ...Object.fromEntries(own), ...env };
}

/** A program of the product in a process of its own, as npm runs it: 'start', 'worker', 'import' ... */
export function runProgram(words: readonly string[], env: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, ['run.mjs', ...words], {
    cwd: ROOT,
    env: terminal(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const add = (data: Buffer) => {
    text += data.toString();
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  return { child, output: () => text, ended };
}

/** Resolves when the program has written the words; rejects with what it wrote when it ends without them. */
export async function says(program: Program, words: string): Promise<void> {
  const seen = new Promise<void>((resolve) => {
    const look = () => {
      if (program.output().includes(words)) resolve();
    };
    program.child.stdout!.on('data', look);
    program.child.stderr!.on('data', look);
    look();
  });
  await Promise.race([
    seen,
    program.ended.then(({ code }) => {
      if (!program.output().includes(words))
        throw new Error(`ended with ${code}:\n${program.output()}`);
    }),
  ]);
}

export interface ServerProcess extends Program {
  url: string;
  ask(query: string, variables?: object, token?: string): Promise<any>;
}

/** The real server on a port of its own, when it says that it is ready. */
export async function startServerProcess(
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const program = runProgram(['start'], {
    DATABASE_URL: databaseUrl,
    PORT: '0',
    SECRET_KEY: SECRET,
    SEED: 'none',
    LOG_LEVEL: 'warn',
    ...env,
  });
  await says(program, 'is ready');
  const url = /GraphQL\s+(http:\/\/\S+)\/graphql/.exec(program.output())![1];
  const ask = async (query: string, variables: object = {}, token?: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  };
  return { ...program, url, ask };
}

/** Asks it to stop; the exit code and how long it took. */
export async function stopProgram(
  program: Program,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<{ code: number | null; ms: number }> {
  const started = performance.now();
  program.child.kill(signal);
  const { code } = await program.ended;
  return { code, ms: performance.now() - started };
}

/** As a power cut does it: nothing is finished, nothing is said. */
export async function killProgram(program: Program): Promise<void> {
  program.child.kill('SIGKILL');
  await program.ended;
}
