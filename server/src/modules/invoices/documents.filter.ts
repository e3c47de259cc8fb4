import { Field, ID, InputType } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { currencyInput, idInput, toDbDate } from '../../kit/input.ts';
import { MoneyType } from '../../kit/money.types.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { searchText } from '../../kit/search.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { beginsWith, searchedCustomers } from '../customers/index.ts';
import { CustomFieldFilter, customFieldsWhere, searchedByFields } from '../fields/index.ts';
import { placesLookedAt } from '../partners/index.ts';

/** Of the documents beside invoices. */
@InputType()
export class DocumentFilter {
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
  @Field(() => String, { nullable: true }) search?: string | null;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => String, { nullable: true }) status?: string | null;
  @Field(() => DateScalar, { nullable: true }) documentDateFrom?: string | null;
  @Field(() => DateScalar, { nullable: true }) documentDateTo?: string | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
}

/** Conditions on what every kind of document has. */
type Where = Pick<
  Prisma.CreditNoteWhereInput & Prisma.ProformaWhereInput,
  'partnerPath' | 'customerId' | 'documentDate' | 'currency' | 'status' | 'customValues'
> & {
  OR?: (
    | { number: ReturnType<typeof beginsWith> }
    | { customerId: { in: string[] } }
    | { id: { in: string[] } }
  )[];
};

type DocumentEntity = 'CREDIT_NOTE' | 'PROFORMA';
const KIND_OF: Readonly<Record<DocumentEntity, string>> = {
  CREDIT_NOTE: 'CreditNote',
  PROFORMA: 'Proforma',
};

/**
 * A filter as the condition of a query; the search goes by number, customer and fields that are made
 * for it. Refuses an unknown status and unknown custom fields by field.
 */
export async function documentsWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: DocumentFilter,
  { entity, statuses }: { entity: DocumentEntity; statuses: Readonly<Record<string, string>> },
): Promise<{ AND: Where[] }> {
  const all: Where[] = await customFieldsWhere(
    tx,
    ctx,
    entity,
    filter.customFields,
    filter.partnerId,
  );
  all.push(...(await placesLookedAt(ctx, tx, filter)));
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
        {
          id: {
            in: ctx.reads(KIND_OF[entity], 'customFields')
              ? await searchedByFields(tx, entity, search)
              : [],
          },
        },
      ],
    });
  return { AND: all };
}

/** What documents of a list come to, by currency. */
export function toSums(
  sums: readonly { currency: string; _sum: { totalMinor: bigint | null } }[],
): MoneyType[] {
  return sums.map(({ currency, _sum }) =>
    Object.assign(new MoneyType(), {
      currency,
      amount: formatMinor(_sum.totalMinor ?? 0n, currencyDigits(currency)),
    }),
  );
}
