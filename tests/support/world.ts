import pg from 'pg';
import { inject } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from './backhaul.ts';

/**
 * A server whose data several files begin with. The first file that needs them makes them, through the API; they are kept as a
 * database, of which every file gets a copy of its own. `make` answers with what the files have to know: plain values.
 */
export async function startWorld<Facts>(
  name: string,
  env: Record<string, string>,
  make: (server: TestServer) => Promise<Facts>,
): Promise<{ server: TestServer; facts: Facts }> {
  const admin = inject('postgresUrl');
  const kept = `t_${inject('run')}_world_${name}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    // files that run at once wait for the one that makes it
    await client.query('select pg_advisory_lock(2, hashtext($1))', [kept]);
    let facts = await factsOf<Facts>(client, kept);
    if (!facts) {
      const url = await freshDatabase();
      const maker = await startTestServer({ ...env, DATABASE_URL: url });
      facts = { value: await make(maker) };
      await maker.stop();
      await client.query(`alter database "${url.split('/').pop()}" rename to "${kept}"`);
      await client.query(
        `comment on database "${kept}" is ${client.escapeLiteral(JSON.stringify(facts.value))}`,
      );
    }
    const copy = await freshDatabase(kept);
    await client.query('select pg_advisory_unlock(2, hashtext($1))', [kept]);
    return {
      server: await startTestServer({ ...env, DATABASE_URL: copy }),
      facts: facts.value,
    };
  } finally {
    await client.end();
  }
}

async function factsOf<Facts>(client: pg.Client, name: string): Promise<{ value: Facts } | null> {
  const { rows } = await client.query<{ facts: string | null }>(
    `select shobj_description(oid, 'pg_database') facts from pg_database where datname = $1`,
    [name],
  );
  return rows[0]?.facts ? { value: JSON.parse(rows[0].facts) as Facts } : null;
}
