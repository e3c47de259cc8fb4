import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/**
 * A process for one file of ours that knows nothing of the server's environment: no database, no
 * secrets. heapMb: what its JavaScript may take.
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
  return fork(file, [], {
    execArgv: [
      `--max-old-space-size=${heapMb}`,
      '--import',
      `file://${createRequire(import.meta.url).resolve('tsx/esm')}`,
    ],
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** A process's memory where the system tells it (Linux); 0 elsewhere, where the time limit alone protects. */
export async function residentBytes(pid: number): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
