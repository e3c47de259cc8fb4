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
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput, isId } from '../../kit/input.ts';
import { DateScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { notFound } from '../../platform/refusal.ts';
import { CustomerType, loadCustomer } from '../customers/index.ts';
import { listPageWithFields, shownCustomFields } from '../fields/index.ts';
import { loadService, ServiceType } from '../services/index.ts';
import { transactionsWhere } from './ledger.filter.ts';
import { loadTransaction, shownRecorder } from './ledger.loaders.ts';
import { createTransaction } from './ledger.service.ts';
import {
  toTransaction,
  TransactionConnection,
  TransactionFilter,
  TransactionKind,
  TransactionType,
} from './ledger.types.ts';
import { must } from '../../platform/must.ts';

const SORTABLE = {
  date: 'date',
  amount: 'amountMinor',
  category: 'category',
  type: 'type',
  recordedAt: 'seq',
  balanceAfter: 'balanceAfterMinor',
  description: 'description',
};

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
  ): Promise<ConnectionValue<TransactionType>> {
    const where = await ctx.read((tx) => transactionsWhere(ctx, tx, filter ?? {}));
    return listPageWithFields(ctx, page, {
      entity: 'TRANSACTION',
      where,
      partnerId: filter?.partnerId,
      sortable: SORTABLE,
      recorded: 'seq',
      defaultSort: filter?.customerId ? [{ seq: 'desc' }] : [{ date: 'desc' }, { seq: 'desc' }],
      toNode: toTransaction,
      find: (fitting, args) =>
        ctx.read((tx) => tx.transaction.findMany({ where: fitting, ...args })),
      count: (fitting) => ctx.read((tx) => tx.transaction.count({ where: fitting })),
    });
  }

  @Authorized('transactions:read')
  @Query(() => TransactionType)
  async transaction(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
  ): Promise<TransactionType> {
    const entry = isId(id) ? await loadTransaction(ctx, id.toLowerCase()) : null;
    if (!entry) throw notFound();
    return entry;
  }

  @Authorized('transactions:write')
  @Mutation(() => TransactionType)
  async createTransaction(
    @Arg('customerId', () => ID) customerId: string,
    @Arg('type', () => TransactionKind) type: TransactionKind,
    @Arg('amount', () => DecimalScalar) amount: string,
    @Arg('date', () => DateScalar) date: string,
    @Arg('description', () => String) description: string,
    @Arg('customFields', () => JSONScalar, { nullable: true }) customFields: unknown,
    @Ctx() ctx: Context,
  ): Promise<TransactionType> {
    const known = idInput(customerId, 'customerId');
    const id = await ctx.sql((sql) =>
      createTransaction(sql, { customerId: known, type, amount, date, description, customFields }),
    );
    return must(await loadTransaction(ctx, id));
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return loadCustomer(ctx, entry.customerId);
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<FieldValues> {
    return shownCustomFields(ctx, 'TRANSACTION', entry.partnerPath, entry.storedFields);
  }

  @FieldResolver(() => ServiceType, { nullable: true })
  async service(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<ServiceType | null> {
    return entry.serviceId ? loadService(ctx, entry.serviceId) : null;
  }

  @FieldResolver(() => String)
  recordedBy(@Root() entry: TransactionType, @Ctx() ctx: Context): Promise<string> {
    return shownRecorder(ctx, entry);
  }
}
