import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { badInput } from '../platform/refusal.ts';
import { fieldName } from './fieldPath.ts';

type Path = readonly (string | number)[];

/** The database stores neither U+0000 nor half a surrogate pair, in any text: not in a name, a search or a JSON value. */
const UNSTORABLE = /[\u0000\p{Cs}]/u;
function storable(text: string): boolean { return !UNSTORABLE.test(text); }

function unstorable(value: unknown, path: Path): Path | null {
  if (typeof value === 'string') return storable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const found = storable(key) ? unstorable(each, [...path, key]) : path;
    if (found) return found;
  }
  return null;
}

function guarded(resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const path = unstorable(args, []);
    if (path) throw badInput({ [fieldName(path)]: 'holds a character that cannot be stored' });
    return resolve(source, args, context, info) as unknown;
  };
}

/** Makes every field that takes arguments refuse text that cannot be stored, by field, wherever in them it stands. */
export function guardArguments(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.args.length) continue;
      if (field.subscribe) field.subscribe = guarded(field.subscribe);
      if (field.resolve) field.resolve = guarded(field.resolve);
    }
  }
  return schema;
}
