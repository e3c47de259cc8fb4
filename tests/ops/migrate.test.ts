import { randomBytes } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { difference } from '../../prisma/engine.mts';
import { prepareDatabase } from '../../server/src/platform/database.ts';
import { migrate } from '../../server/src/platform/migrate.ts';
import { startPostgres, type Postgres } from '../../server/src/platform/postgres.ts';
import { startTestServer } from '../support/backhaul.ts';
import { ROOT } from '../support/process.ts';
import { SECRET } from '../support/secret.ts';

const MIGRATIONS = path.join(ROOT, 'prisma/migrations');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'backhaul-migrations-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** An empty database among the tests' own. */
async function emptyDatabase(): Promise<string> {
  const name = `t_${inject('run')}_${randomBytes(6).toString('hex')}`;
  await on(inject('postgresUrl'), (client) => client.query(`create database ${name}`));
  return inject('postgresUrl').replace(/\/postgres$/, `/${name}`);
}

/** A copy of the migrations that a test may spoil. */
function ownMigrations(name: string): string {
  const copy = path.join(folder, name);
  cpSync(MIGRATIONS, copy, { recursive: true });
  return copy;
}

it('several servers that start at once migrate once', async () => {
  const url = await emptyDatabase();
  const results = await Promise.all([1, 2, 3].map(() => prepareDatabase(url, SECRET)));
  expect(results.filter(({ migrated }) => migrated.length > 0)).toHaveLength(1);
  expect(new Set(results.map(({ appUrl }) => appUrl)).size).toBe(1);
});

it('refuses an edited migration, one that is missing, and applies nothing of one that fails', async () => {
  const url = await emptyDatabase();
  const edited = ownMigrations('edited');
  await migrate(url, edited);
  appendFileSync(path.join(edited, '20261101000000_ids/migration.sql'), '\n-- edited');
  await expect(migrate(url, edited)).rejects.toThrow(
    '20261101000000_ids was changed after it was applied',
  );
  rmSync(path.join(edited, '20261101000000_ids'), { recursive: true });
  await expect(migrate(url, edited)).rejects.toThrow('migrated by a newer version');

  const failing = ownMigrations('failing');
  mkdirSync(path.join(failing, '99990101000000_fails'));
  writeFileSync(
    path.join(failing, '99990101000000_fails/migration.sql'),
    'create table half (); select 1 / 0;',
  );
  await expect(migrate(url, failing)).rejects.toThrow('99990101000000_fails: division by zero');
  expect(
    (await on(url, (client) => client.query(`select to_regclass('half') half`))).rows[0].half,
  ).toBeNull();
  expect(await migrate(url, MIGRATIONS)).toEqual([]);
});

it('another secret key is refused on a database that was set up with one', async () => {
  const url = await emptyDatabase();
  await prepareDatabase(url, SECRET);
  await expect(prepareDatabase(url, 'another secret key for the tests')).rejects.toThrow(
    'SECRET_KEY is not the one',
  );
});

it('gives exactly what schema.prisma says', async () => {
  const url = await emptyDatabase();
  await migrate(url, MIGRATIONS);
  expect(await difference(url, path.join(ROOT, 'prisma/schema.prisma'))).toEqual([]);
});

// forced row level security holds an owner who is no superuser, and since PostgreSQL 16 CREATEROLE gives few rights
it('an owner with the right CREATEROLE and nothing more can set up and run everything', async () => {
  const instance = path.join(tmpdir(), `backhaul-owner-${randomBytes(4).toString('hex')}`);
  const postgres: Postgres = await startPostgres(instance, { durable: false });
  try {
    await on(postgres.url('postgres'), async (client) => {
      await client.query(`create role isp login createrole`);
      await client.query('create role nobody_special login');
      await client.query('create database isp owner isp');
      await client.query('create database poor owner nobody_special');
    });
    const as = (user: string, database: string) =>
      postgres.url(database).replace('postgres@', `${user}@`);
    await expect(prepareDatabase(as('nobody_special', 'poor'), SECRET)).rejects.toThrow(
      /needs .*CREATEROLE/,
    );
    const server = await startTestServer({ DATABASE_URL: as('isp', 'isp'), SECRET_KEY: SECRET });
    expect((await server.must('{ viewer { partner { number } } }')).viewer.partner.number).toBe(1);
    await server.stop();
    // a second start finds everything as the first left it
    expect((await prepareDatabase(as('isp', 'isp'), SECRET)).migrated).toEqual([]);
  } finally {
    await postgres.stop();
    rmSync(instance, { recursive: true, force: true });
  }
});
