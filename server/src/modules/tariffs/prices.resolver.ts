import { priceOn } from '@backhaul/domain/charging/prices';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { comparable } from './withTax.ts';
import { TariffType } from './catalogue.types.ts';
import { loadPriceChanges, todayOf } from './catalogue.loaders.ts';
import { datedPrices, priceText } from './price.ts';
import { cancelTariffPrice, changeTariffPrice, tariffPriceEffect } from './prices.service.ts';
import {
  DatedPriceType,
  PriceEffectType,
  TariffPriceChangeType,
  TariffPriceInput,
} from './prices.types.ts';
import { tariffRecords } from './tariffs.records.ts';

@Resolver(() => TariffType)
export class TariffPricesResolver {
  @Authorized('tariffs:write')
  @Query(() => PriceEffectType)
  tariffPriceEffect(
    @Arg('input', () => TariffPriceInput) input: TariffPriceInput,
    @Ctx() ctx: Context,
  ): Promise<PriceEffectType> {
    const id = idInput(input.tariffId, 'tariffId');
    return ctx.sql((sql) => tariffPriceEffect(sql, ctx.app.clock, id, input));
  }

  @Authorized('tariffs:write')
  @Mutation(() => TariffType, {
    description:
      "New price of a tariff for its services, with the effect's fingerprint (CONFLICT / STALE_EFFECT).",
  })
  async changeTariffPrice(
    @Arg('input', () => TariffPriceInput) input: TariffPriceInput,
    @Arg('fingerprint', () => String) fingerprint: string,
    @Ctx() ctx: Context,
  ): Promise<TariffType> {
    const id = idInput(input.tariffId, 'tariffId');
    await ctx.sql((sql) => changeTariffPrice(sql, ctx.app.clock, id, input, fingerprint));
    return tariffRecords.found(ctx, id);
  }

  @Authorized('tariffs:write')
  @Mutation(() => TariffType, { description: 'Takes the planned price back.' })
  async cancelTariffPrice(
    @ArgId('tariffId') tariffId: string,
    @Ctx() ctx: Context,
  ): Promise<TariffType> {
    await ctx.sql((sql) => cancelTariffPrice(sql, ctx.app.clock, tariffId));
    return tariffRecords.found(ctx, tariffId);
  }

  @FieldResolver(() => DecimalScalar, { description: "Today's." })
  async price(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<string> {
    if (!tariff.prices.earlier.length) return priceText(tariff.prices.price, tariff.currency);
    return priceText(priceOn(tariff.prices, await todayOf(ctx)), tariff.currency);
  }

  @FieldResolver(() => DecimalScalar, {
    description: 'Its price with tax, rounded: to compare tariffs whose own hold the tax or not.',
  })
  async priceWithTax(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<string> {
    return comparable(ctx, tariff, await this.price(tariff, ctx));
  }

  @FieldResolver(() => [DatedPriceType], {
    description: 'What it costs from which day on, planned prices included.',
  })
  datedPrices(@Root() tariff: TariffType): DatedPriceType[] {
    return datedPrices(tariff.prices, tariff.currency);
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'From when a price is planned that may still be taken back.',
  })
  async pricePlannedFrom(
    @Root() tariff: TariffType,
    @Ctx() ctx: Context,
  ): Promise<LocalDate | null> {
    const last = tariff.prices.earlier.at(-1);
    return last && last.until > (await todayOf(ctx)) ? last.until : null;
  }

  @FieldResolver(() => [TariffPriceChangeType], {
    description: 'The last 50 changes of the price, the latest first; of one from above none.',
  })
  async priceChanges(
    @Root() tariff: TariffType,
    @Ctx() ctx: Context,
  ): Promise<TariffPriceChangeType[]> {
    return (await loadPriceChanges(ctx, tariff.id)).map(({ action, ...change }) => ({
      ...change,
      before: priceText(change.before, tariff.currency),
      price: priceText(change.price, tariff.currency),
      takenBack: action === 'cancel-price',
    }));
  }
}
