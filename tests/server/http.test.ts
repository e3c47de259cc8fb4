import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { serverAudits } from 'graphql-http';
import {
  buildSchema,
  Kind,
  parse,
  print,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLimits, MAX_TOKENS, problemsOf } from '../../server/src/app/http/limits.ts';
import { refuseWide } from '../../server/src/app/http/shape.ts';
import { recordsMax, refuseTooMuch } from '../../server/src/app/http/size.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { settingFragments } from '../../admin-ui/settingFragments.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server.stop();
});

const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('GraphQL over HTTP', () => {
  for (const audit of serverAudits({ url: () => `${server.url}/graphql` })) {
    it(`${audit.id}: ${audit.name}`, async () => {
      const result = await audit.fn();
      if (result.status === 'error' || result.status === 'warn')
        throw new Error(`${result.status}: ${result.reason}`);
    });
  }
});

describe('a line without a request', () => {
  it('is kept for longer than reverse proxies keep theirs, so that none asks on one that closes', async () => {
    const answer = await fetch(`${server.url}/healthz`);
    expect(answer.headers.get('keep-alive')).toBe('timeout=65');
  });
});

describe('a request that is not right', () => {
  it('answers anybody what __typename is', async () => {
    expect(await (await post('{"query":"{ __typename }"}')).json()).toEqual({
      data: { __typename: 'Query' },
    });
  });

  it('says in JSON that a body is no JSON, too large, or of another kind, without a stack', async () => {
    for (const [body, headers, status, words] of [
      ['{"query":', {}, 400, 'not valid JSON'],
      ['[1', {}, 400, 'not valid JSON'],
      ['"text"', {}, 400, ''],
      ['null', {}, 400, ''],
      ['', {}, 400, ''],
      ['{}', {}, 400, ''],
      ['{"query":7}', {}, 400, ''],
      [
        JSON.stringify({ query: `{ __typename } #${'x'.repeat(1_100_000)}` }),
        {},
        413,
        'larger than 1mb',
      ],
      [
        '{"query":"{ __typename }"}',
        { 'content-type': 'application/json; charset=ebcdic' },
        415,
        'cannot be read',
      ],
      [
        '{"query":"{ __typename }"}',
        { 'content-type': 'application/json', 'content-encoding': 'compress' },
        415,
        'cannot be read',
      ],
    ] as const) {
      const response = await post(body, headers);
      const text = await response.text();
      expect([response.status, body.slice(0, 40)]).toEqual([status, body.slice(0, 40)]);
      expect(response.headers.get('content-type')).toMatch(/json/);
      expect(response.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.parse(text)).toMatchObject({
        errors: [
          { message: expect.stringContaining(words), extensions: { code: 'BAD_USER_INPUT' } },
        ],
      });
      expect(text).not.toMatch(/node_modules|\.js:|\.ts:/);
    }
  });

  it('refuses batches, mutations by GET, and other methods', async () => {
    expect((await post('[{"query":"{ __typename }"},{"query":"{ __typename }"}]')).status).toBe(
      400,
    );
    const get = await fetch(
      `${server.url}/graphql?query=${encodeURIComponent('mutation { signOut }')}`,
      {
        headers: { authorization: `Bearer ${server.operator}`, 'apollo-require-preflight': 'yes' },
      },
    );
    expect(get.status).toBe(405);
    expect(
      (
        await fetch(`${server.url}/graphql`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: '{"query":"{ __typename }"}',
        })
      ).status,
    ).toBe(405);
    expect(await server.must('{ viewer { kind } }')).toEqual({ viewer: { kind: 'OPERATOR' } });
  });

  it('names what is wrong with a document by one of the known codes', async () => {
    for (const query of [
      '{ nothing }',
      '{ viewer ',
      'query a { __typename } query b { __typename }',
      'fragment f on Query { __typename }',
      '{ viewer }',
      '',
    ]) {
      const { errors } = (await (await post(JSON.stringify({ query }))).json()) as {
        errors: { extensions: object }[];
      };
      expect(errors[0].extensions, query).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { query: expect.any(String) },
      });
    }
  });
});

describe('a failure of ours', () => {
  it('is INTERNAL with the id of the request, and shows nothing of it', async () => {
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    await owner.query('alter table tax_rate rename to tax_rate_away');
    try {
      const response = await post('{"query":"{ taxRates { id } }"}', {
        authorization: `Bearer ${server.operator}`,
      });
      const text = await response.text();
      expect(JSON.parse(text).errors[0].extensions).toEqual({
        code: 'INTERNAL',
        correlationId: response.headers.get('x-correlation-id'),
      });
      expect(text).not.toMatch(/tax_rate|select |relation "|prisma|stack"|\.ts:/i);
    } finally {
      await owner.query('alter table tax_rate_away rename to tax_rate');
      await owner.end();
    }
  });
});

