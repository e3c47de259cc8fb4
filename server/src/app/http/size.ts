import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Viewer } from '../../kit/viewer.ts';
import { badInput, type Refusal } from '../../platform/refusal.ts';
import { got } from '../../platform/must.ts';

/**
 * How many records one operation may ask for, or turn out to have, pages multiplied by the pages
 * inside them. One costs about 10 kB of heap until its answer has left; the back office asks for
 * 4,000 at most, the portal for a few hundred.
 */
const RECORDS_MAX = 40_000;
const RECORDS_MAX_OF_CUSTOMER = 4000;
/**
 * What a list without a page size is reckoned to hold before it is read: the lines of a document,
 * the partners of a tariff. What it does hold is counted while it is answered.
 */
const PLAIN_LIST = 5;
const PAGE = 25;
/** What asks for more is refused by its field, see sliceSize(). */
const PAGE_MAX = 1000;

interface Reckoning {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  known: Map<string, number>;
}

/** How many records an operation of a viewer may have. */
export function recordsMax(viewer: Pick<Viewer, 'kind'> | null): number {
  return viewer?.kind === 'CUSTOMER' ? RECORDS_MAX_OF_CUSTOMER : RECORDS_MAX;
}

export function tooManyRecords(records: number, most: number): Refusal {
  return badInput({
    query: `costs too much: it asks for up to ${Math.round(records)} records, more than ${most}; ask for smaller pages, one after the other`,
  });
}

/**
 * Refuses an operation that asks for more records than an answer should hold. The rules about depth
 * and cost count what is written; two short nested pages multiply to more than a long document.
 * Fragments are reckoned once, however often used. Returns how many it asks for at most.
 */
export function refuseTooMuch(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Record<string, unknown>,
  most = RECORDS_MAX,
): number {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find((each) => !operationName || each.name?.value === operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return 0;
  const byDefault = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT
      ? [[variable.name.value, Number(defaultValue.value)] as const]
      : [],
  );
  const records = recordsOf(operation.selectionSet, root, 1, {
    schema,
    fragments,
    variables: { ...Object.fromEntries(byDefault), ...variables },
    known: new Map(),
  });
  if (records > most) throw tooManyRecords(records, most);
  return records;
}

/** page: the size of the page that the type is the connection of, 1 for everything else. */
function recordsOf(
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  page: number,
  at: Reckoning,
): number {
  let sum = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) sum += recordsOfField(selection, type, page, at);
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      sum += recordsOf(
        selection.selectionSet,
        typeNamed(at, selection.typeCondition?.name.value) ?? type,
        page,
        at,
      );
    else sum += recordsOfFragment(selection.name.value, page, at);
  }
  return sum;
}

function recordsOfFragment(name: string, page: number, at: Reckoning): number {
  const key = `${name} ${page}`;
  const fragment = at.fragments.get(name);
  const type = typeNamed(at, fragment?.typeCondition.name.value);
  if (!fragment || !type) return 0;
  if (!at.known.has(key)) at.known.set(key, recordsOf(fragment.selectionSet, type, page, at));
  return got(at.known, key);
}

function recordsOfField(
  field: FieldNode,
  parent: GraphQLCompositeType,
  page: number,
  at: Reckoning,
): number {
  const definition = isObjectType(parent) ? parent.getFields()[field.name.value] : undefined;
  const type = definition && getNamedType(definition.type);
  if (!definition || !field.selectionSet || !isCompositeType(type) || isIntrospectionType(type))
    return 0;
  const paged = definition.args.find((argument) => argument.name === 'first');
  const size = paged
    ? pageSize(
        field,
        typeof paged.defaultValue === 'number' ? paged.defaultValue : PAGE,
        at.variables,
      )
    : 1;
  const connection = paged && !isList(definition.type);
  const times = isList(definition.type) ? (paged ? size : page > 1 ? page : PLAIN_LIST) : 1;
  return times * (1 + recordsOf(field.selectionSet, type, connection ? size : 1, at));
}

function pageSize(field: FieldNode, byDefault: number, variables: Record<string, unknown>): number {
  const given = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (!given || given.kind === Kind.NULL) return byDefault;
  const size =
    given.kind === Kind.INT
      ? Number(given.value)
      : given.kind === Kind.VARIABLE
        ? (variables[given.name.value] ?? byDefault)
        : PAGE_MAX;
  return typeof size === 'number' ? Math.min(Math.max(1, size), PAGE_MAX) : PAGE_MAX;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}

function typeNamed(at: Reckoning, name: string | undefined): GraphQLCompositeType | undefined {
  const type = name === undefined ? undefined : at.schema.getType(name);
  return isCompositeType(type) ? type : undefined;
}
