// npm run migration -- NAME: writes prisma/migrations/<time>_NAME/migration.sql with what schema.prisma has and the
// migrations lack. Keys, checks, policies and triggers are then added to it by hand.
import fs from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { dataFolder, startPostgres } from '../server/src/platform/postgres.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { difference } from './engine.mts';

const folder = path.join(import.meta.dirname, 'migrations');
const postgres = await startPostgres(
  dataFolder(tmpdir(), path.join(tmpdir(), 'backhaul-scratch')),
  { durable: false },
);
const client = new pg.Client({ connectionString: postgres.url('postgres') });
await client.connect();
await client.query('drop database if exists scratch with (force)');
await client.query('create database scratch');
await migrate(postgres.url('scratch'), folder);
const sql = await difference(
  postgres.url('scratch'),
  path.join(import.meta.dirname, 'schema.prisma'),
);
await client.query('drop database scratch with (force)');
await client.end();
if (!sql) console.log('Nothing to do: the migrations already give schema.prisma.');
else {
  const target = path.join(
    folder,
    `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${process.argv[2] ?? 'change'}`,
  );
  fs.mkdirSync(target);
  fs.writeFileSync(path.join(target, 'migration.sql'), sql);
  console.log(`wrote ${target}/migration.sql`);
}
await postgres.stop();
process.exit(0);
