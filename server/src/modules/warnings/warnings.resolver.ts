import { minDate } from '@backhaul/domain/time/calendar';
import { ownDay, UTC } from '@backhaul/domain/time/partnerClock';
import { Arg, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import { farDate, runDated } from '@backhaul/domain/documents/warnings';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { BillingRunType } from '../runs/index.ts';
import { checkDetails } from '../company/index.ts';
import { InvoiceType } from '../invoices/index.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { PaymentType } from '../payments/index.ts';
import { documentWarnings, runWarnings } from './warnings.service.ts';
import { WarningType } from '../../kit/warning.ts';

/** The day of an instant, as dates of documents are compared with it: to the day, a year away. */
const dayOf = (instant: Date | null): string | null =>
  instant && instant.toISOString().slice(0, 10);
/**
 * Against which day something that is there is judged: when it was made. That of a test partner was made on a day of its
 * clock, which is not kept: only what lies ahead of it is judged, against the day that it is there now.
 */
async function madeOn(
  ctx: Context,
  { partnerId, date, at }: { partnerId: string; date: string; at: Date },
): Promise<string> {
  const clock = (await partnerRecords.load(ctx, partnerId))?.clock;
  const now = clock && ownDay(clock);
  return now ? minDate(now, date) : at.toISOString().slice(0, 10);
}
const ofStaff = (ctx: Context): boolean => ctx.viewer?.kind !== 'CUSTOMER';

@Resolver(() => BillingRunType)
export class RunWarningsResolver {
  @Authorized('billing-runs:read')
  @Query(() => [WarningType], {
    description: 'What is unusual about a run of a date, before it is made.',
  })
  async billingRunWarnings(
    @Arg('date', () => DateScalar) date: string,
    @Ctx() ctx: Context,
  ): Promise<WarningType[]> {
    const today = ctx.app.clock.today(
      (await partnerRecords.load(ctx, ctx.someone.partnerId))?.clock ?? UTC,
    );
    return runDated(date, today) as WarningType[];
  }

  @FieldResolver(() => [WarningType], {
    description: 'What is unusual about it: the back office asks before it is confirmed.',
  })
  async warnings(@Root() run: BillingRunType, @Ctx() ctx: Context): Promise<WarningType[]> {
    const today = ctx.app.clock.today(
      (await partnerRecords.load(ctx, ctx.someone.partnerId))?.clock ?? UTC,
    );
    const manyPeriods = run.flagCounts.find(({ flag }) => flag === 'MANY_PERIODS')?.count ?? 0;
    return ctx.sql((sql) =>
      runWarnings(
        sql,
        {
          id: run.id,
          date: run.date,
          status: run.status,
          confirmedOn: dayOf(run.confirmedAt),
          manyPeriods,
        },
        today,
      ),
    ) as Promise<WarningType[]>;
  }
}

@Resolver(() => InvoiceType)
export class InvoiceWarningsResolver {
  @Authorized('customers:read')
  @Query(() => [WarningType], {
    description:
      'What is unusual about a document or payment of a customer with a date, before it is made.',
  })
  documentWarnings(
    @ArgId('customerId') customerId: string,
    @Arg('date', () => DateScalar) date: string,
    @Ctx() ctx: Context,
  ): Promise<WarningType[]> {
    return ctx.sql((sql) =>
      documentWarnings(sql, customerId, date, ctx.app.clock.today),
    ) as Promise<WarningType[]>;
  }

  @FieldResolver(() => [WarningType], {
    description:
      'FAR_DATE: dated over a year from the day it was made. Staff only; none for a customer.',
  })
  async warnings(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<WarningType[]> {
    if (!ofStaff(ctx)) return [];
    const { partnerId, documentDate: date, issuedAt, createdAt } = invoice;
    const made = await madeOn(ctx, { partnerId, date, at: issuedAt ?? createdAt });
    return farDate(date, made) as WarningType[];
  }
}

@Resolver(() => PaymentType)
export class PaymentWarningsResolver {
  @FieldResolver(() => [WarningType], {
    description:
      'FAR_DATE: dated over a year from the day it was recorded. Staff only; none for a customer.',
  })
  async warnings(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<WarningType[]> {
    if (!ofStaff(ctx)) return [];
    const { partnerId, date, recordedAt: at } = payment;
    return farDate(date, await madeOn(ctx, { partnerId, date, at })) as WarningType[];
  }
}

@Resolver(() => PartnerType)
export class MissingDetailsResolver {
  @FieldResolver(() => [String], {
    description:
      'What its company details lack, set by itself or above: "company name", "address", "tax number". A tax number of "none" says that there is none.',
  })
  missingCompanyDetails(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<string[]> {
    return ctx.loadBatch('partner.missingCompanyDetails', partner.id, (ids) =>
      ctx.sql(async (sql) => {
        const checked = await checkDetails(sql, ids);
        return ids.map((id) => checked.get(id)?.missing ?? []);
      }),
    );
  }
}
