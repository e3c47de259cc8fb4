import { priceOn, resolvedPrices } from '@backhaul/domain/charging/prices';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { must } from '../../platform/must.ts';
import {
  comparable,
  DatedPriceType,
  datedPrices,
  priceText,
  tariffRecords,
  todayOf,
} from '../tariffs/index.ts';
import { cancelServicePrice, plannedFrom } from './prices.service.ts';
import { serviceRecords } from './services.records.ts';
import { ServiceType } from './services.types.ts';

@Resolver(() => ServiceType)
export class ServicePricesResolver {
  @Authorized('services:write')
  @Mutation(() => ServiceType, { description: "Takes the service's own planned price back." })
  async cancelServicePrice(
    @ArgId('serviceId') serviceId: string,
    @Ctx() ctx: Context,
  ): Promise<ServiceType> {
    await ctx.sql((sql) => cancelServicePrice(sql, ctx.app.clock, serviceId));
    return serviceRecords.found(ctx, serviceId);
  }

  @FieldResolver(() => DecimalScalar, { description: "Today's." })
  async unitPrice(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<string> {
    const tariff = must(await tariffRecords.load(ctx, service.tariffId));
    const prices = resolvedPrices(service.ownPrices, tariff.prices);
    const price = prices.earlier.length ? priceOn(prices, await todayOf(ctx)) : prices.price;
    return priceText(price, tariff.currency);
  }

  @FieldResolver(() => DecimalScalar, {
    description: 'unitPrice with tax, rounded: to compare it with other tariffs.',
  })
  async priceWithTax(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<string> {
    const tariff = must(await tariffRecords.load(ctx, service.tariffId));
    return comparable(ctx, tariff, await this.unitPrice(service, ctx));
  }

  @FieldResolver(() => Boolean, { description: "Whether today's price is the tariff's." })
  async priceFromTariff(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<boolean> {
    const { ownPrices } = service;
    if (!ownPrices.earlier.length) return ownPrices.price === null;
    return priceOn(ownPrices, await todayOf(ctx)) === null;
  }

  @FieldResolver(() => [DatedPriceType], {
    description: 'What it costs from which day on, planned prices included.',
  })
  async datedPrices(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<DatedPriceType[]> {
    const tariff = must(await tariffRecords.load(ctx, service.tariffId));
    const { price, earlier } = resolvedPrices(service.ownPrices, tariff.prices);
    const lived = earlier.filter(({ until }) => until > service.startDate);
    return datedPrices({ price, earlier: lived }, tariff.currency);
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'From when a price of its own is planned that may still be taken back.',
  })
  async pricePlannedFrom(
    @Root() service: ServiceType,
    @Ctx() ctx: Context,
  ): Promise<LocalDate | null> {
    if (!service.ownPrices.earlier.length) return null;
    return plannedFrom(service.ownPrices, await todayOf(ctx));
  }
}
