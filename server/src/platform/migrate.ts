import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { StartupError } from './startupError.ts';

const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0)`;

/**
 * Prisma's own number for the advisory lock, so that its tools and two servers starting at once
 * wait for each other.
 */
const LOCK = 72707369;

/**
 * Applies prisma/migrations that the database lacks, each with its record in one transaction, in Prisma's own table.
 * Returns the names of those applied. Refuses edited, missing and half-applied migrations.
 */
export async function migrate(connectionString: string, folder: string): Promise<string[]> {
  // a connection that breaks says so at its next query
  const db = new pg.Client({ connectionString }).on('error', () => {});
  await db.connect();
  try {
    await db.query('select pg_advisory_lock($1)', [LOCK]); // released when the connection ends
    await db.query(TABLE);
    const { rows } = await db.query<{
      migration_name: string;
      checksum: string;
      finished_at: Date | null;
    }>(
      'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null',
    );
    const known = new Map(rows.map((row) => [row.migration_name, row]));
    const names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
    const missing = [...known.keys()].filter((name) => !names.includes(name));
    if (missing.length)
      throw new StartupError(
        `The database was migrated by a newer version of Backhaul (${missing.join(', ')}). Update this installation.`,
      );
    const applied: string[] = [];
    for (const name of names) {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const was = known.get(name);
      if (was && !was.finished_at)
        throw new StartupError(
          `Migration ${name} failed before: mend the database, then set rolled_back_at in its _prisma_migrations row.`,
        );
      if (was && was.checksum !== checksum)
        throw new StartupError(`Migration ${name} was changed after it was applied.`);
      if (was) continue;
      await apply(db, name, sql, checksum);
      applied.push(name);
    }
    return applied;
  } finally {
    await db.end();
  }
}

async function apply(db: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  try {
    await db.query('begin');
    await db.query(sql);
    await db.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
      values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await db.query('commit');
  } catch (error) {
    await db.query('rollback').catch(() => {});
    throw new StartupError(`Migration ${name}: ${(error as Error).message}`, { cause: error });
  }
}
