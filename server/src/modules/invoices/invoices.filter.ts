import { Field, ID, InputType } from 'type-graphql';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { anyOf, currencyInput, idInput, toDbDate } from '../../kit/input.ts';
import { amountRange } from '../../kit/amountRange.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { CustomFieldFilter, customFieldsWhere, searchedByFields } from '../fields/index.ts';
import { daysNow, placesLookedAt, type LookedAt } from '../partners/index.ts';
import { beginsWith, ofMarkedCustomers, searchedCustomers } from '../customers/index.ts';
import { LabelFilter } from '../labels/index.ts';
import { DueStatus, InvoiceStatus, PaymentStatus } from './documents.types.ts';

@InputType()
export class InvoiceFilter {
  @Field(() => String, { nullable: true }) search?: string | null;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => InvoiceStatus, { nullable: true }) status?: InvoiceStatus | null;
  @Field(() => String, { nullable: true }) number?: string | null;
  @Field(() => DateScalar, { nullable: true }) documentDateFrom?: string | null;
  @Field(() => DateScalar, { nullable: true }) documentDateTo?: string | null;
  @Field(() => Boolean, { nullable: true }) open?: boolean | null;
  @Field(() => DateScalar, { nullable: true }) dueTo?: string | null;
  @Field(() => Boolean, { nullable: true }) recurring?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'What one billing run issued.' }) billingRunId?:
    | string
    | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Issued and not void: what counts as invoiced.',
  })
  issued?: boolean | null;
  @Field(() => DateScalar, { nullable: true, description: 'Made void on this day or later.' })
  voidedFrom?: string | null;
  @Field(() => DateScalar, { nullable: true }) voidedTo?: string | null;
  @Field(() => LabelFilter, { nullable: true, description: 'Of its customer.' })
  labels?: LabelFilter | null;
  @Field(() => ID, { nullable: true, description: 'Where its customer is.' })
  locationId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'At the location itself, without what lies in it.',
  })
  locationOnly?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Without the partners below.' })
  partnerOnly?: boolean | null;
  @Field(() => [DueStatus], {
    nullable: true,
    description: 'Any of them, by the day at the partner of each; of open ones.',
  })
  dueStatus?: DueStatus[] | null;
  @Field(() => [PaymentStatus], { nullable: true, description: 'Any of them; of issued ones.' })
  paymentStatus?: PaymentStatus[] | null;
  @Field(() => Boolean, { nullable: true }) draft?: boolean | null;
  @Field(() => DecimalScalar, { nullable: true }) totalFrom?: string | null;
  @Field(() => DecimalScalar, { nullable: true }) totalTo?: string | null;
  @Field(() => DateScalar, { nullable: true }) dueFrom?: string | null;
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
}

type Where = Prisma.InvoiceWhereInput;

/** The currency that a filter names; null for any. Refuses by field what is none. */
export const currencyOf = ({ currency }: InvoiceFilter) =>
  currency ? currencyInput(currency, 'filter.currency') : null;

/** A filter as the condition of a query. */
export async function invoicesWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: InvoiceFilter,
): Promise<Where> {
  const all: Where[] = await customFieldsWhere(
    tx,
    ctx,
    'INVOICE',
    filter.customFields,
    filter.partnerId,
  );
  const looked = { ...filter, one: Boolean(filter.billingRunId) };
  all.push(...(await placesLookedAt(ctx, tx, looked)), ...(await ofMarkedCustomers(tx, filter)));
  if (filter.customerId) all.push({ customerId: idInput(filter.customerId, 'filter.customerId') });
  if (filter.number) all.push({ number: filter.number.trim() });
  if (filter.documentDateFrom)
    all.push({ documentDate: { gte: toDbDate(filter.documentDateFrom) } });
  if (filter.documentDateTo) all.push({ documentDate: { lte: toDbDate(filter.documentDateTo) } });
  if (filter.voidedFrom) all.push({ voidOn: { gte: toDbDate(filter.voidedFrom) } });
  if (filter.voidedTo) all.push({ voidOn: { lte: toDbDate(filter.voidedTo) } });
  if (filter.dueFrom) all.push({ dueDate: { gte: toDbDate(filter.dueFrom) } });
  if (filter.dueTo) all.push({ dueDate: { lte: toDbDate(filter.dueTo) } });
  const currency = currencyOf(filter);
  if (currency) all.push({ currency });
  if (filter.issued != null) all.push({ state: filter.issued ? 'ISSUED' : { not: 'ISSUED' } });
  if (filter.open !== undefined && filter.open !== null)
    all.push({ dueMinor: filter.open ? { gt: 0n } : { lte: 0n } });
  if (filter.recurring !== undefined && filter.recurring !== null)
    all.push({ recurring: filter.recurring });
  if (filter.draft != null) all.push({ state: filter.draft ? 'DRAFT' : { not: 'DRAFT' } });
  all.push(...totalsWhere(filter, currency));
  const payment = anyOf(filter.paymentStatus, 'filter.paymentStatus');
  if (payment) all.push(paymentWhere(payment));
  const due = anyOf(filter.dueStatus, 'filter.dueStatus');
  if (due) all.push(await dueWhere(ctx, tx, looked, due));
  if (filter.billingRunId) all.push({ runId: idInput(filter.billingRunId, 'filter.billingRunId') });
  const search = searchText(filter.search);
  if (search)
    all.push({
      OR: [
        { number: beginsWith(search) },
        { customerId: { in: await searchedCustomers(ctx, tx, search) } },
        {
          id: {
            in: ctx.reads('Invoice', 'customFields')
              ? await searchedByFields(tx, 'INVOICE', search)
              : [],
          },
        },
      ],
    });
  if (filter.status) all.push(await statusWhere(ctx, tx, filter, filter.status));
  return { AND: all };
}

