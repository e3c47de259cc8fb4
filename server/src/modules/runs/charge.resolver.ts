import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import type { ComparedLine } from '@backhaul/domain/charging/lineChange';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { billingDateFrom } from '@backhaul/domain/schedule/schedule';
import { countedBy } from '@backhaul/domain/time/periods';
import { isManyPeriods, periodsCovered } from '@backhaul/domain/charging/runComparison';
import { manyPeriods } from '@backhaul/domain/documents/warnings';
import {
  InvoiceType,
  lineFromPlan,
  lineJson,
  invoiceRecords,
  type PlannedLineJson,
} from '../invoices/index.ts';
import { CustomerType, customerRecords, toCustomerBilling } from '../customers/index.ts';
import { partnerRecords } from '../partners/index.ts';
import { loadPartnerFinance } from '../settings/index.ts';
import { ServiceInput } from '../services/index.ts';
import { changesOf } from './changes.ts';
import { LineChangeType, toLineChange } from './changes.types.ts';
import { chargeAccount, planCustomers } from './charge.service.ts';
import { lastCharges, linesOfCharges, type LastCharge } from './compare.store.ts';
import { firstCharge } from './firstCharge.ts';
import type { Planned } from './planning.ts';
import { plansFor } from './plansFor.ts';
import { FirstChargeType, UpcomingChargeType } from './upcoming.types.ts';
import { undoLastCharge, whyNotUndone } from './undo.service.ts';

/** The day of the next run that charges a customer: never one that has passed. */
async function nextChargeOn(ctx: Context, customer: CustomerType): Promise<string | null> {
  const due = customer.nextBillingDate;
  const partner = due ? await partnerRecords.load(ctx, customer.partnerId) : null;
  if (!due || !partner) return due;
  const today = ctx.app.clock.today(partner.clock);
  if (due >= today) return due;
  const finance = await loadPartnerFinance(ctx, customer.partnerId);
  return billingDateFrom(today, due, toCustomerBilling(customer, finance).settings);
}

