import { readerLocale, withDates } from '@backhaul/design';

/** The refusals the server names; NETWORK is ours, for when no answer came at all. */
export type ApiErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'INTERNAL'
  | 'NETWORK';

const codes: readonly string[] = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'INTERNAL',
  'NETWORK',
];

interface ApiErrorParts {
  code: ApiErrorCode;
  message: string;
  fields?: Record<string, string>;
  reason?: string;
  correlationId?: string;
}

/** What a request throws: the server's code, the fields it names, and a number to quote. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** Message per input path, without the name of the variable: `name`, `lines.0.quantity`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Of a CONFLICT: STALE_PREVIEW, ALREADY_CONFIRMED ... */
  readonly reason: string | null;
  readonly correlationId: string | null;

  constructor(parts: ApiErrorParts) {
    super(parts.message);
    this.name = 'ApiError';
    this.code = parts.code;
    this.fields = parts.fields ?? {};
    this.reason = parts.reason ?? null;
    this.correlationId = parts.correlationId ?? null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseCode(value: unknown): ApiErrorCode {
  return typeof value === 'string' && codes.includes(value) ? (value as ApiErrorCode) : 'INTERNAL';
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const PREDICATE = /^(is|may|must|cannot|needs|lies|gets|has|takes)\b/;

/** Dates stand in English sentences here: as the reader's own English writes them, or English. */
function dated(said: string): string {
  const locale = readerLocale();
  return withDates(said, locale.startsWith('en') ? locale : 'en');
}

/** "is not a date" becomes "This is not a date." under the field that it is about. */
function whatIsWrong(problem: string): string {
  const whole = sentence(PREDICATE.test(problem) ? `this ${problem}` : problem);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

/** Paths may arrive as `input.name`; forms know the field as `name`. The message stands alone under its field. */
function parseFields(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  const pairs = Object.entries(value).map(([path, message]) => [
    path.replace(/^input\./, ''),
    whatIsWrong(dated(String(message))),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** The first error of a GraphQL answer as an ApiError. */
export function parseGraphQLErrors(errors: unknown): ApiError {
  const first: unknown = Array.isArray(errors) ? errors[0] : errors;
  if (!isObject(first))
    return new ApiError({ code: 'INTERNAL', message: 'The server refused without saying why.' });
  const extensions = isObject(first.extensions) ? first.extensions : {};
  return new ApiError({
    code: parseCode(extensions.code),
    message:
      typeof first.message === 'string'
        ? dated(first.message)
        : 'The server refused without saying why.',
    fields: parseFields(extensions.fields),
    ...(typeof extensions.reason === 'string' ? { reason: extensions.reason } : {}),
    ...(typeof extensions.correlationId === 'string'
      ? { correlationId: extensions.correlationId }
      : {}),
  });
}

/** No answer, or one that isn't GraphQL. */
export function unreachable(status?: number, correlationId?: string | null): ApiError {
  return new ApiError({
    code: 'NETWORK',
    ...(correlationId ? { correlationId } : {}),
    message:
      status === undefined
        ? 'The server could not be reached. Check your connection.'
        : 'The server is not answering properly just now. Try again in a moment.',
  });
}

/** What a request threw, also where react-admin has wrapped it: see toHttpError. */
export function causeOf(error: unknown): unknown {
  const body: unknown = isObject(error) ? error.body : undefined;
  return isObject(body) && body.cause instanceof ApiError ? body.cause : error;
}

/** What the server says about single fields; nothing of an error that is about something else. */
export function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  const cause = causeOf(error);
  return cause instanceof ApiError ? cause.fields : {};
}

/** Any thrown thing as a sentence for a person, with the number to quote where there is one. */
export function sayError(error: unknown): string {
  const said = error instanceof Error && error.message ? error.message : 'Something went wrong.';
  const id = error instanceof ApiError ? error.correlationId : null;
  if (!id || said.includes(id)) return said;
  return `${said}${/[.!?]$/.test(said) ? '' : '.'} If it goes on, quote ${id} to support.`;
}
