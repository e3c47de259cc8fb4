import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './process.ts';
import { SECRET } from './secret.ts';

export interface Imported {
  status: number;
  lines: string[];
  faults: string[];
  errors: string;
}

/** Imports files, given by their names as text or lines, into a database: in a process of its own, which holds nobody up. */
export async function importFiles(
  database: string,
  files: Record<string, string | readonly string[]>,
  ...args: string[]
): Promise<Imported> {
  const folder = mkdtempSync(path.join(tmpdir(), 'import-'));
  for (const [file, given] of Object.entries(files))
    writeFileSync(
      path.join(folder, file),
      typeof given === 'string' ? given : `${given.join('\n')}\n`,
    );
  const env = {
    ...process.env,
    INIT_CWD: ROOT,
    DATABASE_URL: database,
    SECRET_KEY: SECRET,
    BUSINESS_DATE: '2026-04-20',
    LOG_LEVEL: 'error',
  };
  try {
    return await new Promise((resolve) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', 'server/src/importMain.ts', folder, ...args],
        { cwd: ROOT, env },
        (error, stdout, stderr) => {
          resolve({
            status: error ? Number(error.code) : 0,
            lines: stdout.trim().split('\n'),
            faults: stderr.split('\n').filter((line) => /^\w+\.csv:\d+ /.test(line)),
            errors: stderr,
          });
        },
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
