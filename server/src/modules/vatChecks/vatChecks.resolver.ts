import { Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { CustomerType } from '../customers/index.ts';
import { checkVatId, isCheckable } from './vatChecks.service.ts';
import { latestChecks } from './vatChecks.store.ts';
import { VatCheckType } from './vatChecks.types.ts';

@Resolver(() => CustomerType)
export class VatChecksResolver {
  @Authorized('customers:write')
  @Mutation(() => VatCheckType, {
    description:
      "Asks the VAT register of the European Union about a customer's number; the answer is kept.",
  })
  async checkVatId(
    @ArgId('customerId') customerId: string,
    @Ctx() ctx: Context,
  ): Promise<VatCheckType> {
    await ctx.endReads();
    return Object.assign(new VatCheckType(), await checkVatId(ctx.app, ctx.someone, customerId));
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the VAT register can be asked: it is set up, and knows such numbers.',
  })
  vatCheckable(@Root() customer: CustomerType, @Ctx() ctx: Context): boolean {
    return isCheckable(ctx.app, customer.vatId);
  }

  @FieldResolver(() => VatCheckType, {
    nullable: true,
    description: 'What the VAT register last said of the number that the customer has.',
  })
  vatCheck(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<VatCheckType | null> {
    // who looked, and at what, is its provider's
    if (customer.vatId === null || ctx.scope.kind === 'customer') return Promise.resolve(null);
    return ctx.loadBatch('customer.vatCheck', customer.id, async (ids) => {
      const checks = await ctx.sql((sql) => latestChecks(sql, ids));
      const of = new Map(checks.map((check) => [check.customerId, check]));
      return ids.map((id) => {
        const check = of.get(id);
        return check ? Object.assign(new VatCheckType(), check) : null;
      });
    });
  }
}
