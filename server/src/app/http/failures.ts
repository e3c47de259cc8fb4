import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { logContext, type Log } from '../../platform/log.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fieldName, pathOfValue, pathOfVariable } from '../schema/fieldPath.ts';

const VALUE_KINDS: ReadonlySet<string> = new Set([
  Kind.STRING,
  Kind.INT,
  Kind.FLOAT,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.NULL,
  Kind.OBJECT,
  Kind.LIST,
  Kind.OBJECT_FIELD,
]);
const SUGGESTION = / (?:Did you mean .*|\[Suggestion hidden\])\?$/s;
const FROZEN = /BH001/;
/** What is wrong with the document or the request around it, rather than with a value in it. */
const BAD_DOCUMENT: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * The only place where what went wrong becomes a GraphQL error: refusals are shown, bugs are logged
 * and shown as INTERNAL. production: names of the schema that nobody asked for are cut out.
 * correlationId: of the operation, where the log's own context does not know it.
 */
export function formatFailure(log: Log, production: boolean) {
  const said = (words: string): string => (production ? words.replace(SUGGESTION, '') : words);
  return (
    formatted: GraphQLFormattedError,
    error: unknown,
    correlationId?: string,
  ): GraphQLFormattedError => {
    const cause = rootCause(error);
    const shape = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
    };
    if (cause instanceof Refusal)
      return {
        ...shape,
        message: cause.message,
        extensions: { code: cause.code, ...cause.details },
      };
    if (cause instanceof ArgumentValidationError)
      return {
        ...shape,
        message: 'The input is wrong.',
        extensions: { code: 'BAD_USER_INPUT', fields: {} },
      };
    if (cause instanceof Error && FROZEN.test((cause as { code?: string }).code ?? ''))
      return {
        ...shape,
        message: cause.message,
        extensions: { code: 'CONFLICT', reason: 'FROZEN' },
      };
    const code = String(formatted.extensions?.code ?? 'INTERNAL_SERVER_ERROR');
    if (code === 'BAD_USER_INPUT' || BAD_DOCUMENT.has(code)) {
      const fields = (error instanceof GraphQLError && wrongValue(error)) || {
        query: formatted.message,
      };
      for (const [field, problem] of Object.entries(fields)) fields[field] = said(problem);
      return {
        ...shape,
        message: said(formatted.message),
        extensions: { code: 'BAD_USER_INPUT', fields },
      };
    }
    const refused = cause instanceof GraphQLError && wrongArgument(cause.message);
    if (refused)
      return {
        ...shape,
        message: formatted.message,
        extensions: { code: 'BAD_USER_INPUT', fields: { [refused]: 'is missing or wrong' } },
      };
    const id = correlationId ?? String(logContext.getStore()?.correlationId ?? crypto.randomUUID());
    log.error({ err: cause, correlationId: id, path: formatted.path }, 'an operation failed');
    return {
      ...shape,
      message: `Something went wrong on our side. Quote ${id} when you report it.`,
      extensions: { code: 'INTERNAL', correlationId: id },
    };
  };
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError && cause.originalError !== cause)
    cause = cause.originalError;
  return cause;
}

/**
 * For a value that its type refuses: the field it was meant for, with what is wrong. null when it
 * is not about a value.
 */
function wrongValue(error: GraphQLError): Record<string, string> | null {
  const node = error.nodes?.[0];
  if (!node) return null;
  const problem =
    error.originalError instanceof GraphQLError ? error.originalError.message : error.message;
  const missing = /^Field "(?:\w+\.)?(\w+)" of required type/.exec(problem)?.[1];
  const unknown = /^Field "(\w+)" is not defined by type/.exec(problem)?.[1];
  const variable = /^Variable "\$(\w+)" (?:got invalid value|of (?:required|non-null) type)/.exec(
    error.message,
  )?.[1];
  if (variable) {
    const inside =
      / at "([^"]+)"; /
        .exec(error.message)?.[1]
        .split(/[.[\]]+/)
        .filter(Boolean)
        .slice(1) ?? [];
    const usedFor = pathOfVariable(node, variable) ?? [variable];
    return {
      [fieldName([...usedFor, ...inside, ...((missing ?? unknown) ? [missing ?? unknown!] : [])])]:
        problem,
    };
  }
  if (VALUE_KINDS.has(node.kind)) {
    const path = pathOfValue(node);
    return path && { [fieldName([...path, ...(missing ? [missing] : [])])]: problem };
  }
  const argument = wrongArgument(error.message);
  return argument ? { [argument]: 'is missing' } : null;
}

/** An argument that is missing, or (null by way of a variable) found wrong only when the field is resolved. */
function wrongArgument(message: string): string | undefined {
  return (
    /^Field "\w+" argument "(\w+)" of type .* is required/.exec(message) ??
    /^Argument "(\w+)" (?:of (?:required|non-null) type|has invalid value)/.exec(message)
  )?.[1];
}
