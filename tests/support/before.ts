import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '../../server/src/platform/migrate.ts';
import { startPostgres } from '../../server/src/platform/postgres.ts';
import { ROOT } from './process.ts';

const MIGRATIONS = path.join(ROOT, 'prisma/migrations');

/** An installation that came through every migration from one on, with rows that were there before it. */
export interface Migrated {
  /** The URL of the owner, who is no superuser: forced row level security would hide from it what it has to fill in. */
  owner: string;
  /** Sees everything. */
  admin: pg.Client;
  stop(): Promise<void>;
}

/** Makes a database as it was before a migration, puts rows into it, and migrates. */
export async function migratedFrom(migration: string, rows: string): Promise<Migrated> {
  const instance = path.join(tmpdir(), `backhaul-before-${randomBytes(4).toString('hex')}`);
  const old = mkdtempSync(path.join(tmpdir(), 'backhaul-migrations-'));
  const postgres = await startPostgres(instance, { durable: false });
  const root = new pg.Client({ connectionString: postgres.url('postgres') });
  await root.connect();
  await root.query('create role isp login createrole');
  await root.query('create database isp owner isp');
  await root.end();
  const admin = new pg.Client({ connectionString: postgres.url('isp') });
  await admin.connect();
  const owner = postgres.url('isp').replace('postgres@', 'isp@');
  const stop = async () => {
    await admin.end();
    await postgres.stop();
    for (const folder of [instance, old]) rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const name of readdirSync(MIGRATIONS))
      if (name < migration)
        cpSync(path.join(MIGRATIONS, name), path.join(old, name), { recursive: true });
    await migrate(owner, old);
    await admin.query(rows);
    await migrate(owner, MIGRATIONS);
  } catch (error) {
    await stop();
    throw error;
  }
  return { owner, admin, stop };
}

/** The tables that their owner would see past their policies. */
export async function notForced(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relforcerowsecurity and relname <> '_prisma_migrations'`,
  );
  return rows.map(({ relname }) => relname);
}
