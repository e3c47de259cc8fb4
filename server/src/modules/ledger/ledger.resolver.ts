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
import { ArgId } from '../../kit/argId.ts';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { serviceRecords, ServiceType } from '../services/index.ts';
import { transactionsKept, transactionsWhere } from './ledger.filter.ts';
import { shownRecorder } from './ledger.loaders.ts';
import { transactionRecords } from './ledger.records.ts';
import { sumsOfEntries, type SummedEntries } from './ledger.sums.ts';
import { createTransaction } from './ledger.service.ts';
import {
  TransactionConnection,
  TransactionFilter,
  TransactionKind,
  TransactionType,
} from './ledger.types.ts';
import { must } from '../../platform/must.ts';

@Resolver(() => TransactionType)
export class LedgerResolver {
  @Authorized('transactions:read')
  @Query(() => TransactionConnection)
  async transactions(
    @Arg('filter', () => TransactionFilter, { nullable: true }) filter:
      | TransactionFilter
      | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<TransactionType> & SummedEntries> {
    const entries = await ctx.read((tx) => transactionsWhere(ctx, tx, filter ?? {}));
    const found = await transactionRecords.page(ctx, page, entries.where, {
      partnerId: filter?.partnerId,
      defaultSort: filter?.customerId ? [{ seq: 'desc' }] : [{ date: 'desc' }, { seq: 'desc' }],
      kept: () => transactionsKept(filter ?? {}),
    });
    return { ...found, ...sumsOfEntries(ctx, filter ?? {}, entries) };
  }

  @Authorized('transactions:read')
  @Query(() => TransactionType)
  async transaction(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
  ): Promise<TransactionType> {
    return transactionRecords.found(ctx, id);
  }

  @Authorized('transactions:write')
  @Mutation(() => TransactionType)
  async createTransaction(
    @ArgId('customerId') customerId: string,
    @Arg('type', () => TransactionKind) type: TransactionKind,
    @Arg('amount', () => DecimalScalar) amount: string,
    @Arg('date', () => DateScalar) date: string,
    @Arg('description', () => String) description: string,
    @Arg('customFields', () => JSONScalar, { nullable: true }) customFields: unknown,
    @Ctx() ctx: Context,
  ): Promise<TransactionType> {
    const id = await ctx.sql((sql) =>
      createTransaction(sql, {
        customerId: customerId,
        type,
        amount,
        date,
        description,
        customFields,
      }),
    );
    return must(await transactionRecords.load(ctx, id));
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, entry.customerId);
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<FieldValues> {
    return transactionRecords.customFields(ctx, entry);
  }

  @FieldResolver(() => ServiceType, { nullable: true })
  async service(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<ServiceType | null> {
    return entry.serviceId ? serviceRecords.load(ctx, entry.serviceId) : null;
  }

  @FieldResolver(() => String)
  recordedBy(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<string> {
    return shownRecorder(ctx, entry);
  }
}
