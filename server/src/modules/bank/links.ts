import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { customerReference } from '@backhaul/domain/bank/customerReference';
import { paymentReferenceOf } from '@backhaul/domain/bank/references';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { textInput } from '../../kit/input.ts';
import { notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { InvoiceType, invoiceRecords } from '../invoices/index.ts';
import { paymentRecords, PaymentType } from '../payments/index.ts';
import { loadPartnerPayments } from '../settings/index.ts';
import { bankTransactionRecords } from './bank.records.ts';
import { BankTransactionType, PairingPartType } from './bank.types.ts';
import { forgetIban } from './ibans.store.ts';
import { checkIban, maskedIban } from './identifiers.ts';

@Resolver(() => CustomerType)
export class CustomerBankLink {
  @FieldResolver(() => String, {
    description: 'What the customer may write instead of an invoice number.',
  })
  async paymentReference(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<string> {
    const { customerReferenceFormat } = await loadPartnerPayments(ctx, customer.partnerId);
    return customerReference(customerReferenceFormat, customer.number);
  }

  @FieldResolver(() => [String], { description: 'Accounts that somebody paid for it from.' })
  async knownIbans(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<string[]> {
    const rows = await ctx.loadMany(
      'customer_iban',
      customer.id,
      (tx, ids) =>
        tx.customerIban.findMany({ where: { customerId: { in: ids } }, orderBy: { id: 'asc' } }),
      ({ customerId }) => customerId,
    );
    return rows.map(({ iban }) => (ctx.can('bank:read') ? iban : maskedIban(iban)));
  }

  @Authorized('bank:write')
  @Mutation(() => CustomerType)
  async forgetIban(
    @ArgId('customerId') customerId: string,
    @Arg('iban', () => String) iban: string,
    @Ctx() ctx: Context,
  ): Promise<CustomerType> {
    const { cleaned } = checkIban(textInput(iban, 'iban', { max: 50 }));
    const customer = await customerRecords.found(ctx, customerId);
    await ctx.sql(async (sql) => {
      if (!(await forgetIban(sql, customerId, cleaned))) throw notFound();
      await audit(sql, {
        action: 'forget-iban',
        entity: 'customer',
        entityId: customerId,
        before: { iban: maskedIban(cleaned) },
        partner: { id: customer.partnerId, path: customer.partnerPath },
      });
    });
    return customerRecords.found(ctx, customerId);
  }
}

@Resolver(() => InvoiceType)
export class InvoiceReferenceLink {
  @FieldResolver(() => String, { description: 'What the payer should write.' })
  async paymentReference(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<string> {
    const { paymentReference } = await loadPartnerPayments(ctx, invoice.partnerId);
    return paymentReferenceOf(invoice.number ?? '', paymentReference);
  }
}

@Resolver(() => PaymentType)
export class PaymentBankLink {
  @FieldResolver(() => BankTransactionType, { nullable: true })
  async bankTransaction(
    @Root() payment: PaymentType,
    @Ctx() ctx: Context,
  ): Promise<BankTransactionType | null> {
    return payment.bankTransactionId
      ? bankTransactionRecords.load(ctx, payment.bankTransactionId)
      : null;
  }
}

@Resolver(() => PairingPartType)
export class PairingPartLink {
  @FieldResolver(() => CustomerType)
  customer(@Root() part: PairingPartType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, part.customerId);
  }

  @FieldResolver(() => [InvoiceType])
  async invoices(@Root() part: PairingPartType, @Ctx() ctx: Context): Promise<InvoiceType[]> {
    const found = await Promise.all(part.invoiceIds.map((id) => invoiceRecords.load(ctx, id)));
    return found.flatMap((invoice) => invoice ?? []);
  }
}

@Resolver(() => BankTransactionType)
export class EntryPaymentsLink {
  @FieldResolver(() => [PaymentType], { description: 'That were made of it, reversed ones too.' })
  async payments(@Root() entry: BankTransactionType, @Ctx() ctx: Context): Promise<PaymentType[]> {
    const rows = await ctx.loadMany(
      'payment_of_bank_transaction',
      entry.id,
      (tx, ids) =>
        tx.payment.findMany({
          where: { bankTransactionId: { in: ids } },
          orderBy: { id: 'asc' },
          select: { id: true, bankTransactionId: true },
        }),
      ({ bankTransactionId }) => bankTransactionId ?? '',
    );
    const found = await Promise.all(rows.map(({ id }) => paymentRecords.load(ctx, id)));
    return found.flatMap((payment) => payment ?? []);
  }

  @FieldResolver(() => PaymentType, {
    nullable: true,
    description: 'That a posted return took back.',
  })
  async returnedPayment(
    @Root() { returnsPayment }: BankTransactionType,
    @Ctx() ctx: Context,
  ): Promise<PaymentType | null> {
    return returnsPayment ? paymentRecords.load(ctx, returnsPayment) : null;
  }
}
