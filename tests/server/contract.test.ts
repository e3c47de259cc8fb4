import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, findBreakingChanges, printSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../server/src/graphql/schema.ts';
import type { GraphQLSchema } from 'graphql';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CORE = path.resolve(ROOT, '../shared/spec/api.graphql');
let schema: GraphQLSchema;
beforeAll(async () => { schema = buildSchema(printSchema(await createSchema())); });

describe('the API', () => {
  it('is the one that is committed, so that a review shows every change (npm run schema)', () => {
    expect(printSchema(buildSchema(readFileSync(path.join(ROOT, 'server/schema.graphql'), 'utf8')))).toBe(printSchema(schema));
  });

  it.runIf(existsSync(CORE))('holds the fixed core with its names, types and nullability', () => {
    const core = buildSchema(readFileSync(CORE, 'utf8'));
    expect(findBreakingChanges(core, schema).map((change) => change.description)).toEqual([]);
  });
});
