// npm run bench -- lists: a page of a long list with its count, asked of the server, beside the same page and count(*) by
// bare SQL as the owner, whom no policy holds up.
import 'reflect-metadata';
import { startBackhaul } from '../../server/src/app/start.ts';
import { readConfig } from '../../server/src/config.ts';
import { hashPassword } from '../../server/src/modules/access/password.ts';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { SECRET } from '../support/secret.ts';
import { withClient } from './database.ts';
import { filledDatabase, TODAY, type Size } from './million.ts';

const ROUNDS = 15;
const FIRST = 50;
export const PASSWORD = 'bench bench';

/** A list as the API gives it and as SQL does. where: SQL of the same filter. */
export interface Asked {
  what: string;
  query: string;
  table: string;
  order: string;
  where?: string;
  /** So many come before the page. */
  offset?: number;
}

const INVOICES = {
  table: 'invoice',
  order: 'document_date desc, id desc',
  query: 'id number status documentDate dueDate total due',
};
const LISTS: Asked[] = [
  { what: 'invoices', ...INVOICES, query: list('invoices', '', INVOICES.query) },
  {
    what: 'open invoices',
    ...INVOICES,
    query: list('invoices', '{ open: true }', INVOICES.query),
    where: 'due_minor > 0',
  },
  {
    what: 'overdue invoices',
    ...INVOICES,
    query: list('invoices', '{ status: OVERDUE }', INVOICES.query),
    where: `due_minor > 0 and due_date < '${TODAY}'`,
  },
  {
    what: 'invoices of a month',
    ...INVOICES,
    query: list(
      'invoices',
      '{ documentDateFrom: "2026-02-01", documentDateTo: "2026-02-28" }',
      INVOICES.query,
    ),
    where: `document_date between '2026-02-01' and '2026-02-28'`,
  },
  {
    what: 'transactions',
    table: 'ledger_transaction',
    order: 'date desc, seq desc',
    query: list('transactions', '', 'id date type amount description'),
  },
  {
    what: 'payments',
    table: 'payment',
    order: 'date desc, id desc',
    query: list('payments', '', 'id date amount receiptNumber'),
  },
  {
    what: 'customers',
    table: 'customer',
    order: 'number',
    query: list('customers', '', 'id number name status balance'),
  },
];

/** A page of a list with its count, as the API is asked for it. */
export function list(field: string, filter: string, node: string, offset = 0): string {
  const narrowed = filter ? `, filter: ${filter}` : '';
  return `{ ${field}(first: ${FIRST}, offset: ${offset}${narrowed}) { totalCount nodes { ${node} } } }`;
}

/** One row per list and viewer: medians in milliseconds, and how many times the bare SQL's. */
export async function listsBench(
  postgres: Postgres,
  size: Size,
): Promise<Record<string, string | number>[]> {
  return measureLists(await filledDatabase(postgres, 'bench_lists', size));
}

/** The same on a database that is there. */
export async function measureLists(
  url: string,
  lists: readonly Asked[] = LISTS,
): Promise<Record<string, string | number>[]> {
  const places = await addViewers(url);
  const { port, stop } = await startBackhaul(
    readConfig({
      DATABASE_URL: url,
      PORT: '0',
      SECRET_KEY: SECRET,
      SEED: 'none',
      WORKER: 'none',
      LOG_LEVEL: 'error',
      BUSINESS_DATE: TODAY,
    }),
  );
  const ask = async (query: string, token?: string): Promise<any> => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  try {
    return await withClient(url, async (client) => {
      const rows: Record<string, string | number>[] = [];
      for (const { who, path, email } of places) {
        const { token } = (
          await ask(
            `mutation { signIn(identifier: "${email}", password: "${PASSWORD}") { token } }`,
          )
        ).signIn;
        for (const { what, query, table, order, where, offset = 0 } of lists) {
          const inside = `partner_path >= '${path}' and partner_path < '${path}' || chr(1114111)`;
          const all = [who === 'operator' ? 'true' : inside, where ?? 'true'].join(' and ');
          const { totalCount } = Object.values<any>(await ask(query, token))[0];
          const bare = await median(async () => {
            await client.query(
              `select * from ${table} where ${all} order by ${order} limit ${FIRST} offset ${offset}`,
            );
            const counted = await client.query(`select count(*)::int n from ${table} where ${all}`);
            if (counted.rows[0].n !== totalCount) throw new Error(`${what}: another count`);
          });
          const asked = await median(() => ask(query, token));
          rows.push({
            who,
            what,
            records: totalCount,
            'SQL ms': bare.toFixed(1),
            'server ms': asked.toFixed(1),
            times: (asked / bare).toFixed(2),
          });
        }
      }
      return rows;
    });
  } finally {
    await stop();
  }
}

/** A user of the operator and one of the first reseller. */
export async function addViewers(
  url: string,
): Promise<{ who: string; path: string; email: string }[]> {
  const hash = await hashPassword(PASSWORD);
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ number: number; path: string; email: string }>(
      `with made as (
        insert into app_user (partner_id, partner_path, email, email_key, name, password_hash, role)
        select id, path, 'p' || number || '@bench.example', 'p' || number || '@bench.example',
          'Bench', $1, 'ADMINISTRATOR'
        from partner
        where number < 3
        on conflict (email_key) do nothing)
      select number, path, 'p' || number || '@bench.example' email
      from partner
      where number < 3
      order by number`,
      [hash],
    );
    return rows.map(({ number, path, email }) => ({
      who: number === 1 ? 'operator' : 'reseller',
      path,
      email,
    }));
  });
}

async function median(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1];
}
