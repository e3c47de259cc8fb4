import 'reflect-metadata';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { type Fault, type FileResult, readFolder, runImport } from './modules/imports/index.ts';
import { ensureOperator } from './app/bootstrap.ts';
import { StartupError } from './platform/startupError.ts';
import { openApp } from './app/start.ts';

const USAGE = 'Usage: npm run import -- FOLDER [--skip-bad-rows]';
/** More faults than this are counted, not printed. */
const SHOWN = 200;

const say = (text: string) => {
  process.stderr.write(`${text}\n`);
};

function wanted(): { folder: string; skipBadRows: boolean } {
  try {
    const { values, positionals } = parseArgs({
      options: { 'skip-bad-rows': { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (positionals.length !== 1) throw new Error('name one folder');
    // npm changes into the checkout: a relative folder is meant from where the command was typed
    return {
      folder: path.resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0]),
      skipBadRows: values['skip-bad-rows'],
    };
  } catch (error) {
    throw new StartupError(`${(error as Error).message}\n${USAGE}`);
  }
}

function sayFaults(faults: readonly Fault[]): void {
  for (const fault of faults.slice(0, SHOWN))
    say(`${fault.file}:${fault.line} ${fault.column ? `${fault.column}: ` : ''}${fault.reason}`);
  if (faults.length > SHOWN) say(`... and ${faults.length - SHOWN} more faults.`);
}

const lineOf = ({ file, read, imported, skipped, rejected }: FileResult) =>
  `${file}: ${read} read, ${imported} imported, ${skipped} skipped, ${rejected} rejected`;

async function main(): Promise<number> {
  const options = { ...wanted(), progress: say };
  const tables = await readFolder(options);
  // progress is for this terminal; a reachable database is enough, whether or not a server runs on it
  const program = await openApp(readConfig({ LOG_LEVEL: 'warn', ...process.env }), (text) =>
    process.stderr.write(text),
  );
  try {
    const { scope } = await ensureOperator(program.app);
    const { refused, files, faults } = await runImport(
      program.app,
      { ...scope, actor: { kind: 'SYSTEM', id: null, name: 'Import' } },
      tables,
      options,
    );
    sayFaults(faults);
    if (refused)
      say('Nothing was imported: correct these rows, or set them aside with --skip-bad-rows.');
    for (const file of files) process.stdout.write(`${lineOf(file)}\n`);
    return refused ? 1 : 0;
  } finally {
    await program.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  // what a person can mend is said in words; anything else shows where it happened
  console.error(
    error instanceof StartupError ? `\nThe import was refused.\n${error.message}\n` : error,
  );
  process.exitCode = 1;
}
