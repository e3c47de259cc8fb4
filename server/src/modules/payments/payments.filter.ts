import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { anyOf, currencyInput, idInput, toDbDate } from '../../kit/input.ts';
import { onlySet, type KeptCount } from '../../kit/kept.ts';
import { searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { customFieldsWhere, searchedByFields } from '../fields/index.ts';
import {
  beginsWith,
  customersByReference,
  ofMarkedCustomers,
  searchedCustomers,
} from '../customers/index.ts';
import { placesLookedAt } from '../partners/index.ts';
import type { PaymentFilter } from './payments.types.ts';

type Where = Prisma.PaymentWhereInput;

const currencyOf = ({ currency }: PaymentFilter) =>
  currency ? currencyInput(currency, 'filter.currency') : null;

/** A filter as the condition of a query; the search goes by receipt number and customer. */
export async function paymentsWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: PaymentFilter,
): Promise<Where> {
  const all: Where[] = await customFieldsWhere(
    tx,
    ctx,
    'PAYMENT',
    filter.customFields,
    filter.partnerId,
  );
  all.push(...(await placesLookedAt(ctx, tx, filter)), ...(await ofMarkedCustomers(tx, filter)));
  if (filter.customerId) all.push({ customerId: idInput(filter.customerId, 'filter.customerId') });
  if (filter.dateFrom) all.push({ date: { gte: toDbDate(filter.dateFrom) } });
  if (filter.dateTo) all.push({ date: { lte: toDbDate(filter.dateTo) } });
  const currency = currencyOf(filter);
  if (currency) all.push({ currency });
  if (filter.reversed != null) all.push({ reversedAt: filter.reversed ? { not: null } : null });
  if (filter.reversedFrom) all.push({ reversedOn: { gte: toDbDate(filter.reversedFrom) } });
  if (filter.reversedTo) all.push({ reversedOn: { lte: toDbDate(filter.reversedTo) } });
  if (filter.method) all.push({ method: filter.method });
  const methods = anyOf(filter.methods, 'filter.methods');
  if (methods) all.push({ method: { in: methods } });
  if (filter.source) all.push({ source: filter.source });
  const search = searchText(filter.search);
  if (search)
    all.push({
      OR: [
        { receiptNumber: beginsWith(search) },
        { customerId: { in: await searchedCustomers(ctx, tx, search) } },
        // as it stands on bills and receipts
        {
          customerId: {
            in: ctx.reads('Customer', 'number')
              ? await ctx.sql((sql) => customersByReference(sql, search))
              : [],
          },
        },
        {
          id: {
            in: ctx.reads('Payment', 'customFields')
              ? await searchedByFields(tx, 'PAYMENT', search)
              : [],
          },
        },
      ],
    });
  return { AND: all };
}

/** Where the number of payments that a filter finds is kept with them. */
export function paymentsKept(filter: PaymentFilter): KeptCount | null {
  const { partnerId, dateFrom: from, dateTo: to } = filter;
  const of = { partnerId, currency: currencyOf(filter), from, to };
  const byDate = ['partnerId', 'currency', 'dateFrom', 'dateTo'] as const;
  if (onlySet(filter, byDate)) return { figure: 'PAYMENTS', ...of };
  if (filter.reversed === false && onlySet(filter, [...byDate, 'reversed']))
    return { figure: 'RECEIVED', ...of };
  return null;
}
