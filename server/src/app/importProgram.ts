import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { type Fault, type FileResult, readFolder, runImport } from '../modules/imports/index.ts';
import { takeStock } from '../platform/database.ts';
import { StartupError } from '../platform/startupError.ts';
import { ensureOperator } from './bootstrap.ts';
import { openApp } from './start.ts';

const USAGE = 'Usage: npm run import -- FOLDER [--skip-bad-rows]';
/** More faults than this are counted, not printed. */
const SHOWN = 200;

/** Where a program's words go: what it did, and what is to be said of it to whoever waits. */
export interface Said {
  print(text: string): void;
  say(text: string): void;
}

function wanted(args: readonly string[], from: string): { folder: string; skipBadRows: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'skip-bad-rows': { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (positionals.length !== 1) throw new Error('name one folder');
    return {
      folder: path.resolve(from, positionals[0]),
      skipBadRows: values['skip-bad-rows'],
    };
  } catch (error) {
    throw new StartupError(`${(error as Error).message}\n${USAGE}`);
  }
}

function sayFaults(faults: readonly Fault[], say: Said['say']): void {
  for (const fault of faults.slice(0, SHOWN))
    say(`${fault.file}:${fault.line} ${fault.column ? `${fault.column}: ` : ''}${fault.reason}`);
  if (faults.length > SHOWN) say(`... and ${faults.length - SHOWN} more faults.`);
}

const lineOf = ({ file, read, imported, skipped, rejected }: FileResult) =>
  `${file}: ${read} read, ${imported} imported, ${skipped} skipped, ${rejected} rejected`;

/**
 * Imports a folder as its command does; from: the folder that a relative one is meant from. Returns
 * the status to end with: 1 where rows were refused. Throws StartupError with words for a person
 * when it is called wrongly or its database cannot be had.
 */
export async function importProgram(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
  from: string,
  { print, say }: Said,
): Promise<number> {
  const options = { ...wanted(args, from), progress: say };
  const tables = await readFolder(options);
  // progress is for this terminal; a reachable database is enough, whether or not a server runs on it
  const program = await openApp(readConfig({ LOG_LEVEL: 'warn', ...env }), (text) =>
    say(text.trimEnd()),
  );
  try {
    const { scope } = await ensureOperator(program.app);
    const { refused, files, faults, warnings } = await runImport(
      program.app,
      { ...scope, actor: { kind: 'SYSTEM', id: null, name: 'Import' } },
      tables,
      options,
    );
    if (files.some((file) => file.imported)) await takeStock(program.ownerUrl);
    sayFaults(faults, say);
    for (const { file, line, column, reason } of warnings.slice(0, SHOWN))
      say(`Note: ${file}:${line} ${column}: ${reason}`);
    if (refused)
      say('Nothing was imported: correct these rows, or set them aside with --skip-bad-rows.');
    for (const file of files) print(lineOf(file));
    return refused ? 1 : 0;
  } finally {
    await program.close();
  }
}
