import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { badInput } from '../../platform/refusal.ts';
import { bankAccountRecords } from './bank.records.ts';
import { BankAccountType } from './bank.types.ts';
import { BankPostableType } from './effect.types.ts';
import { postableOf } from './postable.store.ts';

/** As many accounts as a list of them has. */
const MOST = 200;

@Resolver(() => BankPostableType)
export class BankPostableResolver {
  @Authorized('bank:write')
  @Query(() => [BankPostableType], {
    description:
      'What postBankSuggestions would post of these accounts as things stand; those with nothing are left out.',
  })
  async bankPostable(
    @Arg('bankAccountIds', () => [ID]) given: string[],
    @Arg('from', () => Int) from: number,
    @Ctx() ctx: Context,
  ): Promise<BankPostableType[]> {
    if (from < 1 || from > 100) throw badInput({ from: 'must be a whole number from 1 to 100' });
    if (given.length > MOST) throw badInput({ bankAccountIds: `name ${MOST} at most` });
    const ids = given.map((id, i) => idInput(id, `bankAccountIds.${i}`));
    await Promise.all(ids.map((id) => bankAccountRecords.found(ctx, id)));
    const rows = await ctx.sql((sql) => postableOf(sql, ids, from));
    return rows.map(({ receiptsMinor, returnsMinor, ...row }) => {
      const write = (minor: bigint) => formatMinor(minor, currencyDigits(row.currency));
      return Object.assign(new BankPostableType(), row, {
        receiptsAmount: write(receiptsMinor),
        returnsAmount: write(returnsMinor),
      });
    });
  }

  @FieldResolver(() => BankAccountType)
  account(
    @Root() { accountId }: BankPostableType,
    @Ctx() ctx: Context,
  ): Promise<BankAccountType | null> {
    return bankAccountRecords.load(ctx, accountId);
  }
}
