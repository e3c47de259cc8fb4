import { isNonNullType } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from '../../server/src/app/schema/schema.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

it('no list is sorted by more than five columns, however often one is named', async () => {
  const fields = Object.values((await createSchema()).getQueryType()!.getFields());
  const lists = fields.filter(
    ({ args }) =>
      args.some(({ name }) => name === 'sort') && !args.some(({ type }) => isNonNullType(type)),
  );
  expect(lists.length).toBeGreaterThan(5);
  for (const { name } of lists)
    expect(
      await server.refused(
        `query ($s: [SortInput!]) { ${name}(first: 1, sort: $s) { totalCount } }`,
        { s: Array.from({ length: 6 }, () => ({ field: 'createdAt', order: 'ASC' })) },
      ),
      name,
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { sort: 'may be 5 at most' } });
});
