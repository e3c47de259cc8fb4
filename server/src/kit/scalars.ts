import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { isLocalDate } from '@backhaul/domain/time/calendar';

function textScalar(
  name: string,
  description: string,
  serialize: (value: unknown) => string,
  problemOf: (text: string) => string | null,
): GraphQLScalarType {
  const parse = (value: unknown, node?: ValueNode): string => {
    const problem =
      typeof value === 'string'
        ? problemOf(value)
        : `must be given as text, not ${value === null ? 'null' : typeof value}`;
    // the node leads to the name of the field, see failures.ts
    if (problem || typeof value !== 'string')
      throw new GraphQLError(problem!, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } });
    return value;
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize,
    parseValue: (value) => parse(value),
    parseLiteral: (node) =>
      parse(node.kind === Kind.STRING ? node.value : node.kind === Kind.NULL ? null : 0, node),
  });
}

export const DateScalar = textScalar(
  'Date',
  'Calendar date, YYYY-MM-DD.',
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)),
  (text) => (isLocalDate(text) ? null : 'is not a calendar date like 2026-04-01'),
);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/**
 * Whether a text is an instant of RFC 3339: a date alone, or a time without its zone, is none, nor
 * is a day that does not exist, which would be read as one of the month after.
 */
export function isInstant(text: string): boolean {
  return INSTANT.test(text) && isLocalDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

export const DateTimeScalar = textScalar(
  'DateTime',
  'Instant, RFC 3339 in UTC.',
  (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  (text) => (isInstant(text) ? null : 'is not an instant like 2026-04-01T09:30:00Z'),
);

/**
 * How many digits an amount may have before the point: more than any currency needs, less than a
 * bigint column holds.
 */
const DECIMAL = /^-?\d{1,13}(\.\d{1,6})?$/;
const LONG_DECIMAL = /^-?\d+(\.\d+)?$/;
export const DecimalScalar = textScalar(
  'Decimal',
  'Exact decimal number as a string.',
  String,
  (text) => {
    if (DECIMAL.test(text)) return null;
    return LONG_DECIMAL.test(text)
      ? 'may have 13 digits before the point and 6 behind it at most'
      : 'is not a decimal number like 1234.56';
  },
);

export const JSONScalar = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: 'JSON',
  description: 'Any JSON value.',
});
