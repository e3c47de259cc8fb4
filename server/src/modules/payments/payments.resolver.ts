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
import { ArgId } from '../../kit/argId.ts';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { PageArgs, SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import type { MoneyType } from '../../kit/money.types.ts';
import { DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { InvoiceType, invoiceRecords, loadPaymentAllocations } from '../invoices/index.ts';
import { shownRecorder } from '../ledger/index.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { loadUnallocated } from './payments.loaders.ts';
import { paymentsKept, paymentsWhere } from './payments.filter.ts';
import { paymentRecords } from './payments.records.ts';
import { sumsOfPayer, sumsOfPayments } from './payments.sums.ts';
import { recordPayment } from './payments.service.ts';
import {
  AllocationType,
  PaymentConnection,
  PaymentFilter,
  PaymentInput,
  PaymentSource,
  PaymentType,
} from './payments.types.ts';
import { reversePayment } from './reverse.service.ts';

@Resolver(() => PaymentType)
export class PaymentsResolver {
  @Authorized('payments:read')
  @Query(() => PaymentConnection)
  async payments(
    @Arg('filter', () => PaymentFilter, { nullable: true }) filter: PaymentFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<PaymentType> & { sum: () => Promise<MoneyType[]> }> {
    const where = await ctx.read((tx) => paymentsWhere(ctx, tx, filter ?? {}));
    const found = await paymentRecords.page(ctx, page, where, {
      partnerId: filter?.partnerId,
      kept: () => paymentsKept(filter ?? {}),
    });
    return { ...found, sum: () => sumsOfPayments(ctx, filter ?? {}, where) };
  }

  @Authorized('payments:read')
  @Query(() => PaymentType)
  payment(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<PaymentType> {
    return paymentRecords.found(ctx, id);
  }

  @Authorized('payments:write')
  @Mutation(() => PaymentType)
  async recordPayment(
    @Arg('input', () => PaymentInput) input: PaymentInput,
    @Ctx() ctx: Context,
  ): Promise<PaymentType> {
    const customerId = idInput(input.customerId, 'customerId');
    const invoiceId = input.invoiceId != null ? idInput(input.invoiceId, 'invoiceId') : null;
    const proformaId = input.proformaId != null ? idInput(input.proformaId, 'proformaId') : null;
    return paymentRecords.found(
      ctx,
      await ctx.sql((sql) =>
        recordPayment(sql, { ...input, customerId, invoiceId, proformaId }, ctx.app.clock.today),
      ),
    );
  }

  @Authorized('payments:delete')
  @Mutation(() => PaymentType, {
    description: 'A payment entered by mistake; its invoices are open again.',
  })
  async reversePayment(
    @ArgId('id') id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<PaymentType> {
    await ctx.sql((sql) => reversePayment(sql, id, reason, ctx.app.clock.today));
    return paymentRecords.found(ctx, id);
  }

  @FieldResolver(() => String, {
    description: 'Where its receipt is, as PDF; read with the same authorization as the payment.',
  })
  receiptUrl(@Root() payment: PaymentType): string {
    return `/documents/receipts/${payment.id}.pdf`;
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, payment.customerId);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, payment.partnerId);
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<FieldValues> {
    return paymentRecords.customFields(ctx, payment);
  }

  @FieldResolver(() => [AllocationType], {
    description: 'By the due dates of the invoices, as a payment settles them.',
  })
  async allocations(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<AllocationType[]> {
    const digits = currencyDigits(payment.currency);
    const settled = await Promise.all(
      (await loadPaymentAllocations(ctx, payment.id)).map(async (each) => ({
        ...each,
        invoice: await invoiceRecords.load(ctx, each.invoiceId),
      })),
    );
    const due = ({ invoice }: (typeof settled)[number]) =>
      `${invoice?.dueDate ?? ''} ${invoice?.number ?? ''}`;
    return settled
      .sort((a, b) => due(a).localeCompare(due(b)))
      .map(({ invoiceId, amountMinor }) =>
        Object.assign(new AllocationType(), {
          invoiceId,
          amount: formatMinor(amountMinor, digits),
        }),
      );
  }

  /** What of it may still settle invoices; nothing of one that was taken back, nor what was given back. */
  @FieldResolver(() => DecimalScalar)
  async unallocated(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<string> {
    const left = payment.reversed ? 0n : await loadUnallocated(ctx, payment.id);
    return formatMinor(left, currencyDigits(payment.currency));
  }

  @FieldResolver(() => String, {
    description: 'The channel it came by, in words; customers are not told who stood at the till.',
  })
  origin(@Root() { source, staffOrigin }: PaymentType, @Ctx() ctx: Context): string {
    return ctx.viewer?.kind === 'CUSTOMER' && source === PaymentSource.CASH_DESK
      ? 'Cash desk'
      : staffOrigin;
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'What the payment provider kept of it; not shown to the customer.',
  })
  providerFee(@Root() payment: PaymentType, @Ctx() ctx: Context): string | null {
    return ctx.viewer?.kind === 'CUSTOMER' ? null : payment.keptByProvider;
  }

  @FieldResolver(() => String)
  recordedBy(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<string> {
    return shownRecorder(ctx, payment);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'A note of the staff; not shown to the customer.',
  })
  comment(@Root() payment: PaymentType, @Ctx() ctx: Context): string | null {
    return ctx.viewer?.kind === 'CUSTOMER' ? null : payment.staffComment;
  }
}

@Resolver(() => AllocationType)
export class AllocationResolver {
  @FieldResolver(() => InvoiceType)
  invoice(@Root() allocation: AllocationType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return invoiceRecords.load(ctx, allocation.invoiceId);
  }
}

@Resolver(() => CustomerType)
export class CustomerPaymentsResolver {
  @FieldResolver(() => PaymentConnection)
  async payments(
    @Root() customer: CustomerType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<PaymentType> & { sum: () => Promise<MoneyType[]> }> {
    const own = await paymentRecords.inside(ctx, customer.id, slice, {
      parent: 'customer_id',
      order: ['date', 'id'],
    });
    return { ...own, sum: () => sumsOfPayer(ctx, customer.id) };
  }
}
