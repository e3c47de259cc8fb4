import { Arg, Authorized, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { InvoiceInput, InvoiceType, invoiceRecords } from '../invoices/index.ts';
import { PaymentMethod } from '../settings/index.ts';
import { claimInvoice, createAndClaim } from './claims.service.ts';

@InputType({ description: 'The money that an invoice is paid with at once.' })
export class ClaimInput {
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
}

@Resolver(() => InvoiceType)
export class ClaimsResolver {
  @Authorized('invoices:write')
  @Mutation(() => InvoiceType, {
    description: 'An invoice and its payment in one step, both or neither.',
  })
  async createAndClaimInvoice(
    @Arg('invoice', () => InvoiceInput) invoice: InvoiceInput,
    @Arg('payment', () => ClaimInput) payment: ClaimInput,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    ctx.need('payments:write');
    const customerId = idInput(invoice.customerId, 'invoice.customerId');
    return invoiceRecords.found(
      ctx,
      await ctx.sql((sql) =>
        createAndClaim(sql, { ...invoice, customerId }, payment, ctx.app.clock.today),
      ),
    );
  }

  @Authorized('invoices:write')
  @Mutation(() => InvoiceType, {
    description: 'The payment that settles an invoice; a draft is issued for it, both or neither.',
  })
  async claimInvoice(
    @ArgId('id') id: string,
    @Arg('payment', () => ClaimInput) payment: ClaimInput,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType> {
    ctx.need('payments:write');
    await ctx.sql((sql) => claimInvoice(sql, id, payment, ctx.app.clock.today));
    return invoiceRecords.found(ctx, id);
  }
}
