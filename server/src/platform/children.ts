import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../root.ts';

/**
 * What the built server starts is built too; a server that runs from its sources in a built checkout
 * says so (see run.mjs).
 */
const BUILT = !import.meta.filename.endsWith('.ts') || process.env.BACKHAUL_BUILT === 'yes';

/**
 * A process for one file of ours (below server/src) that knows nothing of the server's environment: no
 * database, no secrets. heapMb: what its JavaScript may take.
 */
export function bareChild(
  file: string,
  heapMb: number,
  variables: Readonly<Record<string, string>> = {},
): ChildProcess {
  const env = Object.fromEntries([
    ...Object.entries(variables),
    ...['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'].flatMap((name) =>
      process.env[name] ? [[name, process.env[name]]] : [],
    ),
  ]);
  const [program, loader] = BUILT
    ? [path.join(ROOT, 'server/dist', `${path.basename(file, '.ts')}.js`), []]
    : [path.join(ROOT, 'server/src', file), ['--import', `file://${tsx()}`]];
  return fork(program, [], {
    execArgv: [`--max-old-space-size=${heapMb}`, ...loader],
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

const tsx = (): string => createRequire(import.meta.url).resolve('tsx/esm');

/** A process's memory where the system tells it (Linux); 0 elsewhere, where the time limit alone protects. */
export async function residentBytes(pid: number): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
