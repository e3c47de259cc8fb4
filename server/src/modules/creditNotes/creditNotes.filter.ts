import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { currencyInput, idInput, toDbDate } from '../../kit/input.ts';
import { searchText } from '../../kit/search.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { beginsWith, searchedCustomers } from '../customers/index.ts';
import { belowPartner } from '../partners/index.ts';
import type { DocumentFilter } from './creditNotes.types.ts';

/** Conditions on what every kind of document has. */
type Where = Pick<
  Prisma.CreditNoteWhereInput & Prisma.ProformaWhereInput,
  'partnerPath' | 'customerId' | 'documentDate' | 'currency' | 'status'
> & { OR?: ({ number: ReturnType<typeof beginsWith> } | { customerId: { in: string[] } })[] };

/**
 * A filter as the condition of a query; the search goes by number and customer. Refuses an unknown status by field, and
 * custom fields, which these documents have none of. what: how they are called, in words.
 */
export async function documentsWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: DocumentFilter,
  { what, statuses }: { what: string; statuses: Readonly<Record<string, string>> },
): Promise<{ AND: Where[] }> {
  const all: Where[] = [];
  if (filter.customFields?.length)
    throw badInput({ 'filter.customFields': `${what} have no custom fields` });
  if (filter.partnerId) all.push({ partnerPath: await belowPartner(tx, filter.partnerId) });
  if (filter.customerId) all.push({ customerId: idInput(filter.customerId, 'filter.customerId') });
  if (filter.documentDateFrom)
    all.push({ documentDate: { gte: toDbDate(filter.documentDateFrom) } });
  if (filter.documentDateTo) all.push({ documentDate: { lte: toDbDate(filter.documentDateTo) } });
  if (filter.currency) all.push({ currency: currencyInput(filter.currency, 'filter.currency') });
  if (filter.status != null) {
    if (!Object.hasOwn(statuses, filter.status))
      throw badInput({ 'filter.status': `is one of ${Object.keys(statuses).join(', ')}` });
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
