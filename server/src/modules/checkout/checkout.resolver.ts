import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { idInput, isId } from '../../kit/input.ts';
import { changes } from '../../kit/live.ts';
import { forbidden, notFound } from '../../platform/refusal.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { paymentRecords, PaymentType } from '../payments/index.ts';
import { CheckoutInput, CheckoutType, toCheckout } from './checkout.types.ts';
import { startCheckout } from './start.service.ts';

async function found(ctx: Context, id: string): Promise<CheckoutType> {
  const row = isId(id)
    ? await ctx.loadOne(
        'checkout',
        id.toLowerCase(),
        (tx, ids) => tx.checkout.findMany({ where: { id: { in: ids } } }),
        (checkout) => checkout.id,
      )
    : null;
  if (!row) throw notFound();
  return toCheckout(row);
}

@Resolver(() => CheckoutType)
export class CheckoutResolver {
  @Authorized('checkout:create', 'payments:read')
  @Query(() => CheckoutType)
  checkout(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<CheckoutType> {
    return found(ctx, id);
  }

  @Authorized('checkout:create')
  @Mutation(() => CheckoutType, {
    description: "A customer's own payment in the portal, through the partner's payment provider.",
  })
  async startCheckout(
    @Arg('input', () => CheckoutInput) input: CheckoutInput,
    @Ctx() ctx: Context,
  ): Promise<CheckoutType> {
    const viewer = ctx.someone;
    if (viewer.kind !== 'CUSTOMER') throw forbidden();
    const invoiceId = input.invoiceId != null ? idInput(input.invoiceId, 'invoiceId') : null;
    const proformaId = input.proformaId != null ? idInput(input.proformaId, 'proformaId') : null;
    const gatewayId = input.gatewayId != null ? idInput(input.gatewayId, 'gatewayId') : null;
    await ctx.endReads();
    return found(
      ctx,
      await startCheckout(ctx.app, viewer, ctx.host, {
        ...input,
        invoiceId,
        proformaId,
        gatewayId,
      }),
    );
  }

  @Authorized('checkout:create', 'payments:read')
  @Subscription(() => CheckoutType, {
    name: 'checkout',
    // asked for once before: what is not there is refused at once and not watched
    subscribe: async ({ context, args }) => {
      const { id } = await found(context as Context, String((args as { id: string }).id));
      await (context as Context).endReads();
      return changes(
        context as Context,
        (signal) => signal.topic === 'checkout' && signal.id === id,
      );
    },
  })
  checkoutChanged(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<CheckoutType> {
    return found(ctx, id);
  }

  /**
   * The provider's page; when the provider was never reached, or is not there any more, the page
   * that says how it stands.
   */
  @FieldResolver(() => String, { description: "The payment provider's own page." })
  redirectUrl(@Root() checkout: CheckoutType, @Ctx() ctx: Context): string {
    return (
      (checkout.sandbox && ctx.app.config.production ? null : checkout.providerUrl) ??
      `${ctx.app.publicUrl()}/pay/return?checkout=${checkout.id}`
    );
  }

  @FieldResolver(() => PaymentType, { nullable: true })
  async payment(@Root() checkout: CheckoutType, @Ctx() ctx: Context): Promise<PaymentType | null> {
    return checkout.paymentId ? paymentRecords.load(ctx, checkout.paymentId) : null;
  }
}

@Resolver()
export class MyAccountResolver {
  @Authorized()
  @Subscription(() => CustomerType, {
    description: 'The signed-in customer, at once and after every change.',
    subscribe: ({ context }) => {
      const { viewer } = context as Context;
      if (viewer?.kind !== 'CUSTOMER') throw forbidden();
      return changes(
        context as Context,
        (signal) =>
          signal.topic === 'account' &&
          (signal.id ? signal.id === viewer.id : viewer.path.startsWith(signal.path)),
      );
    },
  })
  async myAccount(@Ctx() ctx: Context): Promise<CustomerType> {
    const customer = await customerRecords.load(ctx, ctx.someone.id);
    if (!customer) throw notFound();
    return customer;
  }
}