function totalsWhere({ totalFrom, totalTo }: InvoiceFilter, currency: string | null): Where[] {
  const names = { from: 'filter.totalFrom', to: 'filter.totalTo' };
  const ranges = amountRange({ from: totalFrom, to: totalTo }, names, currency);
  const OR = ranges.map((each): Where => ({ currency: each.currency, totalMinor: each.minor }));
  return OR.length ? [{ OR }] : [];
}

/** A status of payment as what is due and paid. Zero is paid from the start, and a draft owes nothing yet. */
const PAYMENT_WHERE: Readonly<Record<PaymentStatus, Where>> = {
  UNPAID: { dueMinor: { gt: 0n }, paidMinor: 0n },
  PARTIALLY_PAID: { dueMinor: { gt: 0n }, paidMinor: { gt: 0n } },
  PAID: { state: 'ISSUED', dueMinor: 0n },
};

function paymentWhere(statuses: readonly PaymentStatus[]): Where {
  if (isOpen(statuses)) return { dueMinor: { gt: 0n } };
  if (statuses.length === Object.keys(PAYMENT_WHERE).length) return { state: 'ISSUED' };
  return { OR: statuses.map((status) => PAYMENT_WHERE[status]) };
}

/** Unpaid and partly paid together are what is open. */
export function isOpen(statuses: readonly PaymentStatus[]): boolean {
  return new Set(statuses).size === 2 && !statuses.includes(PaymentStatus.PAID);
}

const SOON_DAYS = 7;

/** The last days that each status of what is due lies between, on a day. */
function dueBetween(status: DueStatus, today: LocalDate): { gte?: Date; lte?: Date } {
  const soon = addDays(today, SOON_DAYS);
  switch (status) {
    case DueStatus.OVERDUE:
      return { lte: toDbDate(addDays(today, -1)) };
    case DueStatus.DUE_SOON:
      return { gte: toDbDate(today), lte: toDbDate(soon) };
    case DueStatus.NOT_DUE:
      return { gte: toDbDate(addDays(soon, 1)) };
  }
}

/** Open ones by when they are due, by the day that it is at the partner of each. */
async function dueWhere(
  ctx: Context,
  tx: ScopedTx,
  looked: LookedAt,
  statuses: readonly DueStatus[],
): Promise<Where> {
  const open: Where = { dueMinor: { gt: 0n } };
  if (statuses.length === Object.keys(DueStatus).length) return open;
  const days = await daysNow(ctx, tx, looked);
  const OR = await Promise.all(
    days.map(async ({ today, partnerIds }): Promise<Where> => ({
      ...(days.length > 1 ? { partnerId: { in: await partnerIds() } } : {}),
      OR: statuses.map((status) => ({ dueDate: dueBetween(status, today) })),
    })),
  );
  return { ...open, OR };
}

async function statusWhere(
  ctx: Context,
  tx: ScopedTx,
  looked: LookedAt,
  status: InvoiceStatus,
): Promise<Where> {
  if (status === InvoiceStatus.DRAFT || status === InvoiceStatus.VOID) return { state: status };
  if (status === InvoiceStatus.PAID) return { state: 'ISSUED', dueMinor: 0n };
  const late = await overdueWhere(ctx, tx, looked);
  if (status === InvoiceStatus.OVERDUE) return late;
  return {
    dueMinor: { gt: 0n },
    paidMinor: status === InvoiceStatus.UNPAID ? 0n : { gt: 0n },
    NOT: late,
  };
}

/** Something is due after the due date, by the day it is at the invoice's partner. */
async function overdueWhere(ctx: Context, tx: ScopedTx, looked: LookedAt): Promise<Where> {
  const [first, ...later] = await daysNow(ctx, tx, looked);
  const before = (today: LocalDate): Where => ({
    dueMinor: { gt: 0n },
    dueDate: { lt: toDbDate(today) },
  });
  if (!later.length) return before(first.today);
  // somewhere below it is tomorrow already
  const ahead = await Promise.all(
    later.map(async ({ today, partnerIds }): Promise<Where> => ({
      ...before(today),
      partnerId: { in: await partnerIds() },
    })),
  );
  return { OR: [before(first.today), ...ahead] };
}
