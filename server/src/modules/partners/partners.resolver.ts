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
import { DateScalar, JSONScalar } from '../../kit/scalars.ts';
import { containing, searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { isTest } from '../../tenancy/scope.ts';
import { customFieldsWhere, searchedByFields } from '../fields/index.ts';
import { movePartner } from './movePartner.ts';
import {
  loadChildCount,
  loadCurrencyInUse,
  loadCustomerCount,
  loadServiceCount,
} from './partners.loaders.ts';
import { partnerRecords } from './partners.records.ts';
import { createPartner, updatePartner } from './partners.service.ts';
import {
  PartnerConnection,
  PartnerFilter,
  PartnerInput,
  PartnerType,
  PartnerUpdateInput,
} from './partners.types.ts';

async function whereOf(
  ctx: Context,
  tx: ScopedTx,
  filter: PartnerFilter | undefined,
): Promise<Prisma.PartnerWhereInput> {
  const where: Prisma.PartnerWhereInput = {
    AND: await customFieldsWhere(tx, ctx, 'PARTNER', filter?.customFields, filter?.parentId),
  };
  const search = searchText(filter?.search);
  if (search)
    where.OR = [
      { name: containing(search) },
      ...(/^\d{1,9}$/.test(search) ? [{ number: Number(search) }] : []),
      { id: { in: await searchedByFields(tx, 'PARTNER', search) } },
    ];
  if (filter?.parentId) {
    const id = idInput(filter.parentId, 'filter.parentId');
    // who is above the viewer's own partner has nothing below it, like one that does not exist
    const parent = await tx.partner.findUnique({ where: { id }, select: { id: true } });
    where.parentId = parent ? id : { in: [] };
  }
  return where;
}

@Resolver(() => PartnerType)
export class PartnersResolver {
  @Authorized('partners:read')
  @Query(() => PartnerConnection)
  async partners(
    @Arg('filter', () => PartnerFilter, { nullable: true }) filter: PartnerFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<PartnerType>> {
    const where = await ctx.read((tx) => whereOf(ctx, tx, filter));
    return partnerRecords.page(ctx, page, where, { partnerId: filter?.parentId });
  }

  @Authorized('partners:read')
  @Query(() => PartnerType)
  partner(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<PartnerType> {
    return partnerRecords.found(ctx, id);
  }

  @Authorized('partners:write')
  @Mutation(() => PartnerType)
  async createPartner(
    @Arg('input', () => PartnerInput) input: PartnerInput,
    @Ctx() ctx: Context,
  ): Promise<PartnerType> {
    const parentId = input.parentId != null ? idInput(input.parentId, 'parentId') : undefined;
    const id = await ctx.sql((sql) =>
      createPartner(sql, ctx.someone.partnerId, { ...input, parentId }),
    );
    return partnerRecords.found(ctx, id);
  }

  @Authorized('partners:write')
  @Mutation(() => PartnerType)
  async updatePartner(
    @ArgId('id') id: string,
    @Arg('input', () => PartnerUpdateInput) input: PartnerUpdateInput,
    @Ctx() ctx: Context,
  ): Promise<PartnerType> {
    await ctx.sql((sql) => updatePartner(sql, id, input));
    return partnerRecords.found(ctx, id);
  }

  @Authorized('partners:write')
  @Mutation(() => PartnerType)
  async movePartner(
    @Arg('id', () => ID) id: string,
    @Arg('parentId', () => ID) parentId: string,
    @Ctx() ctx: Context,
  ): Promise<PartnerType> {
    const [known, parent] = [idInput(id, 'id'), idInput(parentId, 'parentId')];
    await ctx.sql((sql) => movePartner(sql, known, parent));
    return partnerRecords.found(ctx, known);
  }

  @FieldResolver(() => PartnerType, { nullable: true })
  async parent(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partner.parentId ? partnerRecords.load(ctx, partner.parentId) : null;
  }

  @FieldResolver(() => Boolean, { description: 'It lives by a clock of its own.' })
  test(@Root() { path }: PartnerType): boolean {
    return isTest(path);
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description:
      'The day through which all is done at a test partner that time brings; null: real days pass.',
  })
  clock(@Root() { testThrough }: PartnerType): string | null {
    return testThrough;
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<FieldValues> {
    return partnerRecords.customFields(ctx, partner);
  }

  @FieldResolver(() => Int)
  childCount(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<number> {
    return loadChildCount(ctx, partner.id);
  }

  @FieldResolver(() => Boolean, {
    description: 'It has customers or tariffs in its currency, which stays then.',
  })
  currencyInUse(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<boolean> {
    return loadCurrencyInUse(ctx, partner.id);
  }

  @FieldResolver(() => Int, { description: 'Customers of the partner and of everything below it.' })
  customerCount(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<number> {
    return loadCustomerCount(ctx, partner.id);
  }

  @FieldResolver(() => Int)
  serviceCount(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<number> {
    return loadServiceCount(ctx, partner.id);
  }
}
