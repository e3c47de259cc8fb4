import {
  defaultFieldResolver,
  getNamedType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import {
  isPart,
  kindOf,
  meets,
  needOf,
  needToReach,
  type Kind,
  type Need,
} from '../../kit/rights.ts';
import { forbidden, unauthenticated } from '../../platform/refusal.ts';
import type { Context } from '../../kit/context.ts';

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    /** All of these have to be met. */
    needs?: readonly Need[];
  }
}

type Field = GraphQLField<unknown, Context>;

/** The type that a list's pages are made of; other types are themselves. */
function recordName(schema: GraphQLSchema, name: string): string {
  const node = /^(.+)(?:Connection|Edge)$/.exec(name)?.[1];
  return node && isObjectType(schema.getType(node)) ? node : name;
}

function kindNamed(name: string): Kind | null {
  const kind = kindOf(name) ?? null;
  if (!kind && !isPart(name))
    throw new Error(
      `the type ${name} is of no kind: say in its module's rights.ts what reading it takes`,
    );
  return kind;
}

function refuseUnless(ctx: Context, needs: readonly Need[]): void {
  if (!ctx.viewer) throw unauthenticated();
  for (const need of needs) if (!meets(ctx.viewer.permissions, need)) throw forbidden();
}

/** Once the permissions of its needs are met, the field answers; until then nothing of it runs. */
function guarded(
  resolve: GraphQLFieldResolver<unknown, Context>,
  needs: readonly Need[],
): GraphQLFieldResolver<unknown, Context> {
  return (source, args, ctx, info) => {
    refuseUnless(ctx, needs);
    return resolve(source, args, ctx, info);
  };
}

function needsOf(schema: GraphQLSchema, type: GraphQLObjectType, field: Field): Need[] {
  const own = kindNamed(type.name);
  const target = getNamedType(field.type);
  const reached = isObjectType(target) ? kindNamed(recordName(schema, target.name)) : null;
  // who somebody is comes with being signed in; what it leads to says itself what it takes
  if (!own && type.name === 'Viewer') return [];
  return [
    ...(own ? [needOf(own, field.name)] : []),
    ...(reached ? [needToReach(reached)] : []),
  ].filter((need) => need.length);
}

/** What filtering and sorting ask about: the field of the same name, or the one that the kind names for it. */
function needOfQuestion(schema: GraphQLSchema, nodes: string, key: string): readonly Need[] {
  const kind = kindOf(nodes)!;
  const name = kind.asks?.[key] ?? key;
  const field = (schema.getType(nodes) as GraphQLObjectType).getFields()[name] as Field | undefined;
  return field ? (field.extensions.needs ?? []) : [kind.read];
}

interface Asked {
  filter?: Record<string, unknown> | null;
  sort?: readonly { field: string }[] | null;
}

function keysAsked({ filter, sort }: Asked): string[] {
  const filtered = Object.entries(filter ?? {}).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [key],
  );
  return [
    ...filtered,
    ...(sort ?? []).map(({ field }) =>
      field.startsWith('customFields.') ? 'customFields' : field,
    ),
  ];
}

/** A list tells of a field also by how it is filtered and sorted. */
function guardQuestions(schema: GraphQLSchema, field: Field): void {
  const target = getNamedType(field.type);
  if (!isObjectType(target) || !field.args.some(({ name }) => name === 'filter' || name === 'sort'))
    return;
  const nodes = recordName(schema, target.name);
  const resolve = field.resolve;
  if (nodes === target.name || !resolve || !kindOf(nodes)) return;
  field.resolve = (source, args, ctx, info) => {
    // whether one may ask at all is the operation's to say first
    if (ctx.viewer)
      for (const key of keysAsked(args as Asked))
        refuseUnless(ctx, needOfQuestion(schema, nodes, key));
    return resolve(source, args, ctx, info) as unknown;
  };
}

/**
 * Makes every field answer only whoever may read it, as the modules' rights.ts declare;
 * fields of operations say so themselves.
 */
export function guardFields(schema: GraphQLSchema): GraphQLSchema {
  const roots = new Set([
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const pages = recordName(schema, type.name) !== type.name;
    for (const field of Object.values(type.getFields()) as Field[]) {
      if (!roots.has(type) && !pages) {
        const needs = needsOf(schema, type, field);
        field.extensions = { ...field.extensions, needs };
        if (needs.length) field.resolve = guarded(field.resolve ?? defaultFieldResolver, needs);
      }
      guardQuestions(schema, field);
    }
  }
  return schema;
}
