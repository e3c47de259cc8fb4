// npm run migration -- NAME: writes prisma/migrations/<time>_NAME/migration.sql with what schema.prisma has and the
// migrations lack. Keys, checks, policies and triggers are then added to it by hand.
import fs from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { dataFolder, startPostgres } from '../server/src/platform/postgres.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { difference } from './engine.mts';

/** What a table of a tenant's needs besides, for whoever goes on with it by hand. */
const FORM = `
-- In words: what this is for, and why it is as it is. A new table of a partner's (NAME) besides, each where it holds:
--   partner_path text COLLATE "C" NOT NULL
--   ALTER TABLE NAME
--     ADD CONSTRAINT NAME_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
--     ADD CONSTRAINT NAME_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id);
--   ALTER TABLE NAME ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--   CREATE POLICY scope ON NAME TO backhaul_app
--     USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL); -- staff only
--   GRANT SELECT, INSERT ON NAME TO backhaul_app;
--   GRANT UPDATE (the columns that change) ON NAME TO backhaul_app;
-- and an index for each of its lists. Checks make wrong states unstorable.
`;

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
const statements = await difference(
  postgres.url('scratch'),
  path.join(import.meta.dirname, 'schema.prisma'),
);
await client.query('drop database scratch with (force)');
await client.end();
if (!statements.length) console.log('Nothing to do: the migrations already give schema.prisma.');
else {
  const target = path.join(
    folder,
    `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${process.argv[2] ?? 'change'}`,
  );
  fs.mkdirSync(target);
  fs.writeFileSync(
    path.join(target, 'migration.sql'),
    statements.map((each) => `${each};\n`).join('\n') + FORM,
  );
  console.log(
    `wrote ${target}/migration.sql: read it, and bring it into the form of its neighbours`,
  );
}
await postgres.stop();
process.exit(0);
