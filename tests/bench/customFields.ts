// npm run bench -- fields: lists filtered and sorted by custom fields, beside the same by a plain column, at 100,000 customers with 50 fields.
import 'reflect-metadata';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { readConfig } from '../../server/src/config.ts';
import { Context } from '../../server/src/kit/context.ts';
import { listPage, SortOrder, type PageArgs } from '../../server/src/kit/connection.ts';
import { permissionsOfRole } from '../../server/src/modules/access/permissions.ts';
import { CustomFieldOperator } from '../../server/src/modules/fields/customFields.types.ts';
import { valueKey } from '../../server/src/modules/fields/keys.ts';
import { listCustomers } from '../../server/src/modules/customers/customers.list.ts';
import { toCustomer } from '../../server/src/modules/customers/customers.types.ts';
import type { Prisma } from '../../server/src/generated/prisma/client.ts';
import type { App } from '../../server/src/kit/app.ts';
import type { FieldType } from '@backhaul/domain/fields/customFields';
import { startBackhaul } from '../../server/src/app/start.ts';
import { SECRET } from '../support/secret.ts';
import { billableDatabase, withClient } from './database.ts';

const FIELDS = 50;
const ROUNDS = 9;

/** Fields in turn: a text of its own each, a text that many share, a number, a date, a choice of two; nine customers of ten have a value. */
const KINDS: { type: FieldType; value: string }[] = [
  { type: 'TEXT', value: `'value ' || c.number` },
  { type: 'TEXT', value: `'shared ' || c.number % 200` },
  { type: 'INTEGER', value: `(c.number * 7 % 10000)` },
  { type: 'DATE', value: `(date '2020-01-01' + c.number % 2000)::text` },
  { type: 'CHOICE', value: `case c.number % 2 when 0 then 'even' else 'odd' end` },
];

