import type { Prisma } from '../../generated/prisma/client.ts';
import type { ConnectionValue, PageArgs } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { currencyInput, idInput, toDbDate } from '../../kit/input.ts';
import { onlySet, type KeptCount } from '../../kit/kept.ts';
import { searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { customFieldsWhere } from '../fields/index.ts';
import { placesLookedAt } from '../partners/index.ts';
import { CustomerStatus, type CustomerFilter, type CustomerType } from './customers.types.ts';
import { wordsCondition } from './customers.words.ts';
import { customerRecords } from './customers.records.ts';
import { markedWhere } from './marks.ts';

const currencyOf = ({ currency }: CustomerFilter) =>
  currency ? currencyInput(currency, 'filter.currency') : null;

/** A filter as the condition of a query. */
export async function customersWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: CustomerFilter | undefined,
): Promise<Prisma.CustomerWhereInput> {
  const where: Prisma.CustomerWhereInput = {};
  const search = searchText(filter?.search);
  where.AND = [
    ...(search ? [wordsCondition(ctx, search)] : []),
    ...(await customFieldsWhere(tx, ctx, 'CUSTOMER', filter?.customFields, filter?.partnerId)),
    ...(await placesLookedAt(ctx, tx, filter ?? {})),
    ...(await markedWhere(tx, filter ?? {})),
  ];
  if (filter?.externalId) where.externalId = searchText(filter.externalId, 'filter.externalId');
  const currency = currencyOf(filter ?? {});
  if (currency) where.currency = currency;
  if (filter?.createdFrom || filter?.createdTo)
    where.createdOn = {
      ...(filter.createdFrom ? { gte: toDbDate(filter.createdFrom) } : {}),
      ...(filter.createdTo ? { lte: toDbDate(filter.createdTo) } : {}),
    };
  if (filter?.kind) where.kind = filter.kind;
  if (filter?.status) where.status = filter.status;
  if (filter?.billingType) where.billingType = filter.billingType;
  if (filter?.debt != null) where.balanceMinor = filter.debt ? { lt: 0 } : { gte: 0 };
  if (filter?.nextBillingTo) where.nextBillingDate = { lte: toDbDate(filter.nextBillingTo) };
  if (filter?.tariffId)
    where.services = { some: { tariffId: idInput(filter.tariffId, 'filter.tariffId') } };
  return where;
}

/** Where the number of customers that a filter finds is kept with them. */
function customersKept(filter: CustomerFilter): KeptCount | null {
  const { partnerId, createdFrom: from, createdTo: to, status } = filter;
  const of = { partnerId, currency: currencyOf(filter) };
  if (onlySet(filter, ['partnerId', 'currency', 'createdFrom', 'createdTo']))
    return { figure: 'CUSTOMERS', ...of, from, to };
  return (status === CustomerStatus.ACTIVE || status === CustomerStatus.BLOCKED) &&
    onlySet(filter, ['partnerId', 'currency', 'status'])
    ? { figure: status, ...of }
    : null;
}

/** One page of the customers inside the scope. */
export async function listCustomers(
  ctx: Context,
  page: PageArgs,
  filter: CustomerFilter | undefined,
): Promise<ConnectionValue<CustomerType>> {
  const where = await ctx.read((tx) => customersWhere(ctx, tx, filter));
  return customerRecords.page(ctx, page, where, {
    partnerId: filter?.partnerId,
    kept: () => customersKept(filter ?? {}),
  });
}
