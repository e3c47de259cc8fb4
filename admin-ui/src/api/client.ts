import type { TypedDocumentString } from '../generated/graphql.ts';
import { ApiError, parseGraphQLErrors, unreachable } from './errors.ts';
import { pageHeaders, pageOwner } from './owner.ts';

export { ApiError } from './errors.ts';
export { closeLive, useConnectionState, useSubscription } from './live.ts';

interface GraphQLAnswer<Result> {
  data?: Result | null;
  errors?: unknown[];
}

/** What the signed-in user may do; told by api/viewer.ts. */
let permissions: readonly string[] = [];
export function setPermissions(next: readonly string[]): void {
  permissions = next;
}

const MAY = /\$(may_(\w+?)_(\w+))\s*:/g;

/**
 * Variables like $may_customers_credentials say whether the viewer has the permission: with them a
 * document leaves out what the server would refuse, `login @include(if:
 * $may_customers_credentials)`. They are filled in here.
 */
function mayVariables(document: string): Record<string, boolean> {
  return Object.fromEntries(
    [...document.matchAll(MAY)].map(([, name = '', resource = '', action]) => [
      name,
      permissions.includes(
        `${resource.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${action}`,
      ),
    ]),
  );
}

/** Told for every answer that says the session is over. */
let onSignedOut: (() => void) | null = null;
export function whenSignedOut(listener: (() => void) | null): void {
  onSignedOut = listener;
}

type Sent<Variables> =
  Variables extends Record<string, never> ? [variables?: Variables] : [variables: Variables];

/**
 * Sends one query or mutation and gives its data back. The session travels in an HttpOnly cookie that scripts never see;
 * the headers say which page asks, and for whom it was opened.
 * Throws ApiError, always.
 */
export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  ...sent: Sent<Variables>
): Promise<Result> {
  return requestFor(pageOwner(), document, ...sent);
}

/** The same for a person other than the page's: with null for whoever is signed in now. */
export async function requestFor<Result, Variables>(
  person: string | null,
  document: TypedDocumentString<Result, Variables>,
  ...[variables]: Sent<Variables>
): Promise<Result> {
  const query = document.toString();
  const answer = await post<Result>(person, query, { ...mayVariables(query), ...variables });
  if (answer.errors?.length) {
    const error = parseGraphQLErrors(answer.errors);
    if (error.code === 'UNAUTHENTICATED') onSignedOut?.();
    throw error;
  }
  if (!answer.data)
    throw new ApiError({ code: 'INTERNAL', message: 'The server answered with nothing.' });
  return answer.data;
}

async function post<Result>(
  person: string | null,
  query: string,
  variables: unknown,
): Promise<GraphQLAnswer<Result>> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...pageHeaders(person),
    },
    body: JSON.stringify({ query, variables }),
  }).catch(() => {
    throw unreachable();
  });
  const body: unknown = await response.json().catch(() => {
    throw unreachable(response.status, response.headers.get('x-correlation-id'));
  });
  if (typeof body !== 'object' || body === null || !('data' in body || 'errors' in body))
    throw unreachable(response.status, response.headers.get('x-correlation-id'));
  return body as GraphQLAnswer<Result>;
}
