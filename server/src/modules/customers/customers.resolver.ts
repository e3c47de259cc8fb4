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
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { fromDbDate, idInput } from '../../kit/input.ts';
import { DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { forbidden } from '../../platform/refusal.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { CustomerBillingInput } from './billing.types.ts';
import { createCustomer } from './createCustomer.ts';
import { CustomerInput, CustomerUpdateInput } from './customers.inputs.ts';
import { listCustomers } from './customers.list.ts';
import { loadDue, loadStatusHistory, owesItsTax } from './customers.loaders.ts';
import type { Due } from './due.store.ts';
import { customerRecords } from './customers.records.ts';
import { updateCustomer, updateCustomerBilling, saveProfile } from './customers.service.ts';
import {
  CustomerConnection,
  CustomerFilter,
  CustomerStatus,
  CustomerType,
  StatusChangeType,
} from './customers.types.ts';
import { must } from '../../platform/must.ts';

async function dueOf(ctx: Context, customer: CustomerType): Promise<Due> {
  return loadDue(
    ctx,
    customer.id,
    ctx.app.clock.today(must(await partnerRecords.load(ctx, customer.partnerId)).clock),
  );
}

@Resolver(() => CustomerType)
export class CustomersResolver {
  @Authorized('customers:read')
  @Query(() => CustomerConnection)
  customers(
    @Arg('filter', () => CustomerFilter, { nullable: true }) filter: CustomerFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<CustomerType>> {
    return listCustomers(ctx, page, filter);
  }

  @Authorized('customers:read')
  @Query(() => CustomerType)
  customer(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<CustomerType> {
    return customerRecords.found(ctx, id);
  }

  @Authorized('customers:write')
  @Mutation(() => CustomerType)
  async createCustomer(
    @Arg('input', () => CustomerInput) input: CustomerInput,
    @Ctx() ctx: Context,
  ): Promise<CustomerType> {
    if (input.login?.trim() || input.password != null) ctx.need('customers:credentials');
    const partnerId = idInput(input.partnerId, 'partnerId');
    return customerRecords.found(
      ctx,
      await ctx.sql((sql) => createCustomer(sql, ctx.app.clock, partnerId, input)),
    );
  }

  @Authorized('customers:write', 'profile:write')
  @Mutation(() => CustomerType, {
    description: 'A customer may call it on itself for custom fields with portal EDIT.',
  })
  async updateCustomer(
    @ArgId('id') id: string,
    @Arg('input', () => CustomerUpdateInput) input: CustomerUpdateInput,
    @Ctx() ctx: Context,
  ): Promise<CustomerType> {
    await ctx.sql((sql) =>
      updateCustomer(sql, ctx.app.clock, id, input, ctx.can('customers:credentials')),
    );
    return customerRecords.found(ctx, id);
  }

  @Authorized('customers:write')
  @Mutation(() => CustomerType)
  async updateCustomerBilling(
    @Arg('customerId', () => ID) customerId: string,
    @Arg('input', () => CustomerBillingInput) input: CustomerBillingInput,
    @Ctx() ctx: Context,
  ): Promise<CustomerType> {
    const known = idInput(customerId, 'customerId');
    await ctx.sql((sql) => updateCustomerBilling(sql, known, { ...input }));
    return customerRecords.found(ctx, known);
  }

  @Authorized('profile:write')
  @Mutation(() => CustomerType, {
    description: "The customer's own contact details, from the portal.",
  })
  async updateProfile(
    @Arg('email', () => String, { nullable: true }) email: string | undefined,
    @Arg('phone', () => String, { nullable: true }) phone: string | undefined,
    @Arg('street', () => String, { nullable: true }) street: string | undefined,
    @Arg('city', () => String, { nullable: true }) city: string | undefined,
    @Arg('zip', () => String, { nullable: true }) zip: string | undefined,
    @Arg('country', () => String, { nullable: true }) country: string | undefined,
    @Arg('currentPassword', () => String, {
      nullable: true,
      description: 'To change the e-mail address.',
    })
    currentPassword: string | undefined,
    @Ctx() ctx: Context,
  ): Promise<CustomerType> {
    const viewer = ctx.someone;
    if (viewer.kind !== 'CUSTOMER') throw forbidden();
    await ctx.endReads();
    await saveProfile(
      ctx.app,
      viewer,
      { email, phone, street, city, zip, country },
      currentPassword,
    );
    return customerRecords.found(ctx, viewer.id);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, customer.partnerId);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it owes the tax of what is billed to it: a company with the VAT number of another EU country.',
  })
  reverseCharge(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<boolean> {
    return owesItsTax(ctx, customer);
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<FieldValues> {
    return customerRecords.customFields(ctx, customer);
  }

  @FieldResolver(() => DecimalScalar, { description: 'Due on all open invoices.' })
  async outstanding(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<string> {
    return formatMinor((await dueOf(ctx, customer)).outstanding, currencyDigits(customer.currency));
  }

  @FieldResolver(() => DecimalScalar, { description: 'Of it past its due date.' })
  async overdue(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<string> {
    return formatMinor((await dueOf(ctx, customer)).overdue, currencyDigits(customer.currency));
  }

  @FieldResolver(() => [StatusChangeType])
  async statusHistory(
    @Root() customer: CustomerType,
    @Ctx() ctx: Context,
  ): Promise<StatusChangeType[]> {
    const byStaffOnly = ctx.scope.kind === 'customer';
    return (await loadStatusHistory(ctx, customer.id)).map(
      ({ id, fromStatus, toStatus, reason, date, at, recordedBy }) =>
        Object.assign(new StatusChangeType(), {
          id,
          from: fromStatus as CustomerStatus | null,
          to: toStatus as CustomerStatus,
          reason,
          date: fromDbDate(date),
          at,
          by: byStaffOnly ? null : recordedBy,
        }),
    );
  }
}
