import { Arg, Args, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { monthlyRecurring } from '@backhaul/domain/charging/mrr';
import { compare } from '@backhaul/domain/money/fraction';
import { addDays } from '@backhaul/domain/time/calendar';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { billableCustomers } from '../runs/index.ts';
import { serviceRecords, ServiceType } from '../services/index.ts';
import { movementsPage } from './movements.ts';
import { MrrMovementConnection, MrrMovementFilter, MrrMovementType } from './movements.types.ts';

@Resolver(() => MrrMovementType)
export class MovementsResolver {
  @Authorized('metrics:read')
  @Query(() => MrrMovementConnection, {
    description: 'How monthly recurring revenue moved: latest first.',
  })
  mrrMovements(
    @Arg('filter', () => MrrMovementFilter, { nullable: true })
    filter: MrrMovementFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<MrrMovementType>> {
    return movementsPage(ctx, filter ?? {}, page);
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() movement: MrrMovementType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, movement.customerId);
  }

  @FieldResolver(() => [ServiceType], {
    description:
      'Those that bring something else than the day before, by what is known of them now.',
  })
  async services(
    @Root() { customerId, date }: MrrMovementType,
    @Ctx() ctx: Context,
  ): Promise<ServiceType[]> {
    const facts = await ctx.loadOne(
      'mrrMovement.services',
      customerId,
      (_tx, ids) => ctx.sql((sql) => billableCustomers(sql, ids)),
      (found) => found.facts.id,
    );
    const byPeriods = facts?.facts.billingType === 'PREPAID_CUSTOM';
    const moved = (facts?.facts.services ?? []).filter((service) => {
      const [before, after] = [addDays(date, -1), date].map((day) =>
        monthlyRecurring(service, day, { byPeriods }),
      );
      return compare(before, after) !== 0;
    });
    const services = await Promise.all(moved.map(({ id }) => serviceRecords.load(ctx, id)));
    return services.filter((service) => service !== null);
  }
}
