import {
  coerceInputValue,
  execute,
  parse,
  type GraphQLSchema,
  type GraphQLInputType,
} from 'graphql';
import type { Context } from '../../../kit/context.ts';
import { must } from '../../../platform/must.ts';
import { badInput } from '../../../platform/refusal.ts';
import type { ScopedTx } from '../../../tenancy/boundary.ts';
import { customersWhere, type CustomerFilter } from '../../customers/index.ts';
import { servicesWhere, type ServiceFilter } from '../../services/index.ts';
import type { Chosen } from '../mass.service.ts';
import type { ChangedList } from './params.ts';

const FILTERS: Readonly<Record<ChangedList, string>> = {
  customers: 'CustomerFilter',
  services: 'ServiceFilter',
};

/** The records that are meant: those named, or what the filter of their list finds, by its own rights. */
export async function recordsChosen(
  ctx: Context,
  schema: GraphQLSchema,
  list: ChangedList,
  { ids, filter }: { ids?: readonly string[] | null; filter?: unknown },
): Promise<Chosen> {
  const given = filter == null ? null : await filterOf(ctx, schema, list, filter);
  return {
    ids,
    found: given && ((tx, take) => found(ctx, tx, list, { filter: given, take })),
    seen: (tx, named) => seen(tx, list, named),
  };
}

/** A filter as its list takes it, which is asked first: it refuses what it does not know, and what one may not ask. */
async function filterOf(
  ctx: Context,
  schema: GraphQLSchema,
  list: ChangedList,
  filter: unknown,
): Promise<object> {
  const type = FILTERS[list];
  const { errors } = await execute({
    schema,
    document: parse(
      `query Chosen($filter: ${type}) { ${list}(filter: $filter, first: 1) { nodes { id } } }`,
    ),
    contextValue: ctx,
    variableValues: { filter },
  });
  const [first] = errors ?? [];
  if (first)
    throw first.path ? (first.originalError ?? first) : badInput({ filter: first.message });
  return coerceInputValue(filter, must(schema.getType(type)) as GraphQLInputType) as object;
}

function seen(tx: ScopedTx, list: ChangedList, ids: string[]): Promise<{ id: string }[]> {
  const named = { where: { id: { in: ids } }, select: { id: true } };
  return list === 'customers' ? tx.customer.findMany(named) : tx.service.findMany(named);
}

async function found(
  ctx: Context,
  tx: ScopedTx,
  list: ChangedList,
  { filter, take }: { filter: CustomerFilter & ServiceFilter; take: number },
): Promise<{ id: string }[]> {
  return list === 'customers'
    ? tx.customer.findMany({
        where: await customersWhere(ctx, tx, filter),
        orderBy: { number: 'asc' },
        select: { id: true },
        take,
      })
    : tx.service.findMany({
        where: await servicesWhere(ctx, tx, filter),
        orderBy: [{ customer: { number: 'asc' } }, { id: 'asc' }],
        select: { id: true },
        take,
      });
}
