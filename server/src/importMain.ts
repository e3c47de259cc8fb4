import 'reflect-metadata';
import { importProgram } from './app/importProgram.ts';
import { StartupError } from './platform/startupError.ts';

try {
  // npm changes into the checkout: a relative folder is meant from where the command was typed
  const from = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await importProgram(process.env, process.argv.slice(2), from, {
    print: (text) => process.stdout.write(`${text}\n`),
    say: (text) => process.stderr.write(`${text}\n`),
  });
} catch (error) {
  // what a person can mend is said in words; anything else shows where it happened
  console.error(
    error instanceof StartupError ? `\nThe import was refused.\n${error.message}\n` : error,
  );
  process.exitCode = 1;
}