/** The 50 fields and their values, as the product writes them. The same values stand in plain columns, to compare with. */
async function addFields(url: string): Promise<void> {
  await withClient(url, async (client) => {
    // loading is not what is measured: no checks and no indexes while it lasts
    await client.query(`set session_replication_role = replica`);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select indexname name, indexdef definition from pg_indexes where tablename = 'custom_value' and indexname <> 'custom_value_pkey'`,
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    await client.query('alter table custom_value drop constraint custom_value_pkey');
    await client.query(
      `update customer c set street = 'value ' || number, zip = 'shared ' || number % 200, city = case number % 2 when 0 then 'even' else 'odd' end, phone = lpad((number * 7 % 10000)::text, 5, '0') where number % 10 <> 0`,
    );
    await client.query(
      `update customer set street = null, zip = null, city = null, phone = null where number % 10 = 0`,
    );
    for (let i = 0; i < FIELDS; i += 1) {
      const { type, value } = KINDS[i % KINDS.length];
      const {
        rows: [{ number }],
      } = await client.query<{ number: number }>(
        `insert into custom_field (partner_id, partner_path, entity, key, label, type, options, position) select id, path, 'CUSTOMER', $1, $1, $2, $3, $4 from partner where number = 1 returning number`,
        [`f${i}`, type, type === 'CHOICE' ? ['even', 'odd'] : null, i],
      );
      // the key that the product makes of a value, with the value itself put in by the database
      const sample = valueKey({ number, type }, type === 'INTEGER' ? 0 : 'x');
      const key =
        type === 'INTEGER'
          ? `'${number}:' || lpad((${value} * 1000000::numeric + 100000000000000000000)::text, 21, '0')`
          : `'${sample.slice(0, sample.indexOf('x'))}' || ${value} || '${sample.slice(sample.indexOf('x') + 1)}'`;
      await client.query(
        `insert into custom_value (record_id, field, partner_id, partner_path, key) select c.id, ${number}, c.partner_id, c.partner_path, ${key} from customer c where c.number % 10 <> 0`,
      );
    }
    const pairs = KINDS.map(({ value }, k) =>
      Array.from(
        { length: FIELDS / KINDS.length },
        (_, i) => `'f${i * KINDS.length + k}', ${value}`,
      ).join(', '),
    ).join(', ');
    await client.query(
      `update customer c set custom_fields = jsonb_build_object(${pairs}) where number % 10 <> 0`,
    );
    for (const { definition } of indexes) await client.query(definition);
    await client.query(
      'alter table custom_value add constraint custom_value_pkey primary key (record_id, key)',
    );
    await client.query('vacuum full customer');
    await client.query('vacuum analyze');
  });
}

type Where = Prisma.CustomerWhereInput;

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const started = process.hrtime.bigint();
    await work();
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1];
}

function operatorContext(app: App, place: { id: string; path: string }): () => Context {
  const scope = {
    kind: 'operator' as const,
    partnerId: place.id,
    path: place.path,
    actor: { kind: 'USER' as const, id: null, name: 'bench' },
  };
  const viewer = {
    kind: 'OPERATOR' as const,
    id: place.id,
    sessionId: place.id,
    expiresAt: new Date(),
    name: 'bench',
    email: null,
    role: 'ADMINISTRATOR',
    permissions: permissionsOfRole('ADMINISTRATOR'),
    partnerId: place.id,
    path: place.path,
    scope,
  };
  return () =>
    new Context(
      app,
      viewer,
      { door: 'any', address: 'bench', userAgent: null, host: '', device: null },
      null,
      'bench',
    );
}

/** One row per comparison: a page of 25 with its total count, in milliseconds, and how many times the plain column's. */
export async function customFieldsBench(
  postgres: Postgres,
  customers: number,
): Promise<Record<string, string | number>[]> {
  const url = await billableDatabase(postgres, `bench_fields_${customers}`, customers);
  await addFields(url);
  return measureFields(url);
}

/** The same on a database that is there. */
export async function measureFields(url: string): Promise<Record<string, string | number>[]> {
  const { app, stop } = await startBackhaul(
    readConfig({
      DATABASE_URL: url,
      PORT: '0',
      SECRET_KEY: SECRET,
      SEED: 'none',
      WORKER: 'none',
      LOG_LEVEL: 'error',
    }),
  );
  const [root, reseller] = await withClient(
    url,
    async (client) =>
      (
        await client.query<{ id: string; path: string }>(
          'select id, path from partner where number < 3 order by number',
        )
      ).rows,
  );
  const rows: Record<string, string | number>[] = [];
  try {
    for (const [who, place] of [
      ['operator', root],
      ['reseller', reseller],
    ] as const) {
      const context = operatorContext(app, place);
      const run = async (
        list: (ctx: Context) => Promise<{ count(): Promise<number>; nodes: { id: string }[] }>,
      ): Promise<unknown> => {
        const ctx = context();
        const page = await list(ctx);
        await page.count();
        await ctx.endReads();
        return page.nodes.map((node) => node.id);
      };
      const plain = (where: Where, page: PageArgs) => () =>
        run((ctx) =>
          listPage(page, {
            sortable: {
              street: (order) => ({ street: { sort: order, nulls: 'last' } }),
              zip: (order) => ({ zip: { sort: order, nulls: 'last' } }),
              phone: (order) => ({ phone: { sort: order, nulls: 'last' } }),
            },
            defaultSort: [{ number: 'asc' }],
            toNode: toCustomer,
            find: (args) => ctx.read((tx) => tx.customer.findMany({ where, ...args })),
            count: () => ctx.read((tx) => tx.customer.count({ where })),
          }),
        );
      const byField =
        (key: string, operator: CustomFieldOperator, value?: unknown, page: PageArgs = {}) =>
        () =>
          run((ctx) => listCustomers(ctx, page, { customFields: [{ key, operator, value }] }));
      const sorted = (field: string, order: SortOrder): PageArgs => ({ sort: [{ field, order }] });
      const { EQ, NE, IN, GT, CONTAINS, STARTS_WITH, IS_EMPTY } = CustomFieldOperator;
      const compared: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
        ['EQ, one record', plain({ street: 'value 4711' }, {}), byField('f0', EQ, 'value 4711')],
        ['EQ, 1 in 200', plain({ zip: 'shared 77' }, {}), byField('f1', EQ, 'shared 77')],
        ['EQ, every second', plain({ city: 'odd' }, {}), byField('f4', EQ, 'odd')],
        [
          'NE',
          plain({ OR: [{ city: { not: 'odd' } }, { city: null }] }, {}),
          byField('f4', NE, 'odd'),
        ],
        [
          'IN',
          plain({ zip: { in: ['shared 1', 'shared 2', 'shared 3'] } }, {}),
          byField('f1', IN, ['shared 1', 'shared 2', 'shared 3']),
        ],
        ['GT, the upper half', plain({ phone: { gt: '05000' } }, {}), byField('f2', GT, 5000)],
        [
          'STARTS_WITH',
          plain({ street: { startsWith: 'value 99', mode: 'insensitive' } }, {}),
          byField('f0', STARTS_WITH, 'Value 99'),
        ],
        [
          'CONTAINS',
          plain({ street: { contains: 'e 99', mode: 'insensitive' } }, {}),
          byField('f0', CONTAINS, 'e 99'),
        ],
        ['IS_EMPTY', plain({ zip: null }, {}), byField('f1', IS_EMPTY)],
        [
          'sort up',
          plain({}, sorted('phone', SortOrder.ASC)),
          () =>
            run((ctx) => listCustomers(ctx, sorted('customFields.f2', SortOrder.ASC), undefined)),
        ],
        [
          'sort down',
          plain({}, sorted('street', SortOrder.DESC)),
          () =>
            run((ctx) => listCustomers(ctx, sorted('customFields.f0', SortOrder.DESC), undefined)),
        ],
        [
          'filter and sort',
          plain({ city: 'odd' }, sorted('phone', SortOrder.ASC)),
          byField('f4', EQ, 'odd', sorted('customFields.f2', SortOrder.ASC)),
        ],
      ];
      for (const [what, column, field] of compared) {
        const [plainMs, fieldMs] = [await median(column), await median(field)];
        rows.push({
          who,
          what,
          'plain ms': plainMs.toFixed(1),
          'field ms': fieldMs.toFixed(1),
          times: (fieldMs / plainMs).toFixed(2),
        });
      }
    }
  } finally {
    await stop();
  }
  return rows;
}
