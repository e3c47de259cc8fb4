import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { ViewerType } from '../access/index.ts';
import { customerRecords } from './customers.records.ts';
import { CustomerType } from './customers.types.ts';

@Resolver(() => ViewerType)
export class ViewerCustomerLink {
  @FieldResolver(() => CustomerType, { nullable: true })
  async customer(@Root() viewer: ViewerType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return viewer.customerId ? customerRecords.load(ctx, viewer.customerId) : null;
  }
}
