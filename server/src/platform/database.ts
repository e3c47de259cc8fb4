import { createHash } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { Logger, runMigrations } from 'graphile-worker';
import { ROOT } from '../root.ts';
import { migrate } from './migrate.ts';
import { dataFolder, startPostgres } from './postgres.ts';
import { derive } from './secret.ts';
import { StartupError } from './startupError.ts';

const MIGRATIONS = path.join(ROOT, 'prisma/migrations');
const OLDEST_SERVER = 150_000;
const NAME = 'backhaul';
/** PostgreSQL's code for a right that is missing. */
const NO_RIGHT = '42501';
const QUIET = new Logger(() => () => {});

export interface Database {
  /** For migrations and the job queue only. */
  ownerUrl: string;
  /** The application's own role, held by row level security. */
  appUrl: string;
  migrated: string[];
  stop(): Promise<void>;
}

/** Finds or starts the server, then the database in it; says in words why it cannot be reached. */
export async function openServer(
  databaseUrl: string | null,
  folder: string,
): Promise<Pick<Database, 'ownerUrl' | 'stop'>> {
  if (databaseUrl) {
    await reach(databaseUrl);
    return { ownerUrl: databaseUrl, stop: async () => {} };
  }
  const postgres = await startPostgres(folder);
  const client = clientFor(postgres.url('postgres'));
  await client.connect();
  try {
    await client.query(`create database ${NAME}`);
  } catch (error) {
    // it exists, or another start makes it now
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
  return { ownerUrl: postgres.url(NAME), stop: postgres.stop };
}

async function reach(databaseUrl: string): Promise<void> {
  const client = clientFor(databaseUrl);
  const where = `${client.host.startsWith('/') ? client.host : `${client.host}:${client.port}`}, database ${client.database}`;
  try {
    await client.connect();
    const { rows } = await client.query<{ v: number; name: string }>(
      `select current_setting('server_version_num')::int v, current_setting('server_version') name`,
    );
    if (rows[0].v < OLDEST_SERVER)
      throw new StartupError(
        `The database at ${where} is PostgreSQL ${rows[0].name}; Backhaul needs 15 or newer.`,
      );
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(
      `The database at ${where} cannot be reached: ${reason(error as Error & { code?: string })}`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

function clientFor(databaseUrl: string): pg.Client {
  try {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 10_000,
    });
    return client.on('error', () => {}); // a connection that breaks says so at its next query
  } catch {
    // the address itself is not repeated: it holds a password
    throw new StartupError(
      'DATABASE_URL is not an address. It looks like postgresql://user:password@host:5432/database, with special characters of the password written as %40, %2F and so on.',
    );
  }
}

function reason(error: Error & { code?: string }): string {
  switch (error.code) {
    case '28P01':
    case '28000':
      return `it refused the user (${error.message}). Check the user and the password in DATABASE_URL.`;
    case '3D000':
      return `${error.message}. Create it, or correct the name in DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `its host name is not known (${error.message}). Check DATABASE_URL.`;
    default:
      break;
  }
  if (error.message.includes('password must be a string'))
    return 'it wants a password. Add it to DATABASE_URL: postgresql://user:password@host/database';
  return `${error.message || error.code}. Check DATABASE_URL and that the server runs.`;
}

/** Migrates, prepares the queue and the application's role. Several servers may do this at the same time. */
export async function prepareDatabase(
  ownerUrl: string,
  secret: string,
): Promise<Pick<Database, 'appUrl' | 'migrated'>> {
  const client = clientFor(ownerUrl);
  await client.connect();
  try {
    const migrated = await migrate(ownerUrl, MIGRATIONS);
    await client.query('select pg_advisory_lock(72707370)');
    await runMigrations({ connectionString: ownerUrl, logger: QUIET });
    // also what the last migration made: written in 20261128000401_customer_scope
    await client.query('select close_boundary()');
    await checkSecret(client, secret);
    return { appUrl: await signInRole(client, ownerUrl, secret), migrated };
  } catch (error) {
    const { code } = (error instanceof StartupError ? (error.cause ?? {}) : error) as {
      code?: string;
    };
    if (code === NO_RIGHT)
      throw new StartupError(
        `${(error as Error).message}.\nThe user of DATABASE_URL needs a database of its own and the right CREATEROLE: CREATE ROLE backhaul_owner LOGIN CREATEROLE PASSWORD '...'; CREATE DATABASE backhaul OWNER backhaul_owner;\nOn a server that another installation uses too: GRANT backhaul_app, backhaul_identity TO backhaul_owner WITH ADMIN OPTION;`,
        { cause: error },
      );
    throw error;
  } finally {
    await client.end();
  }
}

/** Two servers with different keys could not read each other's secrets: the second is refused. */
async function checkSecret(client: pg.Client, secret: string): Promise<void> {
  const mine = derive(secret, 'check');
  await client.query(
    `insert into installation (key, value) values ('secret-check', $1) on conflict (key) do nothing`,
    [mine],
  );
  const { rows } = await client.query<{ value: string }>(
    `select value from installation where key = 'secret-check'`,
  );
  if (rows[0].value !== mine)
    throw new StartupError(
      'SECRET_KEY is not the one that this database was set up with. Use the same key on every server (unset, it is kept in secret.key in the data folder).',
    );
}

/** The role the application signs in with: one per database, a member of backhaul_app and nothing more. */
async function signInRole(client: pg.Client, ownerUrl: string, secret: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() name');
  const role = `backhaul_${createHash('sha256').update(rows[0].name).digest('hex').slice(0, 12)}`;
  const password = derive(secret, `database:${rows[0].name}`);
  const name = client.escapeIdentifier(role);
  if (!(await client.query('select 1 from pg_roles where rolname = $1', [role])).rowCount)
    await client.query(`create role ${name} login nosuperuser nobypassrls`);
  await client.query(`alter role ${name} password ${client.escapeLiteral(password)}`);
  await client.query(`grant backhaul_app to ${name}`);
  const url = withUser(ownerUrl, role, password);
  await checkBoundary(url, role);
  return url;
}

/** The address may hold the owner in its query as well, which would win: nobody but the new user must be left in it. */
function withUser(url: string, user: string, password: string): string {
  const [address, query] = url
    .replace(/^(postgres(?:ql)?:\/\/)(?:[^@/]*@)?/, `$1${user}:${encodeURIComponent(password)}@`)
    .split('?', 2);
  const kept = (query ?? '').split('&').filter((pair) => pair && !/^(user|password)=/.test(pair));
  return kept.length ? `${address}?${kept.join('&')}` : address;
}

/** Row level security does nothing for a superuser: the application is not let in as anybody but its own role. */
async function checkBoundary(appUrl: string, role: string): Promise<void> {
  const client = clientFor(appUrl);
  try {
    await client.connect();
    const { rows } = await client.query<{
      name: string;
      free: boolean;
      makes: boolean;
    }>(`select rolname name, rolsuper or rolbypassrls free,
      has_database_privilege(current_database(), 'TEMPORARY') or has_schema_privilege('public', 'CREATE') makes
    from pg_roles
    where rolname = current_user`);
    if (rows[0].name !== role || rows[0].free)
      throw new StartupError(
        `The application was signed in to the database as ${rows[0].name}, whom row level security does not hold. Check DATABASE_URL and the server's user mappings.`,
      );
    if (rows[0].makes)
      throw new StartupError(
        `The application's database role ${role} may make tables of its own. As the owner of the database: REVOKE TEMPORARY ON DATABASE ... FROM PUBLIC; REVOKE CREATE ON SCHEMA public FROM PUBLIC;`,
      );
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(
      `The application's database role ${role} cannot sign in: ${(error as Error).message}. Allow it in the server's pg_hba.conf, with a password.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Tells the planner what is in the tables now, and marks the rows as seen by all. Without it whatever comes first after
 * many rows were written is planned for empty tables, until the database looks by itself.
 */
export async function takeStock(ownerUrl: string): Promise<void> {
  const client = clientFor(ownerUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ names: string }>(
      `select string_agg(quote_ident(relname), ', ') names
      from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    await client.query(`vacuum (analyze) ${rows[0].names}`);
  } finally {
    await client.end();
  }
}

export { dataFolder };