/** What an app has written: operations, and fragments that it puts into them. */
function textsOf(app: 'admin-ui' | 'customer-portal'): string[] {
  const read = (name: string): string => readFileSync(path.join(ROOT, app, 'src', name), 'utf8');
  const files = readdirSync(path.join(ROOT, app, 'src'), { recursive: true, encoding: 'utf8' });
  const inCode = files
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('generated'))
    .flatMap((file) =>
      [...read(file).matchAll(/(?:graphql\(|gql|\/\* GraphQL \*\/ *)`([^`]+)`/g)].map(([, text]) =>
        text.replace(/\$\{\w+\}/g, ''),
      ),
    );
  const alone = files.filter((file) => file.endsWith('.graphql')).map(read);
  return [...alone, ...inCode, ...(app === 'admin-ui' ? settingFragments : [])];
}

/** Every operation that an app sends, as it is sent: with the fragments that it leads to. */
function documentsOf(app: 'admin-ui' | 'customer-portal'): DocumentNode[] {
  const all = textsOf(app).flatMap((text) => parse(text, { maxTokens: MAX_TOKENS }).definitions);
  const fragments = new Map(
    all.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  return all
    .filter((each) => each.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const definitions: DefinitionNode[] = [operation];
      for (const definition of definitions)
        visit(definition, {
          FragmentSpread({ name }) {
            const fragment = fragments.get(name.value);
            if (fragment && !definitions.includes(fragment)) definitions.push(fragment);
          },
        });
      return { kind: Kind.DOCUMENT, definitions };
    });
}

describe('the limits of a document', () => {
  let schema: GraphQLSchema;
  beforeAll(() => {
    schema = buildSchema(readFileSync(path.join(ROOT, 'server/schema.graphql'), 'utf8'));
  });

  for (const [app, kind, least] of [
    ['admin-ui', 'OPERATOR', 40],
    ['customer-portal', 'CUSTOMER', 10],
  ] as const)
    it(`let everything through that ${app} sends, with the largest pages`, () => {
      const documents = documentsOf(app);
      expect(documents.length).toBeGreaterThan(least);
      for (const production of [false, true]) {
        const limits = createLimits(production);
        for (const document of documents) {
          refuseWide(document);
          const errors = problemsOf(schema, document, limits, production);
          expect(
            errors.map(({ message }) => message),
            print(document),
          ).toEqual([]);
          for (const definition of document.definitions) {
            if (definition.kind !== 'OperationDefinition') continue;
            const variables = Object.fromEntries(
              (definition.variableDefinitions ?? []).map(({ variable }) => [
                variable.name.value,
                200,
              ]),
            );
            const most = recordsMax({ kind });
            refuseTooMuch(schema, document, definition.name?.value, variables, most);
          }
        }
      }
    });

  const refused = async (query: string): Promise<string> => {
    const response = await post(JSON.stringify({ query }), {
      authorization: `Bearer ${server.operator}`,
    });
    const { errors } = (await response.json()) as {
      errors?: { message: string; extensions: { code: string } }[];
    };
    expect(errors?.[0].extensions.code, `${response.status} ${query.slice(0, 80)}`).toBe(
      'BAD_USER_INPUT',
    );
    return errors![0].message;
  };

  it('refuse what is too deep, too long, too often aliased or decorated, or multiplies to too much', async () => {
    await refused(`{ partner(id: "x") { ${'parent { '.repeat(20)} id ${'} '.repeat(20)} } }`);
    await refused(`{ ${Array.from({ length: 60 }, (_, i) => `a${i}: __typename`).join(' ')} }`);
    await refused(`{ ${'__typename '.repeat(MAX_TOKENS)} }`);
    await refused(`{ __typename ${'@skip(if: false) '.repeat(60)} }`);
    expect(
      await refused(
        '{ customers(first: 200) { nodes { services(first: 200) { nodes { customer { services(first: 200) { nodes { id } } } } } } } }',
      ),
    ).toContain('smaller pages');
    expect(
      await refused(
        'query ($n: Int = 200) { customers(first: $n) { nodes { services(first: $n) { nodes { customer { services(first: $n) { nodes { id } } } } } } } }',
      ),
    ).toContain('smaller pages');
    // two whole pages inside one another would fill a small heap by themselves
    const nested = (outer: number) =>
      `{ customers(first: ${outer}) { nodes { transactions(first: 200) { nodes { id } } } } }`;
    expect(await refused(nested(200))).toMatch(/more than 40000; ask for smaller pages/);
    await server.must(nested(90));
    for (const first of ['201', '2147483647', '0', '-1'])
      expect(
        (await server.refused(`{ customers(first: ${first}) { nodes { id } } }`)).fields,
        first,
      ).toHaveProperty('first');
    // through fragments and aliases as well, and without being reckoned for minutes
    const begun = Date.now();
    const doubling = Array.from(
      { length: 60 },
      (_, i) => `fragment f${i} on Partner { ...f${i + 1} ...f${i + 1} }`,
    ).join(' ');
    await server.ask(`{ partner(id: "x") { ...f0 } } ${doubling} fragment f60 on Partner { id }`);
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(
      await refused(
        'query { customers(first: 200) { ...list } } fragment list on CustomerConnection { nodes { invoices(first: 200) { nodes { lines { service { tariff { id } } } } } } }',
      ),
    ).toContain('smaller pages');
  });

  it('refuse a document too wide to be validated, by what it has too much of, before it costs anything', async () => {
    const times = (n: number, text: (i: number) => string): string =>
      Array.from({ length: n }, (_, i) => text(i)).join(' ');
    const wide: [query: string, words: string][] = [
      [`{ ${times(31, () => '__typename')} }`, '30'],
      [
        `{ ${times(16, (i) => `a${i}: __typename`)} ...more } fragment more on Query { ${times(15, () => '__typename')} }`,
        '30',
      ],
      [`{ viewer { ${times(202, () => 'id')} } }`, '200'],
      [
        `{ viewer { ${times(101, () => 'id')} } customers { nodes { ${times(102, () => 'id')} } } }`,
        '200',
      ],
      [
        `{ ${times(15, () => 'viewer { ...wide }')} } fragment wide on Viewer { id kind permissions partner { id name number currency timezone } a: id b: id c: id d: id e: id f: id g: id }`,
        '200',
      ],
      [
        `{ viewer { ...f0 } } ${times(8, (i) => `fragment f${i} on Viewer { ...f${i + 1} ...f${i + 1} }`)} fragment f8 on Viewer { id }`,
        '200',
      ],
      [`{ __typename } fragment unused on Viewer { ${times(202, () => 'id')} }`, '200'],
      [
        `query a { viewer { ${times(110, () => 'id')} } } query b { viewer { ${times(110, () => 'id')} } }`,
        '200',
      ],
      [
        `{ viewer { ...f0 } } ${times(60, (i) => `fragment f${i} on Viewer { a: partner { ...f${i + 1} } b: partner { ...f${i + 1} } }`)} fragment f60 on Viewer { id }`,
        'ask for less',
      ],
      [
        `{ viewer { ...f0 } } ${times(60, (i) => `fragment f${i} on Viewer { ...f${i + 1} ...f${i + 1} ...nowhere }`)} fragment f60 on Viewer { ...nowhere }`,
        'ask for less',
      ],
      [
        '{ viewer { ...a } } fragment a on Viewer { partner { ...b } } fragment b on Partner { children { ...a } }',
        'contains itself',
      ],
      ['{ __typename } fragment a on Viewer { ...a }', 'contains itself'],
      [`{ __typename ${times(6, () => '@skip(if: false)')} }`, 'at one place'],
      [`query a ${times(6, () => '@nothing')} { __typename }`, 'at one place'],
      [`{ viewer { ${times(51, (i) => `a${i % 20}: id @skip(if: false)`)} } }`, '50 directives'],
    ];
    for (const [query, words] of wide) {
      const { errors } = await server.ask(query, {}, null);
      expect(errors, query.slice(0, 100)).toHaveLength(1);
      expect(errors![0], query.slice(0, 100)).toMatchObject({
        message: expect.stringContaining(words),
        extensions: { code: 'BAD_USER_INPUT', fields: { query: expect.stringContaining(words) } },
      });
    }
    // as the media type wants it, and by GET as well
    const byGet = `${server.url}/graphql?query=${encodeURIComponent(wide[0][0])}`;
    for (const [accept, status] of [
      ['application/graphql-response+json', 400],
      ['application/json', 200],
    ] as const) {
      for (const response of [
        await post(JSON.stringify({ query: wide[0][0] }), { accept }),
        await fetch(byGet, { headers: { accept, 'apollo-require-preflight': '1' } }),
      ]) {
        expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([
          status,
          accept,
        ]);
        expect(((await response.json()) as { errors: unknown[] }).errors).toHaveLength(1);
      }
    }
    // what lies at the limits is let through
    await server.must(`{ ${times(30, () => '__typename')} }`);
    await server.must(`{ viewer { ${times(201, () => 'id')} } }`);
    await server.must(`{ viewer { ${times(50, (i) => `id @skip(if: ${i % 2 === 1})`)} } }`);
  });

  it('make the widest refused document cost about what a plain query does', async () => {
    const seconds = async (query: string): Promise<number> => {
      const taken: number[] = [];
      for (let i = 0; i < 15; i++) {
        const begun = process.hrtime.bigint();
        await server.ask(query);
        taken.push(Number(process.hrtime.bigint() - begun) / 1e9);
      }
      return taken.sort((a, b) => a - b)[7];
    };
    const plain = await seconds(
      '{ viewer { id } customers(first: 5) { totalCount nodes { name } } }',
    );
    expect(await seconds(`{ ${'__typename '.repeat(990)} }`)).toBeLessThan(plain * 3);
    expect(await seconds(`{ viewer { ${'partner { id } '.repeat(790)} } }`)).toBeLessThan(
      plain * 3,
    );
  });

  it('leave the largest page of everything with what belongs to it', async () => {
    await server.must(
      '{ customers(first: 200) { totalCount nodes { name balance outstanding billing { billingDay } partner { name parent { name } } services(first: 20) { nodes { status tariff { name taxRate { percent } } } } invoices(first: 20) { nodes { number total } } } } }',
    );
    await server.must(
      '{ invoices(first: 200) { nodes { number lines { description total } allocations { amount payment { receiptNumber } } customer { name partner { name } } taxSummary { tax } } } }',
    );
  });
});

describe('in production', () => {
  it('tells nothing of the schema: no introspection, no suggestions', async () => {
    const production = await startTestServer({
      NODE_ENV: 'production',
      DATABASE_URL: server.ownerUrl,
    });
    try {
      for (const query of [
        '{ __schema { types { name } } }',
        '{ __type(name: "Query") { name } }',
      ]) {
        const { errors } = await production.ask(query);
        expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
      }
      for (const query of [
        '{ viewr { id } }',
        '{ customers(frist: 1) { nodes { id } } }',
        'mutation { createTariff(input: { kind: INTERNE }) { id } }',
        '{ invoices(filter: { status: PAD }) { nodes { id } } }',
      ]) {
        expect(JSON.stringify(await production.ask(query)), query).not.toMatch(/did you mean/i);
      }
      expect(
        JSON.stringify(
          await production.ask(
            'query ($f: InvoiceFilter) { invoices(filter: $f) { nodes { id } } }',
            { f: { status: 'PAD', serch: 'x' } },
          ),
        ),
      ).not.toMatch(/did you mean/i);
      expect(await production.must('{ __typename }', {}, null)).toEqual({ __typename: 'Query' });
    } finally {
      await production.stop();
    }
  });
});

describe('the pages', () => {
  it('come with a policy that lets the built apps run, and nothing else', async () => {
    for (const at of ['/', '/admin/']) {
      const response = await fetch(server.url + at);
      if (response.status === 404) continue; // the apps are not built here
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe-eval');
      // WebSockets of its own host are 'self' as well; those of others are nobody's business
      expect(policy).toMatch(/connect-src 'self'(;|$)/);
      // the portal shows pictures of documents that it has fetched
      expect(policy).toMatch(/img-src 'self' data: blob:(;|$)/);
      const html = await response.text();
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>[^<]/); // no script in the page itself: the policy would stop it
      for (const [, source] of html.matchAll(/(?:src|href)="([^"]+)"/g))
        expect(source).toMatch(/^(\/|\.\/|data:)/);
      // its scripts say what they are and no more: what a policy allows, the page says
      const [, script] = /src="([^"]+\.js)"/.exec(html) ?? [];
      const { headers } = await fetch(server.url + String(script));
      expect(headers.get('content-type')).toMatch(/javascript/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBeNull();
    }
    expect((await fetch(`${server.url}/admin/`)).headers.get('x-powered-by')).toBeNull();
  });

  it('answer unknown paths and files without a stack or a file name', async () => {
    for (const at of [
      '/nothing.js',
      '/admin/assets/nothing.js',
      '/%E0%A4%A',
      '/admin/..%2f..%2fpackage.json',
      '/downloads/nothing',
      '/downloads/billing-runs/%00.csv',
    ]) {
      const response = await fetch(server.url + at);
      const text = await response.text();
      expect(response.status, at).toBeGreaterThanOrEqual(400);
      expect(text, at).not.toMatch(/node_modules|\.ts:|"private"|\/work\//);
    }
  });
});
