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
import { ownPause, type Pause } from '@backhaul/domain/charging/ownPause';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DateScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { tariffRecords, priceText, TariffType } from '../tariffs/index.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { partnerRecords } from '../partners/index.ts';
import { listServices } from './services.list.ts';
import { loadBooked } from './services.loaders.ts';
import { serviceRecords } from './services.records.ts';
import {
  deleteService,
  endService,
  moveServiceStart,
  removeServiceEnd,
} from './lifetime.service.ts';
import { pauseService, resumeService } from './pause.service.ts';
import { createService, updateService } from './services.service.ts';
import { serviceStatusOn } from './serviceStatus.ts';
import type { SummedServices } from './services.sums.ts';
import {
  ServiceConnection,
  ServiceFilter,
  ServiceInput,
  ServiceStatus,
  ServiceType,
  ServiceUpdateInput,
} from './services.types.ts';
import { must } from '../../platform/must.ts';

async function pauseOf(service: ServiceType, ctx: Context): Promise<Pause | null> {
  if (!service.pauses.length) return null;
  const { clock } = must(await partnerRecords.load(ctx, service.partnerId));
  return ownPause(service.pauses, ctx.app.clock.today(clock));
}

@Resolver(() => ServiceType)
export class ServicesResolver {
  @Authorized('services:read')
  @Query(() => ServiceConnection)
  services(
    @Arg('filter', () => ServiceFilter, { nullable: true }) filter: ServiceFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<ServiceType> & SummedServices> {
    return listServices(ctx, page, filter);
  }

  @Authorized('services:read')
  @Query(() => ServiceType)
  service(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<ServiceType> {
    return serviceRecords.found(ctx, id);
  }

  @Authorized('services:write')
  @Mutation(() => ServiceType)
  async createService(
    @Arg('input', () => ServiceInput) input: ServiceInput,
    @Ctx() ctx: Context,
  ): Promise<ServiceType> {
    const [customerId, tariffId] = [
      idInput(input.customerId, 'customerId'),
      idInput(input.tariffId, 'tariffId'),
    ];
    return serviceRecords.found(
      ctx,
      await ctx.sql((sql) => createService(sql, ctx.app.clock, customerId, tariffId, input)),
    );
  }

  @Authorized('services:write')
  @Mutation(() => ServiceType)
  async updateService(
    @ArgId('serviceId') serviceId: string,
    @Arg('input', () => ServiceUpdateInput) input: ServiceUpdateInput,
    @Ctx() ctx: Context,
  ): Promise<ServiceType> {
    await ctx.sql((sql) => updateService(sql, ctx.app.clock, serviceId, input));
    return serviceRecords.found(ctx, serviceId);
  }

  @Authorized('services:write')
  @Mutation(() => ServiceType, { description: 'The last day of service.' })
  async endService(
    @Arg('serviceId', () => ID) serviceId: string,
    @Arg('endDate', () => DateScalar) endDate: string,
    @Ctx() ctx: Context,
  ): Promise<ServiceType> {
    const id = idInput(serviceId, 'serviceId');
    await ctx.sql((sql) => endService(sql, id, endDate));
    return serviceRecords.found(ctx, id);
  }

  @Authorized('services:write')
  @Mutation(() => ServiceType, { description: 'It runs on without an end.' })
  async removeServiceEnd(
    @ArgId('serviceId') serviceId: string,
    @Ctx() ctx: Context,
  ): Promise<ServiceType> {
    await ctx.sql((sql) => removeServiceEnd(sql, serviceId));
    return serviceRecords.found(ctx, serviceId);
  }

  @Authorized('services:write')
  @Mutation(() => ServiceType, { description: 'Only while no day of it is charged.' })
  async moveServiceStart(
    @ArgId('serviceId') serviceId: string,
    @Arg('startDate', () => DateScalar) startDate: string,
    @Ctx() ctx: Context,
  ): Promise<ServiceType> {
    await ctx.sql((sql) => moveServiceStart(sql, ctx.app.clock, serviceId, startDate));
    return serviceRecords.found(ctx, serviceId);
  }

  @Authorized('services:write')
  @Mutation(() => ServiceType, {
    description: 'Nothing of it is charged from that day on; what is charged already stays so.',
  })
  async pauseService(
    @ArgId('serviceId') serviceId: string,
    @Arg('from', () => DateScalar) from: string,
    @Ctx() ctx: Context,
  ): Promise<ServiceType> {
    await ctx.sql((sql) => pauseService(sql, ctx.app.clock, serviceId, from));
    return serviceRecords.found(ctx, serviceId);
  }

  @Authorized('services:write')
  @Mutation(() => ServiceType, { description: 'Charging starts again on that day.' })
  async resumeService(
    @ArgId('serviceId') serviceId: string,
    @Arg('from', () => DateScalar) from: string,
    @Ctx() ctx: Context,
  ): Promise<ServiceType> {
    await ctx.sql((sql) => resumeService(sql, ctx.app.clock, serviceId, from));
    return serviceRecords.found(ctx, serviceId);
  }

  @Authorized('services:write')
  @Mutation(() => Boolean, { description: 'Only one that was never charged.' })
  async deleteService(
    @ArgId('serviceId') serviceId: string,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    await ctx.sql((sql) => deleteService(sql, serviceId));
    return true;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether nothing was ever booked for it, so that it may be deleted.',
  })
  async neverCharged(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<boolean> {
    if (service.chargedUntil > service.startDate) return false;
    return !(await loadBooked(ctx, service.id));
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, service.customerId);
  }

  @FieldResolver(() => TariffType)
  tariff(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<TariffType | null> {
    return tariffRecords.load(ctx, service.tariffId);
  }

  @FieldResolver(() => ServiceStatus)
  async status(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<ServiceStatus> {
    const partner = must(await partnerRecords.load(ctx, service.partnerId));
    return serviceStatusOn(service, ctx.app.clock.today(partner.clock)) as ServiceStatus;
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'The first day of its own pause that is not over, begun or to come.',
  })
  async pausedFrom(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<string | null> {
    return (await pauseOf(service, ctx))?.from ?? null;
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'The day on which it is charged again after that; null: not known yet.',
  })
  async resumesOn(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<string | null> {
    return (await pauseOf(service, ctx))?.until ?? null;
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<FieldValues> {
    return serviceRecords.customFields(ctx, service);
  }

  @FieldResolver(() => String)
  async currency(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<string> {
    return must(await customerRecords.load(ctx, service.customerId)).currency;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether unitPrice and setupFee hold the tax already.',
  })
  async priceIncludesTax(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<boolean> {
    return must(await tariffRecords.load(ctx, service.tariffId)).taxIncluded;
  }

  @FieldResolver(() => DecimalScalar)
  async setupFee(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<string> {
    const tariff = must(await tariffRecords.load(ctx, service.tariffId));
    return service.ownSetupFee === null
      ? tariff.setupFee
      : priceText(service.ownSetupFee, tariff.currency);
  }
}
