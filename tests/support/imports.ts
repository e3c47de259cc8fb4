import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importProgram } from '../../server/src/app/importProgram.ts';
import { StartupError } from '../../server/src/platform/startupError.ts';
import { ROOT } from './process.ts';
import { SECRET } from './secret.ts';

export interface Imported {
  status: number;
  /** What it says that it did. */
  lines: string[];
  faults: string[];
  /** All that it says besides. */
  said: string;
}

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with these files, for as long as the tests run; a list is its lines. */
export function folderOf(files: Record<string, string | Buffer | readonly string[]>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'import-'));
  folders.push(folder);
  for (const [file, content] of Object.entries(files))
    writeFileSync(
      path.join(folder, file),
      typeof content === 'string' || Buffer.isBuffer(content) ? content : `${content.join('\n')}\n`,
    );
  return folder;
}

const envOf = (database: string) => ({
  DATABASE_URL: database,
  SECRET_KEY: SECRET,
  BUSINESS_DATE: '2026-04-20',
  LOG_LEVEL: 'error',
});

function imported(status: number, printed: string, said: string): Imported {
  return {
    status,
    lines: printed.trim().split('\n').filter(Boolean),
    faults: said.split('\n').filter((line) => /^\w+\.csv:\d+ /.test(line)),
    said,
  };
}

/** Imports a folder as the command does, in this process: starting a program takes longer than most imports. */
export async function importFolder(database: string, ...args: string[]): Promise<Imported> {
  let printed = '',
    said = '';
  const words = {
    print: (text: string) => {
      printed += `${text}\n`;
    },
    say: (text: string) => {
      said += `${text}\n`;
    },
  };
  try {
    const status = await importProgram(envOf(database), args, ROOT, words);
    return imported(status, printed, said);
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    return imported(1, printed, `${said}${error.message}\n`);
  }
}

/** Imports files, given by their names as text or lines. */
export function importFiles(
  database: string,
  files: Record<string, string | readonly string[]>,
  ...args: string[]
): Promise<Imported> {
  return importFolder(database, folderOf(files), ...args);
}

/** The command as a person types it, a program of its own. */
export function importCommand(database: string, ...args: string[]): Promise<Imported> {
  const env = { ...process.env, INIT_CWD: ROOT, ...envOf(database) };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['server/dist/importMain.js', ...args],
      { cwd: ROOT, env },
      (error, stdout, stderr) => {
        resolve(imported(error ? Number(error.code) : 0, stdout, stderr));
      },
    );
  });
}
