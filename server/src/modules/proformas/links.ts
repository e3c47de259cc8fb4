import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { DecimalScalar } from '../../kit/scalars.ts';
import { CustomerType } from '../customers/index.ts';
import { InvoiceType } from '../invoices/index.ts';
import { paymentRecords, PaymentType } from '../payments/index.ts';
import { got } from '../../platform/must.ts';
import { BillingRunType } from '../runs/index.ts';
import { overtakenByRuns } from './overtaken.store.ts';
import { proformaRecords } from './proformas.records.ts';
import { ProformaConnection, ProformaType, toProforma } from './proformas.types.ts';

@Resolver(() => CustomerType)
export class CustomerProformasLink {
  @FieldResolver(() => ProformaConnection)
  proformas(
    @Root() customer: CustomerType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<ProformaType>> {
    return proformaRecords.inside(ctx, customer.id, slice, {
      parent: 'customer_id',
      order: ['document_date', 'id'],
    });
  }

  @FieldResolver(() => DecimalScalar, {
    description: 'What of the balance waits on proformas, and pays nothing else.',
  })
  async waiting(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<string> {
    const credits = await ctx.loadMany(
      'waiting of customers',
      customer.id,
      (tx, ids) =>
        tx.credit.findMany({
          where: { customerId: { in: ids }, proformaId: { not: null } },
          select: { customerId: true, remainingMinor: true },
        }),
      (credit) => credit.customerId,
    );
    return formatMinor(
      credits.reduce((sum, { remainingMinor }) => sum + remainingMinor, 0n),
      currencyDigits(customer.currency),
    );
  }
}

@Resolver(() => InvoiceType)
export class InvoiceProformaLink {
  @FieldResolver(() => ProformaType, {
    nullable: true,
    description: 'The request for payment that became it.',
  })
  async proforma(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<ProformaType | null> {
    const row = await ctx.loadOne(
      'proforma of invoice',
      invoice.id,
      (tx, ids) => tx.proforma.findMany({ where: { invoiceId: { in: ids } } }),
      (proforma) => proforma.invoiceId!,
    );
    return row && toProforma(row);
  }
}

@Resolver(() => BillingRunType)
export class RunProformasLink {
  @FieldResolver(() => Int, {
    description:
      'Open proformas that ask ahead for what it charges: confirming it makes them void.',
  })
  proformasOvertaken(@Root() run: BillingRunType, @Ctx() ctx: Context): Promise<number> {
    return ctx.loadBatch('run.proformasOvertaken', run.id, async (ids) => {
      const found = await ctx.sql((sql) => overtakenByRuns(sql, ids));
      return ids.map((id) => got(found, id));
    });
  }
}

@Resolver(() => PaymentType)
export class PaymentProformaLink {
  @FieldResolver(() => ProformaType, {
    nullable: true,
    description: 'What it was meant for; while that is UNPAID, it waits on it.',
  })
  async proforma(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<ProformaType | null> {
    return payment.proformaId ? proformaRecords.load(ctx, payment.proformaId) : null;
  }
}

@Resolver(() => ProformaType)
export class ProformaPaymentsLink {
  @FieldResolver(() => DecimalScalar, {
    description: 'What came for it and was not taken or given back, whatever became of it.',
  })
  async received(@Root() proforma: ProformaType, @Ctx() ctx: Context): Promise<string> {
    const payments = await ctx.loadMany(
      'received for proforma',
      proforma.id,
      (tx, ids) =>
        tx.payment.findMany({
          where: { proformaId: { in: ids }, reversedAt: null },
          select: { proformaId: true, amountMinor: true, refundedMinor: true },
        }),
      (payment) => payment.proformaId!,
    );
    return formatMinor(
      payments.reduce((sum, each) => sum + each.amountMinor - each.refundedMinor, 0n),
      currencyDigits(proforma.currency),
    );
  }

  @FieldResolver(() => [PaymentType], {
    description: 'What was paid for it, first to last; also what was taken back.',
  })
  async payments(@Root() proforma: ProformaType, @Ctx() ctx: Context): Promise<PaymentType[]> {
    const rows = await ctx.loadMany(
      'payments of proforma',
      proforma.id,
      (tx, ids) =>
        tx.payment.findMany({
          where: { proformaId: { in: ids } },
          orderBy: { recordedAt: 'asc' },
          select: { id: true, proformaId: true },
        }),
      (payment) => payment.proformaId!,
    );
    const found = await Promise.all(rows.map(({ id }) => paymentRecords.load(ctx, id)));
    return found.flatMap((payment) => payment ?? []);
  }
}