@Resolver(() => CustomerType)
export class ChargeResolver {
  @Authorized('invoices:write')
  @Mutation(() => InvoiceType, {
    nullable: true,
    description: 'A recurring charge for one customer as of a date, outside any run.',
  })
  async chargeCustomer(
    @ArgId('customerId') customerId: string,
    @Arg('date', () => DateScalar) date: string,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType | null> {
    const charged = await ctx.sql(async (sql) =>
      chargeAccount(sql, customerId, date, ctx.app.clock.today),
    );
    return charged?.invoiceId ? invoiceRecords.load(ctx, charged.invoiceId) : null;
  }

  @Authorized('invoices:void')
  @Mutation(() => CustomerType, {
    description:
      'By reversing entries of today. reason: on them, on the void invoice and in the audit.',
  })
  async undoLastCharge(
    @Arg('customerId', () => ID) customerId: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<CustomerType | null> {
    const id = idInput(customerId, 'customerId');
    await ctx.sql((sql) =>
      undoLastCharge(sql, { customerId: id, reason, askedAt: ctx.askedAt }, ctx.app.clock.today),
    );
    return customerRecords.load(ctx, id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'For who may undo it: why the last charge cannot be undone now, in words; null when it can.',
  })
  lastChargeKept(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<string | null> {
    return ctx.loadBatch('customer.lastChargeKept', customer.id, async (ids) => {
      const kept = await ctx.sql((sql) => whyNotUndone(sql, ids));
      return ids.map((id) => kept.get(id) ?? null);
    });
  }

  @FieldResolver(() => UpcomingChargeType, {
    nullable: true,
    description:
      'What the next run, or a charge as of a date, would invoice; null when there is nothing. What is due since a day that has passed comes with the next billing day.',
  })
  async upcomingCharge(
    @Root() customer: CustomerType,
    @Arg('date', () => DateScalar, { nullable: true }) date: string | undefined,
    @Ctx() ctx: Context,
  ): Promise<UpcomingChargeType | null> {
    const on = date ?? (await nextChargeOn(ctx, customer));
    if (!on) return null;
    const planned = await ctx.loadBatch(
      'customer.upcomingCharge',
      `${customer.id} ${on}`,
      async (keys) => {
        const scope = await plansFor(ctx, customer.partnerId);
        const wanted = keys.map((key) => ({
          customerId: key.split(' ')[0],
          on: key.split(' ')[1],
        }));
        return scope
          ? ctx.app.boundary.inSql(scope, (sql) => planCustomers(sql, wanted, ctx.app.clock.today))
          : keys.map(() => null);
      },
    );
    return planned ? toUpcoming(planned, on) : null;
  }
}

@Resolver(() => FirstChargeType)
export class FirstChargeResolver {
  @Authorized('services:write')
  @Query(() => FirstChargeType, {
    nullable: true,
    description:
      'What a service would be charged first if it were added like this; null where no run will charge it. Nothing is kept.',
  })
  async firstCharge(
    @Arg('input', () => ServiceInput) input: ServiceInput,
    @Ctx() ctx: Context,
  ): Promise<FirstChargeType | null> {
    const [customerId, tariffId] = [
      idInput(input.customerId, 'customerId'),
      idInput(input.tariffId, 'tariffId'),
    ];
    const found = await firstCharge(ctx, customerId, tariffId, input);
    const charge = found && toUpcoming(found.planned, found.on);
    if (!charge) return null;
    const lines = charge.lines.filter((line) => line.serviceId === found.serviceId);
    const digits = currencyDigits(charge.currency);
    const total = lines.reduce((sum, line) => sum + line.amounts.total, 0n);
    return Object.assign(new FirstChargeType(), {
      charge,
      lines,
      total: formatMinor(total, digits),
    });
  }
}

/** Why the next charge is another amount than the last. */
@Resolver(() => UpcomingChargeType)
export class UpcomingChangesResolver {
  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: "The customer's last charge; null when it was never charged.",
  })
  async previousTotal(
    @Root() { planned, currency }: UpcomingChargeType,
    @Ctx() ctx: Context,
  ): Promise<string | null> {
    const last = await lastChargeOf(ctx, planned);
    return last && formatMinor(last.total, currencyDigits(currency));
  }

  @FieldResolver(() => DateScalar, { nullable: true })
  async previousDate(
    @Root() { planned }: UpcomingChargeType,
    @Ctx() ctx: Context,
  ): Promise<string | null> {
    return (await lastChargeOf(ctx, planned))?.on ?? null;
  }

  @FieldResolver(() => [LineChangeType], {
    description: 'Why it is another amount than the last charge, line by line.',
  })
  async changes(
    @Root() { planned, currency }: UpcomingChargeType,
    @Ctx() ctx: Context,
  ): Promise<LineChangeType[]> {
    const last = await lastChargeOf(ctx, planned);
    if (!last || !planned.plan) return [];
    return changesOf(planned.customer, planned.plan, last.lines).map((change) =>
      toLineChange(change, currency),
    );
  }
}

function lastChargeOf(
  ctx: Context,
  { customer }: Planned,
): Promise<(LastCharge & { lines: ComparedLine[] }) | null> {
  return ctx.loadBatch('customer.lastCharge', customer.facts.id, async (ids) => {
    const scope = await plansFor(ctx, customer.partnerId);
    if (!scope) return ids.map(() => null);
    return ctx.app.boundary.inSql(scope, async (sql) => {
      const charges = await lastCharges(sql, ids);
      const lines = await linesOfCharges(
        sql,
        [...charges].map(([customerId, { id }]) => ({ customerId, chargeId: id })),
      );
      return ids.map((id) => {
        const last = charges.get(id);
        return last ? { ...last, lines: lines.get(last.id) ?? [] } : null;
      });
    });
  });
}

/** A planned charge as it is shown; null where nothing is charged. */
export function toUpcoming(planned: Planned, on: string): UpcomingChargeType | null {
  const { plan } = planned;
  if (!plan) return null;
  const digits = currencyDigits(plan.currency);
  const { settings } = planned.customer.facts;
  const counted = countedBy(settings);
  return Object.assign(new UpcomingChargeType(), {
    planned,
    date: on,
    documentDate: plan.documentDate,
    dueDate: plan.dueDate,
    currency: plan.currency,
    net: formatMinor(plan.net, digits),
    tax: formatMinor(plan.tax, digits),
    total: formatMinor(plan.total, digits),
    lines: plan.lines.map((line) =>
      lineFromPlan(lineJson(line) as unknown as PlannedLineJson, plan.currency, counted),
    ),
    waiting: plan.waiting,
    warnings: manyPeriods(
      isManyPeriods(periodsCovered(plan.lines, counted), settings.prepaidMonths) ? 1 : 0,
    ),
  });
}
