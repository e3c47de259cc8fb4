import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, findBreakingChanges, lexicographicSortSchema, printSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../server/src/app/schema/schema.ts';
import type { GraphQLSchema } from 'graphql';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CORE = ['api.graphql', 'api-paper.graphql'].map((name) =>
  path.resolve(ROOT, '../shared/spec', name),
);
let schema: GraphQLSchema;
beforeAll(async () => {
  schema = buildSchema(printSchema(await createSchema()));
});

describe('the API', () => {
  it('is the one that is committed, so that a review shows every change (npm run schema)', () => {
    expect(
      printSchema(buildSchema(readFileSync(path.join(ROOT, 'server/schema.graphql'), 'utf8'))),
    ).toBe(printSchema(lexicographicSortSchema(schema)));
  });

  it.runIf(CORE.every((file) => existsSync(file)))(
    'holds the fixed core with its names, types and nullability',
    () => {
      const core = buildSchema(CORE.map((file) => readFileSync(file, 'utf8')).join('\n'));
      expect(findBreakingChanges(core, schema).map((change) => change.description)).toEqual([]);
    },
  );
});
