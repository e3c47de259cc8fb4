import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import type { Context } from '../../kit/context.ts';
import { CustomerType } from '../customers/index.ts';
import { InvoiceType } from '../invoices/index.ts';
import { serviceRecords, ServiceType } from '../services/index.ts';
import { openTotals, recordsOfInvoices } from './totals.store.ts';
import { UsageTotalType } from './usage.types.ts';

@Resolver(() => CustomerType)
export class CustomerUsageLink {
  @FieldResolver(() => [UsageTotalType], {
    description: 'What was used and is not charged yet, by service and kind.',
  })
  async openUsage(
    @Root() { id, currency }: CustomerType,
    @Ctx() ctx: Context,
  ): Promise<UsageTotalType[]> {
    const totals = await ctx.loadMany(
      'openUsage',
      id,
      (tx, ids) => openTotals(tx, ids),
      (total) => total.customerId,
    );
    const digits = currencyDigits(currency);
    return totals.map((total) =>
      Object.assign(new UsageTotalType(), {
        ...total,
        amount: formatMinor(roundToMinor(fromDecimal(total.amount), digits), digits),
      }),
    );
  }
}

@Resolver(() => UsageTotalType)
export class UsageTotalResolver {
  @FieldResolver(() => ServiceType)
  service(@Root() total: UsageTotalType, @Ctx() ctx: Context): Promise<ServiceType | null> {
    return serviceRecords.load(ctx, total.serviceId);
  }
}

@Resolver(() => InvoiceType)
export class InvoiceUsageLink {
  @FieldResolver(() => Int, {
    description: 'How many records of usage it bills; they are in the file at usageUrl.',
  })
  async usageCount(@Root() invoice: InvoiceType, @Ctx() ctx: Context): Promise<number> {
    const [of] = await ctx.loadMany(
      'usage of invoices',
      invoice.id,
      (tx, ids) => recordsOfInvoices(tx, ids),
      ({ invoiceId }) => invoiceId,
    );
    return of?.records ?? 0;
  }

  @FieldResolver(() => String, {
    description: 'Where its usage is, record by record, as CSV; read with the same authorization.',
  })
  usageUrl(@Root() invoice: InvoiceType): string {
    return `/documents/invoices/${invoice.id}/usage.csv`;
  }
}
