import type { RaRecord } from 'react-admin';
import type { TypedDocumentString } from '../generated/graphql.ts';
import { request } from './client.ts';

/** What react-admin asks a list for, in the API's words. */
export interface ListVariables {
  filter: Record<string, unknown>;
  sort: { field: string; order: 'ASC' | 'DESC' }[];
  first: number;
  offset: number;
}

/** Any connection of the API, as far as a list needs it. */
export interface Page {
  nodes: readonly { id: string }[];
  totalCount: number;
}

/** How one react-admin resource is read and written. Each resource's folder declares its own in `api.ts`. */
export interface ResourceApi {
  name: string;
  list?: (variables: ListVariables) => Promise<Page>;
  one?: (id: string) => Promise<{ id: string }>;
  create?: (data: RaRecord) => Promise<{ id: string }>;
  update?: (id: string, data: RaRecord, previous: RaRecord) => Promise<{ id: string }>;
  /** Column source to sort field, where they differ: `{ 'customer.name': 'customer' }`. */
  sortFields?: Record<string, string>;
  /** The list's filter form to the API's filter input, where they differ. */
  toFilter?: (filter: Record<string, unknown>) => Record<string, unknown>;
}

/** A list operation taking $filter, $sort, $first and $offset, and the connection in its answer. */
export function listOf<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  pick: (result: Result) => Page,
): (variables: ListVariables) => Promise<Page> {
  // The filter is put together from the URL; the server is the judge of its keys and names a wrong one.
  return async (variables) => pick(await send(document, variables as unknown as Variables));
}

/** An operation taking $id, and the record in its answer. */
export function oneOf<Result, Variables extends { id: string }>(
  document: TypedDocumentString<Result, Variables>,
  pick: (result: Result) => { id: string },
): (id: string) => Promise<{ id: string }> {
  return async (id) => pick(await send(document, { id } as Variables));
}

/** A mutation taking $input; `toInput` turns the form's values into it. */
export function createOf<Result, Input>(
  document: TypedDocumentString<Result, { input: Input }>,
  pick: (result: Result) => { id: string },
  toInput: (data: RaRecord) => Input,
): (data: RaRecord) => Promise<{ id: string }> {
  return async (data) => pick(await send(document, { input: toInput(data) }));
}

/** A mutation taking $id and $input. */
export function updateOf<Result, Input>(
  document: TypedDocumentString<Result, { id: string; input: Input }>,
  pick: (result: Result) => { id: string },
  toInput: (data: RaRecord, previous: RaRecord) => Input,
): (id: string, data: RaRecord, previous: RaRecord) => Promise<{ id: string }> {
  return async (id, data, previous) =>
    pick(await send(document, { id, input: toInput(data, previous) }));
}

function send<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  return request<Result, unknown>(document as TypedDocumentString<Result, unknown>, variables);
}

/** An empty input field means "not given": the API wants null, forms give ''. */
export function blankToNull(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
