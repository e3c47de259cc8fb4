import { HttpError, type DataProvider, type GetListParams, type RaRecord } from 'react-admin';
import { ApiError, sayError, type ApiErrorCode } from './errors.ts';
import type { ListVariables, ResourceApi } from './resource.ts';

const statusOf: Record<ApiErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 422,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  NETWORK: 503,
};

/**
 * react-admin reads field messages from `body.errors`; the ApiError stays reachable as
 * `body.cause`.
 */
export function toHttpError(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  return new HttpError(sayError(error), statusOf[error.code], {
    errors: error.fields,
    cause: error,
  });
}

async function translated<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw toHttpError(error);
  }
}

/** The API gives at most this many rows a page. */
const pageMax = 200;

function withoutBlanks(filter: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(filter).filter(
      ([, value]) =>
        value !== '' &&
        value !== null &&
        value !== undefined &&
        !(Array.isArray(value) && !value.length),
    ),
  );
}

/** What a list's filters say, in the API's words: for everything that is about all they find. */
export function apiFilter(
  api: Pick<ResourceApi, 'toFilter'>,
  given: Record<string, unknown>,
): Record<string, unknown> {
  // react-admin calls its full-text box `q`; the API calls it `search`.
  const { q, ...filter } = given;
  const wanted = withoutBlanks({ ...(q === undefined ? {} : { search: q }), ...filter });
  return api.toFilter ? api.toFilter(wanted) : wanted;
}

function listVariables(
  api: ResourceApi,
  params: Pick<GetListParams, 'pagination' | 'filter' | 'sort'>,
): ListVariables {
  const { page, perPage } = params.pagination ?? { page: 1, perPage: 25 };
  const { field, order } = params.sort ?? { field: 'id', order: 'ASC' };
  return {
    filter: apiFilter(api, (params.filter ?? {}) as Record<string, unknown>),
    sort:
      field === 'id' || field === '' ? [] : [{ field: api.sortFields?.[field] ?? field, order }],
    first: Math.min(perPage, pageMax),
    offset: (page - 1) * perPage,
  };
}

/** Exports ask for more rows than one page holds, so a long list is fetched page after page. */
async function listAll(
  list: NonNullable<ResourceApi['list']>,
  variables: ListVariables,
  wanted: number,
) {
  const first = await list(variables);
  const nodes = [...first.nodes];
  while (nodes.length < Math.min(wanted, first.totalCount - variables.offset)) {
    const next = await list({ ...variables, offset: variables.offset + nodes.length });
    if (next.nodes.length === 0) break;
    nodes.push(...next.nodes);
  }
  return { data: nodes, total: first.totalCount };
}

export interface AppDataProvider extends DataProvider {
  /**
   * Where the server has a list as a file: everything that the filter finds, in the order of the
   * sort. Of a list that is shown: before it is, nobody knows how the API calls its filters.
   */
  listFile: (resource: string, params: Pick<GetListParams, 'filter' | 'sort'>) => string;
}

/** react-admin's verbs on the typed operations each resource declares for itself. */
export function createDataProvider(
  resources: readonly { name: string; api: () => Promise<ResourceApi> }[],
): AppDataProvider {
  const byName = new Map(resources.map(({ name, api }) => [name, api]));
  const loaded = new Map<string, ResourceApi>();

  async function apiOf(resource: string): Promise<ResourceApi> {
    const known = loaded.get(resource);
    if (known) return known;
    const load = byName.get(resource);
    if (!load) throw new Error(`"${resource}" is not declared`);
    const api = await load();
    loaded.set(resource, api);
    return api;
  }

  async function operation<Verb extends 'list' | 'one' | 'create' | 'update'>(
    resource: string,
    verb: Verb,
  ): Promise<NonNullable<ResourceApi[Verb]>> {
    const found = (await apiOf(resource))[verb];
    if (!found) throw new Error(`"${resource}" declares no "${verb}" operation`);
    return found;
  }

  async function list(resource: string, params: GetListParams) {
    const variables = listVariables(await apiOf(resource), params);
    const pages = await operation(resource, 'list');
    return translated(listAll(pages, variables, params.pagination?.perPage ?? 25));
  }

  const one = async (resource: string, id: unknown) => {
    const read = await operation(resource, 'one');
    return translated(read(String(id)));
  };

  // react-admin's verbs are generic in the record; what comes back has the shape the resource's
  // own document asks for.
  const provider = {
    getList: list,
    getOne: async (resource: string, { id }: { id: unknown }) => ({
      data: await one(resource, id),
    }),
    getMany: async (resource: string, { ids }: { ids: unknown[] }) => ({
      data: await Promise.all(ids.map((id) => one(resource, id))),
    }),
    getManyReference: (
      resource: string,
      { target, id, ...params }: GetListParams & { target: string; id: unknown },
    ) => list(resource, { ...params, filter: { ...params.filter, [target]: id } }),
    create: async (resource: string, { data }: { data: RaRecord }) => ({
      data: await translated((await operation(resource, 'create'))(data)),
    }),
    update: async (
      resource: string,
      { id, data, previousData }: { id: unknown; data: RaRecord; previousData: RaRecord },
    ) => ({
      data: await translated((await operation(resource, 'update'))(String(id), data, previousData)),
    }),
    updateMany: () => Promise.reject(new Error('Records are changed one by one.')),
    delete: () => Promise.reject(new Error('Records are not deleted.')),
    deleteMany: () => Promise.reject(new Error('Records are not deleted.')),
  };
  const listFile: AppDataProvider['listFile'] = (resource, params) => {
    const { filter, sort } = listVariables(loaded.get(resource) ?? { name: resource }, params);
    return `/exports/lists/${resource}.csv?${new URLSearchParams({ filter: JSON.stringify(filter), sort: JSON.stringify(sort) }).toString()}`;
  };
  return { ...provider, listFile } as unknown as AppDataProvider;
}
