import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '../../server/src/platform/database.ts';
import { startPostgres } from '../../server/src/platform/postgres.ts';
import { SECRET } from './secret.ts';

declare module 'vitest' { export interface ProvidedContext { postgresUrl: string; template: string } }

const MIGRATIONS = path.resolve(import.meta.dirname, '../../prisma/migrations');

/** One PostgreSQL for all tests, and a migrated template that every test file clones; both kept between runs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const checkout = createHash('sha256').update(import.meta.dirname).digest('hex').slice(0, 8);
  const postgres = await startPostgres(path.join(tmpdir(), `backhaul-tests-${checkout}`), { durable: false });
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(path.join(MIGRATIONS, name, 'migration.sql')));
  const template = `tpl_${hash.digest('hex').slice(0, 12)}`;
  const left = await client.query<{ datname: string }>(`select datname from pg_database where datname like 't\\_%' or (datname like 'tpl\\_%' and datname <> $1)`, [template]);
  for (const { datname } of left.rows) await client.query(`drop database if exists "${datname}" with (force)`);
  const roles = await client.query<{ rolname: string }>(`select rolname from pg_roles where rolname ~ '^backhaul_[0-9a-f]{12}$'`);
  for (const { rolname } of roles.rows) await client.query(`drop role if exists "${rolname}"`);
  if (!(await client.query('select 1 from pg_database where datname = $1', [template])).rowCount) {
    await client.query('drop database if exists tpl_new with (force)');
    await client.query('create database tpl_new');
    await prepareDatabase(postgres.url('tpl_new'), SECRET);
    await client.query(`alter database tpl_new rename to "${template}"`);
  }
  await client.end();
  project.provide('postgresUrl', postgres.url('postgres'));
  project.provide('template', template);
  return postgres.stop;
}
