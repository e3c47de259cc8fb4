import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { Context } from '../../kit/context.ts';

type Resolve = GraphQLFieldResolver<unknown, Context>;

/**
 * Makes every list of records count what it holds before its records are answered: how long a list
 * without a page size is, shows only when it is read.
 */
export function countLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields()))
      if (isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)))
        field.resolve = counted(field.resolve ?? defaultFieldResolver);
  }
  return schema;
}

function counted(resolve: Resolve): Resolve {
  const taken = (list: unknown, { records }: Context): unknown => {
    if (!Array.isArray(list)) return list;
    const wait = records?.count(list.length);
    return wait ? wait.then(() => list) : list;
  };
  return (source, args, ctx, info) => {
    const list: unknown = resolve(source, args, ctx, info);
    return list instanceof Promise ? list.then((found) => taken(found, ctx)) : taken(list, ctx);
  };
}
