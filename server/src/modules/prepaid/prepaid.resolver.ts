import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { CustomerType } from '../customers/index.ts';
import { plansFor } from '../runs/index.ts';
import { howFar } from './howFar.ts';
import { PrepaidType } from './prepaid.types.ts';

@Resolver(() => CustomerType)
export class PrepaidResolver {
  @FieldResolver(() => PrepaidType, {
    nullable: true,
    description: 'Of customers who pay ahead: how far the balance carries as things stand.',
  })
  async prepaid(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<PrepaidType | null> {
    if (customer.billingType === 'RECURRING') return null;
    const scope = await plansFor(ctx, customer.partnerId);
    const far =
      scope &&
      (await ctx.app.boundary.inSql(scope, (sql) => howFar(sql, customer.id, ctx.app.clock.today)));
    return far && Object.assign(new PrepaidType(), far);
  }
}
