import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { CustomerType } from '../customers/index.ts';
import { servicesOfCustomer } from './services.list.ts';
import type { SummedServices } from './services.sums.ts';
import { ServiceConnection, type ServiceType } from './services.types.ts';

@Resolver(() => CustomerType)
export class CustomerServicesLink {
  @FieldResolver(() => ServiceConnection)
  services(
    @Root() customer: CustomerType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<ServiceType> & SummedServices> {
    return servicesOfCustomer(ctx, customer.id, slice);
  }
}
