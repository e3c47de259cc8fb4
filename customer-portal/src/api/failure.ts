import type { CombinedError } from '@urql/core';
import type { Words } from '../words/en.ts';

/** What went wrong, in the kinds a page has words for. */
export interface Failure {
  kind:
    | 'offline'
    | 'signedOut'
    | 'forbidden'
    | 'notFound'
    | 'input'
    | 'conflict'
    | 'limited'
    | 'internal';
  /** The server's own sentence, for kinds where it says more than ours. */
  message?: string;
  /** By input path, of `input`. */
  fields: Record<string, string>;
  reason?: string;
  /** To quote to support. */
  correlationId?: string;
}

const kinds: Record<string, Failure['kind']> = {
  UNAUTHENTICATED: 'signedOut',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'notFound',
  BAD_USER_INPUT: 'input',
  CONFLICT: 'conflict',
  RATE_LIMITED: 'limited',
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function messages(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

function httpStatus(response: unknown): number | undefined {
  return response instanceof Response ? response.status : undefined;
}

/** Reads an error of the client: no answer at all is `offline`, an answer that is no GraphQL is `internal`. */
export function failureOf(error: CombinedError): Failure {
  const first = error.graphQLErrors[0];
  if (!first) {
    const status = httpStatus(error.response);
    if (status === 429) return { kind: 'limited', fields: {} };
    return {
      kind:
        status === undefined || status === 502 || status === 503 || status === 504
          ? 'offline'
          : 'internal',
      fields: {},
      correlationId:
        error.response instanceof Response
          ? (error.response.headers.get('x-correlation-id') ?? undefined)
          : undefined,
    };
  }
  const { code, fields, reason, correlationId } = first.extensions;
  return {
    kind: kinds[text(code) ?? ''] ?? 'internal',
    message: first.message,
    fields: messages(fields),
    reason: text(reason),
    correlationId: text(correlationId),
  };
}

const known: [RegExp, (words: Words['refused'], figure: string) => string][] = [
  [/not an e-mail address/, (words) => words.email],
  [/already your address/, (words) => words.same],
  [/control characters/, (words) => words.controls],
  [/may have ([\d,]+) characters? at most/, (words, most) => words.tooLong(most)],
  [/needs at least ([\d,]+) characters?/, (words, least) => words.tooShort(least)],
  [/is missing/, (words) => words.missing],
  [/used by another|cannot be used/, (words) => words.taken],
  [/signs in with it/, (words) => words.signsInWith],
];

/**
 * What is wrong with one input, whether the server names it alone or below `input`: the server says
 * so in English, the reader is told in its own language.
 */
export function fieldMessage(
  failure: Failure | null | undefined,
  name: string,
  words: Words['refused'],
): string | undefined {
  const message = failure?.fields[name] ?? failure?.fields[`input.${name}`];
  if (message === undefined) return undefined;
  for (const [pattern, say] of known) {
    const found = pattern.exec(message);
    if (found) return say(words, found[1] ?? '');
  }
  return words.unfit;
}
