import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { onlySet, type KeptCount } from '../../kit/kept.ts';
import { idInput, toDbDate } from '../../kit/input.ts';
import { searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { placesLookedAt } from '../partners/index.ts';
import type { BankTransactionFilter } from './bank.types.ts';
import { searchedEntries } from './search.ts';

type Where = Prisma.BankTransactionWhereInput;

/** What a person has to do something about. */
const WAITS: Where = {
  status: { in: ['SUGGESTED', 'UNMATCHED', 'POSSIBLE_DUPLICATE', 'AWAITING_DETAILS'] },
};

/** A filter as the condition of a query; the search goes by words of name, text, IBAN and references. */
export async function transactionsWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: BankTransactionFilter,
): Promise<Where> {
  const { bankAccountId, fileId, status, kind, bookingDateFrom: from, bookingDateTo: to } = filter;
  const all: Where[] = [];
  if (bankAccountId) all.push({ accountId: idInput(bankAccountId, 'filter.bankAccountId') });
  if (fileId) all.push({ fileId: idInput(fileId, 'filter.fileId') });
  if (status) all.push({ status });
  if (kind) all.push({ kind });
  if (filter.waiting != null) all.push(filter.waiting ? WAITS : { NOT: WAITS });
  if (from) all.push({ bookingDate: { gte: toDbDate(from) } });
  if (to) all.push({ bookingDate: { lte: toDbDate(to) } });
  const search = searchText(filter.search);
  if (search) all.push({ id: { in: await searchedEntries(tx, search) } });
  const one = Boolean(bankAccountId ?? fileId);
  all.push(...(await placesLookedAt(ctx, tx, { one })));
  return { AND: all };
}

/** Where the number of entries that a filter finds is kept with them. */
export function transactionsKept(filter: BankTransactionFilter): KeptCount | null {
  const of = { from: filter.bookingDateFrom, to: filter.bookingDateTo };
  const byDate = ['bookingDateFrom', 'bookingDateTo'] as const;
  if (onlySet(filter, byDate)) return { figure: 'BANK_ENTRIES', ...of };
  if (filter.status && onlySet(filter, [...byDate, 'status']))
    return { figure: `BANK_${filter.status}`, ...of };
  if (filter.waiting === true && onlySet(filter, [...byDate, 'waiting']))
    return { figure: 'BANK_WAITING', ...of };
  return null;
}
