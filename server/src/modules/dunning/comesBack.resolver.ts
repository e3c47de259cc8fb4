import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { DecimalScalar } from '../../kit/scalars.ts';
import { CustomerType } from '../customers/index.ts';
import { whatBringsBack } from './restore.ts';

@Resolver(() => CustomerType)
export class ComesBackResolver {
  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description:
      'What a payment must be at least to bring a blocked or inactive customer back at once; 0 where any payment does, null where none does.',
  })
  comesBackWith(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<string | null> {
    return ctx.loadBatch('customer.comesBackWith', customer.id, async (ids) => {
      const found = await ctx.sql((sql) => whatBringsBack(sql, ids));
      return ids.map((id) => found.get(id) ?? null);
    });
  }
}
