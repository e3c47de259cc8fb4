import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { InvoiceType, invoiceRecords } from '../invoices/index.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { serviceRecords, ServiceType } from '../services/index.ts';
import { LineChangeType } from './changes.types.ts';
import { runRecords } from './runs.records.ts';
import { BillingRunEntryType, EXCLUDED_ABOVE } from './entries.types.ts';
import {
  BillingRunPartnerTotalType,
  BillingRunType,
  MissingCustomerType,
  PartnerDueType,
} from './runs.types.ts';

@Resolver(() => BillingRunEntryType)
export class EntriesResolver {
  @FieldResolver(() => CustomerType)
  customer(@Root() entry: BillingRunEntryType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, entry.customerId);
  }
  @FieldResolver(() => PartnerType)
  partner(@Root() entry: BillingRunEntryType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, entry.partnerId);
  }
  @FieldResolver(() => String, { nullable: true })
  async excludedReason(
    @Root() { excludedReason, excludedByPartnerId }: BillingRunEntryType,
    @Ctx() ctx: Context,
  ): Promise<string | null> {
    if (excludedByPartnerId === null) return excludedReason;
    return (await partnerRecords.load(ctx, excludedByPartnerId)) ? excludedReason : EXCLUDED_ABOVE;
  }
  @FieldResolver(() => InvoiceType, { nullable: true })
  async invoice(
    @Root() entry: BillingRunEntryType,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType | null> {
    return entry.invoiceId ? invoiceRecords.load(ctx, entry.invoiceId) : null;
  }
}

@Resolver(() => BillingRunPartnerTotalType)
export class PartnerTotalsResolver {
  @FieldResolver(() => PartnerType)
  partner(
    @Root() total: BillingRunPartnerTotalType,
    @Ctx() ctx: Context,
  ): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, total.partnerId);
  }
}

@Resolver(() => MissingCustomerType)
export class MissingResolver {
  @FieldResolver(() => CustomerType)
  customer(
    @Root() missing: MissingCustomerType,
    @Ctx() ctx: Context,
  ): Promise<CustomerType | null> {
    return customerRecords.load(ctx, missing.customerId);
  }
}

@Resolver(() => PartnerDueType)
export class PartnersDueResolver {
  @FieldResolver(() => PartnerType)
  partner(@Root() due: PartnerDueType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, due.partnerId);
  }
}

@Resolver(() => LineChangeType)
export class LineChangeResolver {
  @FieldResolver(() => ServiceType, { nullable: true })
  async service(@Root() change: LineChangeType, @Ctx() ctx: Context): Promise<ServiceType | null> {
    return change.serviceId ? serviceRecords.load(ctx, change.serviceId) : null;
  }
}

@Resolver(() => InvoiceType)
export class InvoiceRunResolver {
  /** Staff only, and only runs of their own part of the tree. */
  @FieldResolver(() => BillingRunType, { nullable: true })
  async billingRun(
    @Root() invoice: InvoiceType,
    @Ctx() ctx: Context,
  ): Promise<BillingRunType | null> {
    return invoice.runId ? runRecords.load(ctx, invoice.runId) : null;
  }
}
