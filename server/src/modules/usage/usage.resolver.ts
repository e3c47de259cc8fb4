import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { ArgId } from '../../kit/argId.ts';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { InvoiceType, invoiceRecords, lineFromPlan } from '../invoices/index.ts';
import { shownRecorder } from '../ledger/index.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { serviceRecords, ServiceType } from '../services/index.ts';
import { recordsOfFile } from './file.input.ts';
import { invoiceUsage, planUsageInvoice, type UsageInvoice } from './invoice.service.ts';
import { billableBetween, usageWhere } from './usage.filter.ts';
import { rateUsage } from './rate.service.ts';
import { givenRecords } from './record.input.ts';
import { recordUsage } from './record.service.ts';
import { usageRecords } from './usage.records.ts';
import { wholeList } from './wholeList.ts';
import { withdrawalOf, withdrawUsage } from './withdraw.service.ts';
import {
  RateUsageInput,
  RateUsageResultType,
  UsageConnection,
  UsageFilter,
  UsageInput,
  UsageInvoicePreviewType,
  UsageRecordType,
  UsageResultType,
  UsageState,
  UsageWithdrawalInput,
  UsageWithdrawalType,
  WithdrawUsageInput,
} from './usage.types.ts';

@Resolver(() => UsageRecordType)
export class UsageResolver {
  @Authorized('usage:read')
  @Query(() => UsageConnection)
  async usage(
    @Arg('filter', () => UsageFilter, { nullable: true }) filter: UsageFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<UsageRecordType>> {
    const where = await ctx.read((tx) => usageWhere(ctx, tx, filter ?? {}));
    return usageRecords.page(ctx, page, where);
  }

  @Authorized('usage:read')
  @Query(() => [UsageRecordType], {
    description:
      'Rated records that an invoice over the range would take; both ends counted. Up to 10,000: `usage` has pages.',
  })
  async usageRecords(
    @ArgId('customerId') customerId: string,
    @Arg('from', () => DateScalar) from: string,
    @Arg('to', () => DateScalar) to: string,
    @Ctx() ctx: Context,
  ): Promise<UsageRecordType[]> {
    await customerRecords.found(ctx, customerId);
    return wholeList(ctx, billableBetween(customerId, from, to));
  }

  @Authorized('usage:read')
  @Query(() => [UsageRecordType], {
    description:
      'Records without a price, which nobody bills until they are rated. Up to 10,000: `usage` has pages.',
  })
  async unratedUsage(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<UsageRecordType[]> {
    const where = await ctx.read((tx) =>
      usageWhere(ctx, tx, { partnerId, state: UsageState.UNRATED }),
    );
    return wholeList(ctx, where);
  }

  @Authorized('usage:write')
  @Mutation(() => UsageResultType, {
    description:
      'Writes down what was used, all of it or nothing; each record once by its source id, among those of one partner. ' +
      'Up to 2,000 records a call. Sent again with a price, a record without one is rated.',
  })
  async recordUsage(
    @Arg('input', () => [UsageInput]) input: UsageInput[],
    @Ctx() ctx: Context,
  ): Promise<UsageResultType> {
    const given = givenRecords(input);
    return Object.assign(new UsageResultType(), await ctx.sql((sql) => recordUsage(sql, given)));
  }

  @Authorized('usage:write')
  @Mutation(() => UsageResultType, {
    description:
      'The same from a CSV file of up to 5,000 rows: source_id, service_id, at, kind, quantity, unit_price.',
  })
  async recordUsageFile(
    @Arg('csv', () => String) csv: string,
    @Ctx() ctx: Context,
  ): Promise<UsageResultType> {
    const { records, said } = recordsOfFile(csv);
    try {
      const recorded = await ctx.sql((sql) => recordUsage(sql, records, String));
      return Object.assign(new UsageResultType(), recorded);
    } catch (error) {
      throw said(error);
    }
  }

  @Authorized('usage:write')
  @Mutation(() => RateUsageResultType, {
    description:
      'Gives records without a price one: the named ones, or those of a kind, up to 2,000 a call.',
  })
  async rateUsage(
    @Arg('input', () => RateUsageInput) input: RateUsageInput,
    @Ctx() ctx: Context,
  ): Promise<RateUsageResultType> {
    return Object.assign(new RateUsageResultType(), await ctx.sql((sql) => rateUsage(sql, input)));
  }

  @Authorized('usage:write')
  @Query(() => UsageWithdrawalType, {
    description: 'What withdrawUsage would do; writes nothing.',
  })
  async usageWithdrawal(
    @Arg('input', () => UsageWithdrawalInput) input: UsageWithdrawalInput,
    @Ctx() ctx: Context,
  ): Promise<UsageWithdrawalType> {
    return Object.assign(
      new UsageWithdrawalType(),
      await ctx.sql((sql) => withdrawalOf(sql, input)),
    );
  }

  @Authorized('usage:write')
  @Mutation(() => UsageWithdrawalType, {
    description:
      'Withdraws wrong records that nothing billed yet: up to 2,000 named ones, or all of a call or file. They are kept ' +
      'with the reason and billed by nobody. Sent again just so they stay withdrawn; a record with something else takes ' +
      'its source id. Refuses CONFLICT / USAGE_BILLED.',
  })
  async withdrawUsage(
    @Arg('input', () => WithdrawUsageInput) input: WithdrawUsageInput,
    @Ctx() ctx: Context,
  ): Promise<UsageWithdrawalType> {
    return Object.assign(
      new UsageWithdrawalType(),
      await ctx.sql((sql) => withdrawUsage(sql, input, input)),
    );
  }

  @Authorized('invoices:write')
  @Query(() => UsageInvoicePreviewType, {
    description: 'What createInvoiceFromUsage would issue; writes nothing.',
  })
  async usageInvoicePreview(
    @ArgId('customerId') customerId: string,
    @Arg('from', () => DateScalar) from: string,
    @Arg('to', () => DateScalar) to: string,
    @Ctx() ctx: Context,
  ): Promise<UsageInvoicePreviewType> {
    return previewOf(await ctx.sql((sql) => planUsageInvoice(sql, { customerId, from, to })));
  }

  @Authorized('invoices:write')
  @Mutation(() => InvoiceType, {
    description:
      'Issues an invoice over what was used on these days and is not billed yet. fingerprint: of its preview; ' +
      'another one is refused (CONFLICT / STALE_EFFECT).',
  })
  async createInvoiceFromUsage(
    @ArgId('customerId') customerId: string,
    @Arg('from', () => DateScalar) from: string,
    @Arg('to', () => DateScalar) to: string,
    @Arg('documentDate', () => DateScalar) documentDate: string,
    @Arg('fingerprint', () => String, { nullable: true }) fingerprint: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    const days = { customerId, from, to };
    return invoiceRecords.found(
      ctx,
      await ctx.sql((sql) => invoiceUsage(sql, days, { documentDate, fingerprint })),
    );
  }

  @FieldResolver(() => ServiceType)
  service(@Root() record: UsageRecordType, @Ctx() ctx: Context): Promise<ServiceType | null> {
    return serviceRecords.load(ctx, record.serviceId);
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() record: UsageRecordType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, record.customerId);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() record: UsageRecordType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, record.partnerId);
  }

