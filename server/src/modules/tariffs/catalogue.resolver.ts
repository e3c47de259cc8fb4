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
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { Prisma } from '../../generated/prisma/client.ts';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput, isId } from '../../kit/input.ts';
import { JSONScalar } from '../../kit/scalars.ts';
import { containing, searchText } from '../../kit/search.ts';
import { notFound } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { covers } from '../../tenancy/scope.ts';
import {
  customFieldsWhere,
  listPageWithFields,
  searchedByFields,
  shownCustomFields,
} from '../fields/index.ts';
import { loadPartner, PartnerType } from '../partners/index.ts';
import { loadOfferedTo, loadTariff, loadTariffUse, loadTaxRate } from './catalogue.loaders.ts';
import {
  TariffConnection,
  TariffFilter,
  TariffInput,
  TariffType,
  TaxRateInput,
  TaxRateType,
  toTariff,
  toTaxRate,
} from './catalogue.types.ts';
import { archiveTariff, createTariff, updateTariff } from './tariffs.service.ts';
import { createTaxRate } from './taxRates.service.ts';

const SORTABLE = {
  name: 'name',
  kind: 'kind',
  price: 'price',
  currency: 'currency',
  setupFee: 'setupFee',
  createdAt: 'createdAt',
};

async function whereOf(
  ctx: Context,
  tx: ScopedTx,
  filter: TariffFilter | undefined,
): Promise<Prisma.TariffWhereInput> {
  const where: Prisma.TariffWhereInput = {
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
  return where;
}

async function found(ctx: Context, id: string): Promise<TariffType> {
  const tariff = isId(id) ? await loadTariff(ctx, id.toLowerCase()) : null;
  if (!tariff) throw notFound();
  return tariff;
}

@Resolver(() => TaxRateType)
export class TaxRatesResolver {
  @Authorized('tariffs:read')
  @Query(() => [TaxRateType])
  async taxRates(@Ctx() ctx: Context): Promise<TaxRateType[]> {
    const rows = await ctx.read((tx) =>
      tx.taxRate.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
    );
    return rows.map(toTaxRate);
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

  /** An ancestor is never revealed: to those below its rates look like their own. */
  @FieldResolver(() => PartnerType)
  async partner(@Root() rate: TaxRateType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return (await loadPartner(ctx, rate.partnerId)) ?? loadPartner(ctx, ctx.someone.partnerId);
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
    return listPageWithFields(ctx, page, {
      entity: 'TARIFF',
      where,
      partnerId: filter?.partnerId,
      sortable: SORTABLE,
      defaultSort: [{ name: 'asc' }],
      toNode: toTariff,
      find: (fitting, args) => ctx.read((tx) => tx.tariff.findMany({ where: fitting, ...args })),
      count: (fitting) => ctx.read((tx) => tx.tariff.count({ where: fitting })),
    });
  }

  @Authorized('tariffs:read')
  @Query(() => TariffType)
  tariff(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<TariffType> {
    return found(ctx, id);
  }

  @Authorized('tariffs:write')
  @Mutation(() => TariffType)
  async createTariff(
    @Arg('input', () => TariffInput) input: TariffInput,
    @Ctx() ctx: Context,
  ): Promise<TariffType> {
    return found(ctx, await ctx.sql((sql) => createTariff(sql, ctx.someone, input)));
  }

  @Authorized('tariffs:write')
  @Mutation(() => TariffType)
  async updateTariff(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => TariffInput) input: TariffInput,
    @Ctx() ctx: Context,
  ): Promise<TariffType> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => updateTariff(sql, known, input));
    return found(ctx, known);
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
    return found(ctx, known);
  }

  @FieldResolver(() => TaxRateType, { nullable: true })
  async taxRate(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<TaxRateType | null> {
    return tariff.taxRateId ? loadTaxRate(ctx, tariff.taxRateId) : null;
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<FieldValues> {
    return shownCustomFields(ctx, 'TARIFF', tariff.partnerPath, tariff.storedFields);
  }

  @FieldResolver(() => PartnerType, {
    nullable: true,
    description:
      'Whose it is, and whose custom fields it has; null for one of a partner above the viewer.',
  })
  partner(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return loadPartner(ctx, tariff.partnerId);
  }

  @FieldResolver(() => [PartnerType])
  async partners(@Root() tariff: TariffType, @Ctx() ctx: Context): Promise<PartnerType[]> {
    const partners = await Promise.all(
      (await loadOfferedTo(ctx, tariff.id)).map((id) => loadPartner(ctx, id)),
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
