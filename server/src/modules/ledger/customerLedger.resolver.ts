import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import { SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { CustomerType } from '../customers/index.ts';
import { addFutureItem, removeFutureItem } from './futureItems.service.ts';
import { FutureItemInput, FutureItemType, toFutureItem } from './futureItems.types.ts';
import { TransactionConnection, type TransactionType } from './ledger.types.ts';
import { sumsOfAccount, type SummedEntries } from './ledger.sums.ts';
import { transactionRecords } from './ledger.records.ts';

@Resolver(() => CustomerType)
export class CustomerLedgerResolver {
  @FieldResolver(() => TransactionConnection)
  async transactions(
    @Root() customer: CustomerType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<TransactionType> & SummedEntries> {
    const own = await transactionRecords.inside(ctx, customer.id, slice, {
      parent: 'customer_id',
      order: ['seq'],
    });
    return { ...own, ...sumsOfAccount(ctx, customer.id) };
  }

  @FieldResolver(() => [FutureItemType], {
    description: 'What waits for the next recurring invoice.',
  })
  async futureItems(
    @Root() customer: CustomerType,
    @Ctx() ctx: Context,
  ): Promise<FutureItemType[]> {
    const rows = await ctx.loadMany(
      'futureItems',
      customer.id,
      (tx, ids) =>
        tx.futureItem.findMany({
          where: { customerId: { in: ids }, chargeId: null, removedAt: null },
          orderBy: [{ date: 'asc' }, { id: 'asc' }],
        }),
      (item) => item.customerId,
    );
    return rows.map(toFutureItem);
  }

  @Authorized('transactions:write')
  @Mutation(() => FutureItemType)
  async addFutureItem(
    @Arg('input', () => FutureItemInput) input: FutureItemInput,
    @Ctx() ctx: Context,
  ): Promise<FutureItemType> {
    const customerId = idInput(input.customerId, 'customerId');
    const id = await ctx.sql((sql) =>
      addFutureItem(sql, { ...input, customerId }, ctx.app.clock.today),
    );
    return toFutureItem(await ctx.read((tx) => tx.futureItem.findUniqueOrThrow({ where: { id } })));
  }

  @Authorized('transactions:write')
  @Mutation(() => Boolean)
  async removeFutureItem(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<boolean> {
    await ctx.sql((sql) => removeFutureItem(sql, id));
    return true;
  }
}
