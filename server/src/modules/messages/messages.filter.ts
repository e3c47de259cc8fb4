import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { placesLookedAt } from '../partners/index.ts';
import type { MessageFilter } from './messages.types.ts';

/** A filter as the condition of a query. */
export async function messagesWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: MessageFilter,
): Promise<Prisma.MessageWhereInput> {
  const one = Boolean(filter.invoiceId || filter.creditNoteId || filter.proformaId);
  const all: Prisma.MessageWhereInput[] = await placesLookedAt(ctx, tx, { ...filter, one });
  if (filter.customerId) all.push({ customerId: idInput(filter.customerId, 'filter.customerId') });
  for (const key of ['invoiceId', 'creditNoteId', 'proformaId'] as const)
    if (filter[key]) all.push({ [key]: idInput(filter[key], `filter.${key}`) });
  for (const key of ['status', 'kind', 'channel'] as const)
    if (filter[key]) all.push({ [key]: filter[key] });
  return { AND: all };
}
