import { GraphQLError, Kind, type GraphQLFormattedError, type ValueNode } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import type { Log } from '../platform/log.ts';
import { Refusal } from '../platform/refusal.ts';
import { fieldOfLiteral } from './scalars.ts';

const VALUE_KINDS: ReadonlySet<string> = new Set([Kind.STRING, Kind.INT, Kind.FLOAT, Kind.BOOLEAN, Kind.ENUM, Kind.NULL, Kind.OBJECT, Kind.LIST]);
const FROZEN = /BH001/;

/** The only place where what went wrong becomes a GraphQL error: refusals are shown, bugs are logged and shown as INTERNAL. */
export function formatFailure(log: Log, production: boolean) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const graphql = error instanceof GraphQLError ? error : null;
    const cause = rootCause(error);
    const shape = { ...(formatted.locations ? { locations: formatted.locations } : {}), ...(formatted.path ? { path: formatted.path } : {}) };
    if (cause instanceof Refusal) return { ...shape, message: cause.message, extensions: { code: cause.code, ...cause.details } };
    if (cause instanceof ArgumentValidationError) return { ...shape, message: 'The input is wrong.', extensions: { code: 'BAD_USER_INPUT' } };
    if (cause instanceof Error && FROZEN.test((cause as { code?: string }).code ?? '')) return { ...shape, message: cause.message, extensions: { code: 'CONFLICT', reason: 'FROZEN' } };
    const code = String(formatted.extensions?.code ?? 'INTERNAL_SERVER_ERROR');
    const badValue = graphql && wrongValue(graphql, code);
    if (badValue) return { ...shape, message: formatted.message, extensions: { code: 'BAD_USER_INPUT', fields: badValue } };
    if (code !== 'INTERNAL_SERVER_ERROR') return { ...shape, message: formatted.message, extensions: { code } };
    const correlationId = String(log.bindings().correlationId ?? (graphql?.extensions?.correlationId as string | undefined) ?? crypto.randomUUID());
    log.error({ err: cause, correlationId, path: formatted.path }, 'an operation failed');
    void production;
    return { ...shape, message: `Something went wrong on our side. Quote ${correlationId} when you report it.`, extensions: { code: 'INTERNAL', correlationId } };
  };
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError && cause.originalError !== cause) cause = cause.originalError;
  return cause;
}

/** For a value that its type refuses: the field it was meant for, with what is wrong. */
function wrongValue(error: GraphQLError, code: string): Record<string, string> | null {
  if (code !== 'BAD_USER_INPUT' && code !== 'GRAPHQL_VALIDATION_FAILED') return null;
  const inVariable = /^Variable "\$(\w+)" (?:got invalid value|of)/.exec(error.message);
  if (inVariable) {
    const path = / at "([^"]+)"/.exec(error.message)?.[1] ?? inVariable[1];
    const missing = /Field "(\w+)" of required type/.exec(error.message)?.[1];
    const field = [...path.split('.').slice(path.includes('.') ? 1 : missing ? 1 : 0), ...(missing ? [missing] : [])].join('.').replace(/\[(\d+)\]/g, '.$1');
    return { [field || inVariable[1]]: error.message.split('; ').slice(1).join('; ') || error.message };
  }
  const node = error.nodes?.[0];
  if (node && VALUE_KINDS.has(node.kind)) {
    const missing = /Field "[\w.]*?(\w+)" of required type/.exec(error.message)?.[1];
    return { [missing ?? fieldOfLiteral(node as ValueNode)]: error.message };
  }
  return null;
}
