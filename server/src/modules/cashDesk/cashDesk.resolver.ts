import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writing } from '../../tenancy/scope.ts';
import {
  CashDeskCustomerType,
  CashDeskInvoiceType,
  CashDeskPaymentInput,
  CashDeskReceiptType,
  toDeskCustomer,
  toDeskInvoice,
  toReceipt,
} from './cashDesk.types.ts';
import { listsOf } from './loaders.ts';
import { searchDesk } from './search.service.ts';
import { deskCustomers, openInvoicesOf, receiptOf } from './search.store.ts';
import { takePayment } from './take.service.ts';

@Resolver(() => CashDeskCustomerType)
export class CashDeskResolver {
  @Authorized('cash-desk:use')
  @Query(() => [CashDeskCustomerType], {
    description:
      'By a whole number of a customer or an invoice, or three letters of name or login; 20 at most.',
  })
  async cashDeskSearch(
    @Arg('text', () => String) text: string,
    @Ctx() ctx: Context,
  ): Promise<CashDeskCustomerType[]> {
    // by the number of a paid invoice, too, which the desk does not show
    const found = await wide(ctx, (sql) => searchDesk(sql, ctx.someone.id, text));
    return found.map(toDeskCustomer);
  }

  @Authorized('cash-desk:use')
  @Mutation(() => CashDeskReceiptType)
  async takeCashDeskPayment(
    @Arg('input', () => CashDeskPaymentInput) input: CashDeskPaymentInput,
    @Ctx() ctx: Context,
  ): Promise<CashDeskReceiptType> {
    const customerId = idInput(input.customerId, 'customerId');
    const invoiceId = input.invoiceId == null ? null : idInput(input.invoiceId, 'invoiceId');
    const id = await ctx.sql((sql) =>
      takePayment(sql, ctx.someone.id, { ...input, customerId, invoiceId }, ctx.app.clock.today),
    );
    return toReceipt(await ctx.sql((sql) => receiptOf(sql, id)));
  }

  @FieldResolver(() => [CashDeskInvoiceType], { description: 'The oldest due first.' })
  async openInvoices(
    @Root() customer: CashDeskCustomerType,
    @Ctx() ctx: Context,
  ): Promise<CashDeskInvoiceType[]> {
    const open = await listsOf(
      ctx,
      'cashDesk.openInvoices',
      customer.id,
      openInvoicesOf,
      (row) => row.customerId,
    );
    return open.map((row) => toDeskInvoice(row, customer.currency));
  }
}

@Resolver(() => CashDeskReceiptType)
export class CashDeskReceiptResolver {
  @FieldResolver(() => CashDeskCustomerType)
  async customer(
    @Root() receipt: CashDeskReceiptType,
    @Ctx() ctx: Context,
  ): Promise<CashDeskCustomerType> {
    const [customer] = await listsOf(
      ctx,
      'cashDesk.customer',
      receipt.customerId,
      deskCustomers,
      (row) => row.id,
    );
    return toDeskCustomer(customer);
  }
}

function wide<T>(ctx: Context, work: (sql: ScopedSql) => Promise<T>): Promise<T> {
  return ctx.app.boundary.inSql(writing(ctx.scope), work);
}
