import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { currencyInput, idInput, toDbDate } from '../../kit/input.ts';
import { searchText } from '../../kit/search.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { beginsWith, searchedCustomers } from '../customers/index.ts';
import { belowPartner } from '../partners/index.ts';
import { CreditNoteStatus, type DocumentFilter } from './creditNotes.types.ts';

type Where = Prisma.CreditNoteWhereInput;

/** A filter as the condition of a query; the search goes by number and customer. Refuses an unknown status by field. */
export async function creditNotesWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: DocumentFilter,
): Promise<Where> {
  const all: Where[] = [];
  if (filter.customFields?.length)
    throw badInput({ 'filter.customFields': 'credit notes have no custom fields' });
  if (filter.partnerId) all.push({ partnerPath: await belowPartner(tx, filter.partnerId) });
  if (filter.customerId) all.push({ customerId: idInput(filter.customerId, 'filter.customerId') });
  if (filter.documentDateFrom)
    all.push({ documentDate: { gte: toDbDate(filter.documentDateFrom) } });
  if (filter.documentDateTo) all.push({ documentDate: { lte: toDbDate(filter.documentDateTo) } });
  if (filter.currency) all.push({ currency: currencyInput(filter.currency, 'filter.currency') });
  if (filter.status != null) {
    if (!Object.hasOwn(CreditNoteStatus, filter.status))
      throw badInput({ 'filter.status': `is one of ${Object.keys(CreditNoteStatus).join(', ')}` });
    all.push({ status: filter.status });
  }
  const search = searchText(filter.search);
  if (search)
    all.push({
      OR: [
        { number: beginsWith(search) },
        { customerId: { in: await searchedCustomers(ctx, tx, search) } },
      ],
    });
  return { AND: all };
}
