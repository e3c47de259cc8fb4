import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { Prisma } from '../../generated/prisma/client.ts';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { JSONScalar } from '../../kit/scalars.ts';
import { containing, searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { covers } from '../../tenancy/scope.ts';
import { customFieldsWhere, searchedByFields } from '../fields/index.ts';
import { notFound } from '../../platform/refusal.ts';
import {
  hasTestPartners,
  partnerRecords,
  PartnerType,
  pathOfPartner,
  placesLookedAt,
} from '../partners/index.ts';
import {
  loadOfferedTo,
  loadTariffUse,
  loadTaxRate,
  loadUsedBy,
  todayOf,
} from './catalogue.loaders.ts';
import { tariffRecords } from './tariffs.records.ts';
import { TariffConnection, TariffFilter, TariffInput, TariffType } from './catalogue.types.ts';
import { knownSellers, partnersNamed } from './tariffs.input.ts';
import { archiveTariff, createTariff, updateTariff } from './tariffs.service.ts';
import { createTaxRate, updateTaxRate } from './taxRates.service.ts';
import { usualTaxRates } from './taxRates.store.ts';
import { TaxRateInput, TaxRateType, TaxRateVersionType, toTaxRate } from './taxRates.types.ts';

async function whereOf(
  ctx: Context,
  tx: ScopedTx,
  filter: TariffFilter | undefined,
): Promise<Prisma.TariffWhereInput> {
  const where: Prisma.TariffWhereInput & { AND: Prisma.TariffWhereInput[] } = {
    AND: await customFieldsWhere(tx, ctx, 'TARIFF', filter?.customFields, filter?.partnerId),
  };
  const search = searchText(filter?.search);
  if (search)
    where.OR = [
      { name: containing(search) },
      { id: { in: await searchedByFields(tx, 'TARIFF', search) } },
    ];
  if (filter?.kind) where.kind = filter.kind;
  if (filter?.archived != null) where.archivedAt = filter.archived ? { not: null } : null;
  if (filter?.partnerId)
    where.offers = { some: { partnerId: idInput(filter.partnerId, 'filter.partnerId') } };
  const [real] = await placesLookedAt(ctx, tx, { one: Boolean(filter?.partnerId) });
  // what is offered to tested partners alone is theirs, whoever made it
  if (real)
    where.AND = [
      ...where.AND,
      real,
      ...((await hasTestPartners(tx))
        ? [{ OR: [{ offers: { none: {} } }, { offers: { some: real } }] }]
        : []),
    ];
  return where;
}

@Resolver(() => TaxRateType)
export class TaxRatesResolver {
  @Authorized('tariffs:read')
  @Query(() => [TaxRateType])
  async taxRates(
    @Arg('usableBy', () => [ID], {
      nullable: true,
      description:
        'Only those that all of these partners may use: their own and those of partners above. Without it: all, except those of test partners below the viewer.',
    })
    usableBy: string[] | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<TaxRateType[]> {
    const ids = partnersNamed(usableBy ?? [], 'usableBy');
    const sellers = await ctx.sql((sql) => knownSellers(sql, ids));
    const rows = await ctx.read(async (tx) =>
      tx.taxRate.findMany({
        where: { AND: await placesLookedAt(ctx, tx, { one: ids.length > 0 }) },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      }),
    );
    return rows
      .filter((rate) => sellers.every(({ path }) => path.startsWith(rate.partnerPath)))
      .map(toTaxRate);
  }

  @Authorized('tariffs:read')
  @Query(() => TaxRateType, {
    nullable: true,
    description:
      'What a new tariff of a partner most likely is taxed with: the rate of most tariffs offered to it, or the only one it may use.',
  })
  async usualTaxRate(
    @ArgId('partnerId') partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<TaxRateType | null> {
    const id = await ctx.sql(async (sql) => {
      if ((await pathOfPartner(sql, partnerId)) === undefined) throw notFound();
      return (await usualTaxRates(sql, [partnerId])).get(partnerId)?.id ?? null;
    });
    return id === null ? null : loadTaxRate(ctx, id);
  }

  @Authorized('tariffs:write')
  @Mutation(() => TaxRateType)
  async createTaxRate(
    @Arg('input', () => TaxRateInput) input: TaxRateInput,
    @Ctx() ctx: Context,
  ): Promise<TaxRateType | null> {
    const partnerId =
      input.partnerId != null ? idInput(input.partnerId, 'partnerId') : ctx.someone.partnerId;
    return loadTaxRate(ctx, await ctx.sql((sql) => createTaxRate(sql, partnerId, input)));
  }

  @Authorized('tariffs:write')
  @Mutation(() => TaxRateType, {
    description: 'A rate from a date on is a new version of it; what is charged keeps its own.',
  })
  async updateTaxRate(
    @ArgId('id') id: string,
    @Arg('input', () => TaxRateInput) input: TaxRateInput,
    @Ctx() ctx: Context,
  ): Promise<TaxRateType | null> {
    await ctx.sql((sql) => updateTaxRate(sql, id, input, ctx.app.clock.today));
    return loadTaxRate(ctx, id);
  }

  /** An ancestor is never revealed: to those below its rates look like their own. */
  @FieldResolver(() => PartnerType)
  async partner(@Root() rate: TaxRateType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return (
      (await partnerRecords.load(ctx, rate.partnerId)) ??
      partnerRecords.load(ctx, ctx.someone.partnerId)
    );
  }

  @FieldResolver(() => TaxRateVersionType, { description: 'What it takes today.' })
  async current(@Root() rate: TaxRateType, @Ctx() ctx: Context): Promise<TaxRateVersionType> {
    const today = await todayOf(ctx);
    const holds = rate.versions.findLast(({ validFrom }) => !validFrom || validFrom <= today);
    return holds ?? rate.versions[0];
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it belongs to a partner above the viewer, which is not shown.',
  })
  async fromAbove(@Root() rate: TaxRateType, @Ctx() ctx: Context): Promise<boolean> {
    return (await partnerRecords.load(ctx, rate.partnerId)) === null;
  }
}

@Resolver(() => TariffType)
export class TariffsResolver {
  @Authorized('tariffs:read')
  @Query(() => TariffConnection)
  async tariffs(
    @Arg('filter', () => TariffFilter, { nullable: true }) filter: TariffFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<TariffType>> {
    const where = await ctx.read((tx) => whereOf(ctx, tx, filter));
    return tariffRecords.page(ctx, page, where, { partnerId: filter?.partnerId });
  }

  @Authorized('tariffs:read')
  @Query(() => TariffType)
  tariff(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<TariffType> {
    return tariffRecords.found(ctx, id);
  }

  @Authorized('tariffs:write')
  @Mutation(() => TariffType)
  async createTariff(
    @Arg('input', () => TariffInput) input: TariffInput,
    @Ctx() ctx: Context,
  ): Promise<TariffType> {
    return tariffRecords.found(ctx, await ctx.sql((sql) => createTariff(sql, ctx.someone, input)));
  }

  @Authorized('tariffs:write')
  @Mutation(() => TariffType)
  async updateTariff(
    @ArgId('id') id: string,
    @Arg('input', () => TariffInput) input: TariffInput,
    @Ctx() ctx: Context,
  ): Promise<TariffType> {
    await ctx.sql((sql) => updateTariff(sql, ctx.app.clock, id, input));
    return tariffRecords.found(ctx, id);
  }

  @Authorized('tariffs:write')
  @Mutation(() => TariffType)
  async archiveTariff(
    @Arg('id', () => ID) id: string,
    @Arg('archived', () => Boolean, { nullable: true, defaultValue: true }) archived:
      | boolean
      | null,
    @Ctx() ctx: Context,
  ): Promise<TariffType> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => archiveTariff(sql, known, archived ?? true));
    return tariffRecords.found(ctx, known);
  }

  @FieldResolver(() => TaxRateType, { nullable: true })
  async taxRate(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<TaxRateType | null> {
    return tariff.taxRateId ? loadTaxRate(ctx, tariff.taxRateId) : null;
  }

  @FieldResolver(() => [TariffType], { description: 'The tariffs of its parts.' })
  async bundle(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<TariffType[]> {
    const parts = await Promise.all(tariff.bundleIds.map((id) => tariffRecords.load(ctx, id)));
    return parts.filter((part) => part !== null);
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<FieldValues> {
    return tariffRecords.customFields(ctx, tariff);
  }

  @FieldResolver(() => PartnerType, {
    nullable: true,
    description:
      'Whose it is, and whose custom fields it has; null for one of a partner above the viewer.',
  })
  partner(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, tariff.partnerId);
  }

  @FieldResolver(() => [PartnerType])
  async partners(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<PartnerType[]> {
    const partners = await Promise.all(
      (await loadOfferedTo(ctx, tariff.id)).map((id) => partnerRecords.load(ctx, id)),
    );
    return partners.filter((partner) => partner !== null);
  }

  @FieldResolver(() => [PartnerType], {
    description: 'Those of them that it cannot be taken from: their customers have services of it.',
  })
  async partnersUsing(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<PartnerType[]> {
    const partners = await Promise.all(
      (await loadUsedBy(ctx, tariff.id)).map((id) => partnerRecords.load(ctx, id)),
    );
    return partners.filter((partner) => partner !== null);
  }

  @FieldResolver(() => Int)
  serviceCount(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<number> {
    return loadTariffUse(ctx, tariff.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change it.' })
  editable(@Root() tariff: TariffType, @Ctx() ctx: Context): boolean {
    return ctx.can('tariffs:write') && covers(ctx.scope, tariff.partnerPath);
  }
}
