import { execute, parse, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context } from '../../kit/context.ts';
import { badInput, forbidden, Refusal } from '../../platform/refusal.ts';
import type { ListColumn, ListFile } from '../../kit/listFile.ts';

const PAGE = 200;

export interface Asked {
  filter: unknown;
  sort: unknown;
}
export type ListRecord = Record<string, unknown>;

/** A field within fields as a selection: a.b becomes a { b }. */
function selection(path: string): string {
  const [first, ...rest] = path.split('.');
  return rest.length ? `${first} { ${selection(rest.join('.'))} }` : first;
}

function documentOf(list: ListFile, columns: readonly ListColumn[]) {
  const fields = [
    ...columns.map(([, path]) => selection(path)),
    ...(list.entity ? ['customFields'] : []),
  ];
  return parse(
    `query Export($filter: ${list.filter}, $sort: [SortInput!], $first: Int, $after: String) {
      ${list.field}(filter: $filter, sort: $sort, first: $first, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id ${fields.join(' ')} }
      }
    }`,
  );
}

/**
 * A list as the API gives it to the viewer, page after page: its filters, its order, its rights.
 * What the viewer may not see of a record is no column; `open` looks at the first page and says
 * which are left. Refuses as the list itself does.
 */
export class ListPages {
  private columns: readonly ListColumn[];
  private first: { nodes: ListRecord[]; next: string | null } | null = null;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly context: () => Context,
    private readonly list: ListFile,
    private readonly asked: Asked,
  ) {
    this.columns = list.columns;
  }

  async open(): Promise<readonly ListColumn[]> {
    for (;;) {
      const { page, errors } = await this.page(null);
      if (page) {
        this.first = page;
        return this.columns;
      }
      const hidden = new Set(
        errors.filter(isForbidden).map(({ path }) =>
          (path ?? [])
            .filter((step) => typeof step === 'string')
            .slice(2)
            .join('.'),
        ),
      );
      const left = this.columns.filter(
        ([, path]) =>
          ![...hidden].some(
            (field) => field !== '' && (path === field || path.startsWith(`${field}.`)),
          ),
      );
      if (left.length === this.columns.length) throw failureOf(errors);
      this.columns = left;
    }
  }

  async *records(): AsyncGenerator<ListRecord> {
    for (let page = this.first; page;) {
      yield* page.nodes;
      if (page.next === null) return;
      const read = await this.page(page.next);
      if (!read.page) throw failureOf(read.errors);
      page = read.page;
    }
  }

  /** A look of its own: memory stays flat, and no transaction lasts as long as somebody's download. */
  private async page(after: string | null): Promise<{
    page: { nodes: ListRecord[]; next: string | null } | null;
    errors: readonly GraphQLError[];
  }> {
    const context = this.context();
    try {
      const { data, errors = [] } = await execute({
        schema: this.schema,
        document: documentOf(this.list, this.columns),
        contextValue: context,
        variableValues: { ...this.asked, first: PAGE, after },
      });
      const found = data?.[this.list.field] as
        | { nodes: ListRecord[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
        | null
        | undefined;
      return {
        page:
          found && !errors.length
            ? {
                nodes: found.nodes,
                next: found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null,
              }
            : null,
        errors,
      };
    } finally {
      await context.finish();
    }
  }
}

function isForbidden({ originalError }: GraphQLError): boolean {
  return originalError instanceof Refusal && originalError.code === 'FORBIDDEN';
}

/** What the list itself was refused for; an error without a path is a filter or sort that is none. */
function failureOf(errors: readonly GraphQLError[]): Error {
  const [first] = errors;
  if (!first) return forbidden();
  return first.path ? (first.originalError ?? first) : badInput({ filter: first.message });
}
