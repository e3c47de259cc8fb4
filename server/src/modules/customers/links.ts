import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { ViewerType } from '../access/index.ts';
import { AddressType, loadAddressesOf } from '../addresses/index.ts';
import { LabelType, loadLabelsOf } from '../labels/index.ts';
import { locationRecords, LocationType } from '../locations/index.ts';
import { customerRecords } from './customers.records.ts';
import { CustomerType } from './customers.types.ts';

@Resolver(() => ViewerType)
export class ViewerCustomerLink {
  @FieldResolver(() => CustomerType, { nullable: true })
  async customer(@Root() viewer: ViewerType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return viewer.customerId ? customerRecords.load(ctx, viewer.customerId) : null;
  }
}

@Resolver(() => CustomerType)
export class CustomerMarksLink {
  @FieldResolver(() => [LabelType], { description: 'By their names.' })
  labels(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<LabelType[]> {
    return loadLabelsOf(ctx, customer.id);
  }

  @FieldResolver(() => [AddressType], { description: 'Its own first, where it has one.' })
  addresses(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<AddressType[]> {
    return loadAddressesOf(ctx, customer);
  }

  @FieldResolver(() => LocationType, { nullable: true })
  async location(
    @Root() customer: CustomerType,
    @Ctx() ctx: Context,
  ): Promise<LocationType | null> {
    return customer.locationId ? locationRecords.load(ctx, customer.locationId) : null;
  }
}
