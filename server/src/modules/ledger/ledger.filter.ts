import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { anyOf, currencyInput, idInput, textInput, toDbDate } from '../../kit/input.ts';
import { onlySet, type KeptCount } from '../../kit/kept.ts';
import { containing, searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { customFieldsWhere } from '../fields/index.ts';
import { ofMarkedCustomers, searchedCustomers } from '../customers/index.ts';
import { placesLookedAt } from '../partners/index.ts';
import {
  CATEGORY_MAX,
  linesOf,
  meetingParts,
  OF_NO_NOTE,
  OF_NOTE,
  partsOf,
} from './ledger.parts.ts';
import { EntryWithout, type TransactionFilter } from './ledger.types.ts';

type Where = Prisma.TransactionWhereInput;

const currencyOf = ({ currency }: TransactionFilter) =>
  currency ? currencyInput(currency, 'filter.currency') : null;

/** The entries that a filter finds; of those of credit notes only the lines that fit count. */
export interface FoundEntries {
  where: Where;
  /** The entries of credit notes among them, and which of their lines count; null: each counts whole. */
  notes: { where: Where; lines: Prisma.CreditNoteLineWhereInput } | null;
}

/**
 * A filter as the condition of a query. The search goes through one customer's descriptions, or, over all customers, by
 * who they are: no index answers for the middle of a million descriptions.
 */
export async function transactionsWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: TransactionFilter,
): Promise<FoundEntries> {
  const parts = await partsOf(ctx, tx, filter);
  const where = { AND: [...(await entriesWhere(ctx, tx, filter)), ...meetingParts(parts)] };
  if (!parts.length) return { where, notes: null };
  return { where, notes: { where: { AND: [where, OF_NOTE] }, lines: linesOf(parts) } };
}

async function entriesWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: TransactionFilter,
): Promise<Where[]> {
  const all: Where[] = await customFieldsWhere(
    tx,
    ctx,
    'TRANSACTION',
    filter.customFields,
    filter.partnerId,
  );
  all.push(
    ...(await placesLookedAt(ctx, tx, filter)),
    ...(await ofMarkedCustomers(tx, filter)),
    ...(await ofCustomers(ctx, tx, filter)),
  );
  if (filter.customerId) all.push({ customerId: idInput(filter.customerId, 'filter.customerId') });
  if (filter.dateFrom) all.push({ date: { gte: toDbDate(filter.dateFrom) } });
  if (filter.dateTo) all.push({ date: { lte: toDbDate(filter.dateTo) } });
  all.push(...served(filter));
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
  const methods = anyOf(filter.methods, 'filter.methods');
  if (methods) all.push(paidBy(methods));
  if (filter.takenBy)
    all.push({ payment: { recordedById: idInput(filter.takenBy, 'filter.takenBy') } });
  if (filter.credited != null) all.push(filter.credited ? OF_NOTE : OF_NO_NOTE);
  const search = searchText(filter.search);
  if (search)
    all.push(
      filter.customerId
        ? { description: containing(search) }
        : { customerId: { in: await searchedCustomers(ctx, tx, search) } },
    );
  return all;
}

/** What is asked of an entry's customer beside its marks. */
async function ofCustomers(
  ctx: Context,
  tx: ScopedTx,
  { customerFields, partnerId, without }: TransactionFilter,
): Promise<Where[]> {
  const all: Prisma.CustomerWhereInput[] = await customFieldsWhere(
    tx,
    ctx,
    'CUSTOMER',
    customerFields,
    partnerId,
    'filter.customerFields',
  );
  if (without?.includes(EntryWithout.LOCATION)) all.push({ locationId: null });
  if (without?.includes(EntryWithout.LABEL)) all.push({ labels: { none: {} } });
  return all.map((customer) => ({ customer }));
}

/** What is for days that lie in others, or is of one of them. */
function served({ servedFrom, servedTo }: TransactionFilter): Where[] {
  const from = servedFrom ? toDbDate(servedFrom) : null;
  const to = servedTo ? toDbDate(servedTo) : null;
  return [
    ...(from
      ? [{ OR: [{ periodTo: { gt: from } }, { periodTo: null, date: { gte: from } }] }]
      : []),
    ...(to ? [{ OR: [{ periodFrom: { lte: to } }, { periodFrom: null, date: { lte: to } }] }] : []),
  ];
}

/** Payments by how they came, and refunds by how they went. */
function paidBy(methods: string[]): Where {
  const went: Where = { refunds: { some: { method: { in: methods } } } };
  return {
    OR: [
      { category: { not: 'Refund' }, payment: { method: { in: methods } } },
      { category: 'Refund', OR: [went, { reverses: went }] },
    ],
  };
}

/** Where the number of entries that a filter finds is kept with them. */
export function transactionsKept(filter: TransactionFilter): KeptCount | null {
  const { partnerId, dateFrom: from, dateTo: to } = filter;
  return onlySet(filter, ['partnerId', 'currency', 'dateFrom', 'dateTo'])
    ? { figure: 'ENTRIES', partnerId, currency: currencyOf(filter), from, to }
    : null;
}
