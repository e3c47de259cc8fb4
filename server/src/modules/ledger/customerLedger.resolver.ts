import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Resolver,
  Root,
} from 'type-graphql';
import { SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { nestedPage } from '../../kit/nested.ts';
import { CustomerType } from '../customers/index.ts';
import { addFutureItem, removeFutureItem } from './futureItems.service.ts';
import { FutureItemInput, FutureItemType, toFutureItem } from './futureItems.types.ts';
import { toTransaction, TransactionConnection, type TransactionType } from './ledger.types.ts';

@Resolver(() => CustomerType)
export class CustomerLedgerResolver {
  @FieldResolver(() => TransactionConnection)
  transactions(
    @Root() customer: CustomerType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<TransactionType>> {
    return nestedPage(ctx, customer.id, slice, {
      table: 'ledger_transaction',
      parent: 'customer_id',
      order: ['seq'],
      find: (tx, ids) => tx.transaction.findMany({ where: { id: { in: ids } } }),
      toNode: toTransaction,
    });
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
  async removeFutureItem(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<boolean> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => removeFutureItem(sql, known));
    return true;
  }
}
