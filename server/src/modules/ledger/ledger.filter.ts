import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { anyOf, currencyInput, idInput, textInput, toDbDate } from '../../kit/input.ts';
import { onlySet, type KeptCount } from '../../kit/kept.ts';
import { containing, searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { customFieldsWhere } from '../fields/index.ts';
import { ofMarkedCustomers, searchedCustomers } from '../customers/index.ts';
import { placesLookedAt } from '../partners/index.ts';
import type { TransactionFilter } from './ledger.types.ts';

/** As long as a category is. */
const CATEGORY_MAX = 100;

type Where = Prisma.TransactionWhereInput;

const currencyOf = ({ currency }: TransactionFilter) =>
  currency ? currencyInput(currency, 'filter.currency') : null;

/**
 * A filter as the condition of a query. The search goes through one customer's descriptions, or, over all customers, by
 * who they are: no index answers for the middle of a million descriptions.
 */
export async function transactionsWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: TransactionFilter,
): Promise<Where> {
  const all: Where[] = await customFieldsWhere(
    tx,
    ctx,
    'TRANSACTION',
    filter.customFields,
    filter.partnerId,
  );
  all.push(
    ...(await placesLookedAt(ctx, tx, filter)),
    ...(await ofMarkedCustomers(tx, { locationId: filter.locationId })),
  );
  if (filter.customerId) all.push({ customerId: idInput(filter.customerId, 'filter.customerId') });
  if (filter.dateFrom) all.push({ date: { gte: toDbDate(filter.dateFrom) } });
  if (filter.dateTo) all.push({ date: { lte: toDbDate(filter.dateTo) } });
  const currency = currencyOf(filter);
  if (currency) all.push({ currency });
  if (filter.type) all.push({ type: filter.type });
  if (filter.category) all.push({ category: filter.category.trim() });
  const categories = anyOf(filter.categories, 'filter.categories');
  if (categories)
    all.push({
      category: {
        in: categories.map((each) => textInput(each, 'filter.categories', { max: CATEGORY_MAX })),
      },
    });
  if (filter.serviceId) all.push({ serviceId: idInput(filter.serviceId, 'filter.serviceId') });
  if (filter.tariffId)
    all.push({ service: { tariffId: idInput(filter.tariffId, 'filter.tariffId') } });
  const search = searchText(filter.search);
  if (search)
    all.push(
      filter.customerId
        ? { description: containing(search) }
        : { customerId: { in: await searchedCustomers(ctx, tx, search) } },
    );
  return { AND: all };
}

/** Where the number of entries that a filter finds is kept with them. */
export function transactionsKept(filter: TransactionFilter): KeptCount | null {
  const { partnerId, dateFrom: from, dateTo: to } = filter;
  return onlySet(filter, ['partnerId', 'currency', 'dateFrom', 'dateTo'])
    ? { figure: 'ENTRIES', partnerId, currency: currencyOf(filter), from, to }
    : null;
}
