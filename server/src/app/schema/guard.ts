import {
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { badInput } from '../../platform/refusal.ts';
import { fieldName } from './fieldPath.ts';

type Path = readonly (string | number)[];

/**
 * The database stores neither U+0000 nor half a surrogate pair, in any text: not in a name, a
 * search or a JSON value.
 */
const UNSTORABLE = /[\u0000\p{Cs}]/u;
function storable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** Deeper than any input is; whatever walks a JSON value later may do so by calling itself. */
const DEPTH_MAX = 32;

interface Problem {
  path: Path;
  words: string;
}

/** Where such text stands, or where a value is too deep. */
function unstorable(value: unknown, type: GraphQLInputType | null, path: Path): Problem | null {
  const bad: Problem = { path, words: 'holds a character that cannot be stored' };
  if (typeof value === 'string') return storable(value) ? null : bad;
  if (typeof value !== 'object' || value === null) return null;
  if (path.length > DEPTH_MAX) return { path: path.slice(0, 2), words: 'is nested too deeply' };
  const bare = type && getNullableType(type);
  for (const [key, each] of Object.entries(value)) {
    const inside = isListType(bare)
      ? (bare.ofType as GraphQLInputType)
      : isInputObjectType(bare)
        ? (bare.getFields()[key]?.type ?? null)
        : null;
    const found = storable(key) ? unstorable(each, inside, [...path, key]) : bad;
    if (found) return found;
  }
  return null;
}

function guarded(
  resolve: GraphQLFieldResolver<unknown, unknown>,
  types: ReadonlyMap<string, GraphQLInputType>,
): GraphQLFieldResolver<unknown, unknown> {
  return (source, args: Record<string, unknown>, context, info) => {
    for (const [name, value] of Object.entries(args)) {
      const problem = unstorable(value, types.get(name) ?? null, [name]);
      if (problem) throw badInput({ [fieldName(problem.path)]: problem.words });
    }
    return resolve(source, args, context, info) as unknown;
  };
}

/** Makes every field that takes arguments refuse text that cannot be stored, by field, wherever in them it stands. */
export function guardArguments(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.args.length) continue;
      const types = new Map(field.args.map((argument) => [argument.name, argument.type]));
      if (field.subscribe) field.subscribe = guarded(field.subscribe, types);
      if (field.resolve) field.resolve = guarded(field.resolve, types);
    }
  }
  return schema;
}
