import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { CheckoutType } from '../checkout/index.ts';
import {
  payByLink,
  paymentByLink,
  paymentLink,
  paymentLinkView,
  revokePaymentLinks,
} from './payLinks.service.ts';
import { PaymentLinkType, PaymentLinkViewType } from './payLinks.types.ts';

@Resolver()
export class PayLinksResolver {
  @Authorized('invoices:read')
  @Query(() => PaymentLinkType, {
    description: 'Where the invoice is paid without signing in; the same until links are revoked.',
  })
  paymentLink(
    @ArgId('invoiceId') invoiceId: string,
    @Ctx() ctx: Context,
  ): Promise<PaymentLinkType> {
    return ctx.sql((sql) => paymentLink(ctx.app, sql, invoiceId));
  }

  @Query(() => PaymentLinkViewType, { description: 'Needs no sign-in.' })
  paymentLinkView(
    @Arg('token', () => String) token: string,
    @Ctx() ctx: Context,
  ): Promise<PaymentLinkViewType> {
    return paymentLinkView(ctx.app, ctx.visitor, token);
  }

  @Query(() => CheckoutType, {
    description: 'How a payment stands that payByLink began. Needs no sign-in.',
  })
  paymentByLink(
    @Arg('token', () => String) token: string,
    @ArgId('checkoutId') checkoutId: string,
    @Ctx() ctx: Context,
  ): Promise<CheckoutType> {
    return paymentByLink(ctx.app, ctx.visitor, token, checkoutId);
  }

  @Mutation(() => CheckoutType, { description: 'Needs no sign-in.' })
  async payByLink(
    @Arg('token', () => String) token: string,
    @Arg('idempotencyKey', () => String) idempotencyKey: string,
    @ArgId('gatewayId', { nullable: true }) gatewayId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<CheckoutType> {
    await ctx.endReads();
    return payByLink(ctx, token, { idempotencyKey, gatewayId: gatewayId ?? null });
  }

  @Authorized('invoices:write')
  @Mutation(() => Boolean, {
    description: 'All links of the invoice that were given out end; new ones work.',
  })
  async revokePaymentLinks(
    @ArgId('invoiceId') invoiceId: string,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    await ctx.sql((sql) => revokePaymentLinks(sql, invoiceId));
    return true;
  }
}
