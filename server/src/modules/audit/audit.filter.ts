import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { idInput, isId } from '../../kit/input.ts';
import { searchText } from '../../kit/search.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { searchedCustomers } from '../customers/index.ts';
import { belowPartner } from '../partners/index.ts';
import type { AuditFilter } from './audit.types.ts';
import { entriesOfCustomers } from './ofCustomers.store.ts';

/** More customers than a search means when it asks what was done to one; of these only what was done to themselves. */
const SEARCHED_WHOLE = 100;

type Where = Prisma.AuditEntryWhereInput;

/** A filter as the condition of a query. Refuses by field what is no id, and instants in the wrong order. */
export async function auditWhere(ctx: Context, tx: ScopedTx, filter: AuditFilter): Promise<Where> {
  const all: Where[] = [];
  const [from, until] = [filter.from, filter.until].map((at) => (at ? new Date(at) : null));
  if (from && until && from > until) throw badInput({ 'filter.until': 'lies before from' });
  const text = (value: string | null | undefined) => value?.trim() ?? '';
  if (text(filter.entity)) all.push({ entity: text(filter.entity) });
  if (filter.entityId) all.push({ entityId: idInput(filter.entityId, 'filter.entityId') });
  if (text(filter.action)) all.push({ action: text(filter.action) });
  const actor = text(filter.actor);
  if (actor) all.push(isId(actor) ? { actorId: actor.toLowerCase() } : { actorName: actor });
  if (text(filter.address)) all.push({ address: text(filter.address) });
  if (from) all.push({ at: { gte: from } });
  if (until) all.push({ at: { lt: until } });
  if (filter.partnerId) all.push({ partnerPath: await belowPartner(tx, filter.partnerId) });
  if (filter.customerId) {
    const id = idInput(filter.customerId, 'filter.customerId');
    all.push({ id: { in: await entriesOfCustomers(tx, [id]) } });
  }
  const search = searchText(filter.search);
  if (search) all.push({ OR: await searchedRecords(ctx, tx, search) });
  return { AND: all };
}

async function searchedRecords(ctx: Context, tx: ScopedTx, search: string): Promise<Where[]> {
  const invoices = await tx.invoice.findMany({
    where: { number: search },
    select: { id: true },
    take: 100,
  });
  const customers = await searchedCustomers(ctx, tx, search);
  return [
    customers.length > SEARCHED_WHOLE
      ? { entity: 'customer', entityId: { in: customers } }
      : { id: { in: await entriesOfCustomers(tx, customers) } },
    { entity: 'invoice', entityId: { in: invoices.map(({ id }) => id) } },
  ];
}
