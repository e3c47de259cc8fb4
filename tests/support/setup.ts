import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '../../server/src/platform/database.ts';
import { startPostgres } from '../../server/src/platform/postgres.ts';
import { SECRET } from './secret.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    template: string;
    run: string;
  }
}

const MIGRATIONS = path.resolve(import.meta.dirname, '../../prisma/migrations');

/** One PostgreSQL for all tests, and a migrated template that every test file clones; both kept between runs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const checkout = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 8);
  const postgres = await startPostgres(path.join(tmpdir(), `backhaul-tests-${checkout}`), {
    durable: false,
  });
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)'); // two runs at once make one template
    await sweep(client);
    project.provide('template', await template(client, postgres.url));
    await client.query('select pg_advisory_unlock(1)');
  } catch (error) {
    await client.end();
    throw error;
  }
  project.provide('postgresUrl', postgres.url('postgres'));
  project.provide('run', String(process.pid));
  // stays connected: another run that ends leaves the server to this one
  return async () => {
    await client.end();
    await postgres.stop();
  };
}

/** What earlier runs left, killed ones included: a test database carries the process that made it in its name. */
async function sweep(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname name from pg_database where datname ~ '^t_[0-9]+_'`,
  );
  for (const { name } of rows)
    if (!alive(Number(name.split('_')[1])))
      await client.query(`drop database if exists "${name}" with (force)`);
  const kept = new Set(
    (await client.query<{ name: string }>('select datname name from pg_database')).rows.map(
      ({ name }) => `backhaul_${createHash('sha256').update(name).digest('hex').slice(0, 12)}`,
    ),
  );
  const roles = await client.query<{ name: string }>(
    `select rolname name from pg_roles where rolname ~ '^backhaul_[0-9a-f]{12}$'`,
  );
  for (const { name } of roles.rows)
    if (!kept.has(name)) await client.query(`drop role if exists "${name}"`);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function template(client: pg.Client, url: (database: string) => string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS).sort())
    hash.update(readFileSync(path.join(MIGRATIONS, name, 'migration.sql')));
  const name = `tpl_${hash.digest('hex').slice(0, 12)}`;
  if (!(await client.query('select 1 from pg_database where datname = $1', [name])).rowCount) {
    await client.query('drop database if exists tpl_new with (force)');
    await client.query('create database tpl_new');
    await prepareDatabase(url('tpl_new'), SECRET);
    await client.query(`alter database tpl_new rename to "${name}"`);
  }
  return name;
}
