import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

/** One place of an operation's input where a value stands. */
export interface Leaf {
  /** From the argument on, with the places in lists. */
  path: (string | number)[];
  type: GraphQLInputType;
  /** As refusals name it. */
  field: string;
}

export type Values = Record<string, unknown>;

export function fieldOf(path: readonly (string | number)[]): string {
  return (path[0] === 'input' && typeof path[1] === 'string' ? path.slice(1) : path).join('.');
}

/** Every place of the arguments, however deep. A list has one element. */
export function leavesOf(args: readonly GraphQLArgument[]): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (type: GraphQLInputType, path: (string | number)[]): void => {
    const bare = isNonNullType(type) ? (type.ofType as GraphQLInputType) : type;
    if (isListType(bare)) walk(bare.ofType as GraphQLInputType, [...path, 0]);
    else if (isInputObjectType(bare))
      for (const field of Object.values(bare.getFields())) walk(field.type, [...path, field.name]);
    else leaves.push({ path, type, field: fieldOf(path) });
  };
  for (const arg of args) walk(arg.type, [arg.name]);
  return leaves;
}

/** The same values with one of them replaced; what leads to it is made where it is missing. */
export function replaced(
  values: Values,
  path: readonly (string | number)[],
  value: unknown,
): Values {
  const copy = structuredClone(values);
  let at: any = copy;
  path.slice(0, -1).forEach((key, i) => {
    at[key] ??= typeof path[i + 1] === 'number' ? [] : {};
    at = at[key];
  });
  at[path.at(-1)!] = value;
  return copy;
}

/** A value of the right shape for a type: required fields only. */
export function sample(type: GraphQLInputType, id: string): unknown {
  if (isNonNullType(type)) return sample(type.ofType as GraphQLInputType, id);
  if (isListType(type)) return [sample(type.ofType as GraphQLInputType, id)];
  if (isEnumType(type)) return type.getValues()[0].name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => [field.name, sample(field.type, id)]),
    );
  return (
    (
      {
        ID: id,
        Date: '2026-04-01',
        Decimal: '1',
        Int: 1,
        Boolean: true,
        JSON: {},
        DateTime: '2026-04-01T00:00:00Z',
      } as Values
    )[(type as { name: string }).name] ?? 'something'
  );
}

/** Required fields of an input object that a replaced optional part may have made half. */
export function completed(type: GraphQLInputType, value: unknown, id: string): unknown {
  if (isNonNullType(type)) return completed(type.ofType as GraphQLInputType, value, id);
  if (isListType(type))
    return Array.isArray(value)
      ? value.map((each) => completed(type.ofType as GraphQLInputType, each, id))
      : value;
  if (
    !isInputObjectType(type) ||
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value)
  )
    return value;
  const object = value as Values;
  for (const field of Object.values(type.getFields())) {
    if (object[field.name] === undefined) {
      if (isNonNullType(field.type)) object[field.name] = sample(field.type, id);
    } else object[field.name] = completed(field.type, object[field.name], id);
  }
  return object;
}

function literal(type: GraphQLInputType, value: unknown): string {
  const bare = (isNonNullType(type) ? type.ofType : type) as GraphQLInputType;
  if (value === null) return 'null';
  if (Array.isArray(value))
    return `[${value.map((each) => literal(isListType(bare) ? (bare.ofType as GraphQLInputType) : bare, each)).join(', ')}]`;
  if (typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(
        ([key, each]) =>
          `${key}: ${literal(isInputObjectType(bare) && bare.getFields()[key] ? bare.getFields()[key].type : bare, each)}`,
      )
      .join(', ')} }`;
  if (isEnumType(bare) && typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value)) return value;
  return JSON.stringify(value);
}

function answerOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  return isObjectType(type) ? ` { ${type.getFields().id ? 'id' : '__typename'} }` : '';
}

/** An operation with its arguments as variables. Their names are not those of the arguments: a caller's names do not matter. */
export function withVariables(
  kind: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
  values: Values,
): { query: string; variables: Values } {
  const given = field.args.filter((arg) => arg.name in values);
  const declared = given.map((arg, i) => `$v${i}: ${String(arg.type)}`).join(', ');
  return {
    query: `${kind}${declared ? ` (${declared})` : ''} { ${field.name}${given.length ? `(${given.map((arg, i) => `${arg.name}: $v${i}`).join(', ')})` : ''}${answerOf(field)} }`,
    variables: Object.fromEntries(given.map((arg, i) => [`v${i}`, values[arg.name]])),
  };
}

/** The same operation with its arguments written into the document. */
export function withLiterals(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  values: Values,
): { query: string; variables: Values } {
  const given = field.args.filter((arg) => arg.name in values);
  return {
    query: `${kind} { ${field.name}${given.length ? `(${given.map((arg) => `${arg.name}: ${literal(arg.type, values[arg.name])}`).join(', ')})` : ''}${answerOf(field)} }`,
    variables: {},
  };
}