  @FieldResolver(() => InvoiceType, { nullable: true })
  async invoice(@Root() record: UsageRecordType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return record.invoiceId ? invoiceRecords.load(ctx, record.invoiceId) : null;
  }

  @FieldResolver(() => String, { nullable: true })
  async withdrawnBy(
    @Root() { withdrawer: recorder, partnerId }: UsageRecordType,
    @Ctx() ctx: Context,
  ): Promise<string | null> {
    return recorder && (await shownRecorder(ctx, { recorder, partnerId }));
  }

  @FieldResolver(() => String)
  recordedBy(@Root() record: UsageRecordType, @Ctx() ctx: Context): Promise<string> {
    return shownRecorder(ctx, record);
  }
}

function previewOf(planned: UsageInvoice): UsageInvoicePreviewType {
  const { account, lines, net, tax, total, records, unrated, fingerprint } = planned;
  const { currency } = account;
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  return Object.assign(new UsageInvoicePreviewType(), {
    currency,
    net: money(net),
    tax: money(tax),
    total: money(total),
    records,
    unrated,
    fingerprint,
    lines: lines.map((line) =>
      lineFromPlan(
        { ...line, net: `${line.net}`, tax: `${line.tax}`, total: `${line.total}` },
        currency,
        null,
      ),
    ),
  });
}
