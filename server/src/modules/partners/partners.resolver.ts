import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Prisma } from '../../generated/prisma/client.ts';
import { listPage, PageArgs, type ConnectionValue } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { idInput, isId } from '../../graphql/input.ts';
import { notFound } from '../../platform/refusal.ts';
import { movePartner } from './movePartner.ts';
import { loadChildCount, loadCustomerCount, loadPartner, loadServiceCount } from './partners.loaders.ts';
import { createPartner, updatePartner } from './partners.service.ts';
import { searchText } from './search.ts';
import { PartnerConnection, PartnerFilter, PartnerInput, PartnerType, PartnerUpdateInput, toPartner } from './partners.types.ts';

const SORTABLE = { number: 'number', name: 'name', currency: 'currency', timeZone: 'timeZone', createdAt: 'createdAt' };

function whereOf(filter: PartnerFilter | null | undefined): Prisma.PartnerWhereInput {
  const where: Prisma.PartnerWhereInput = {};
  const search = searchText(filter?.search);
  if (search) where.OR = [{ name: { contains: search, mode: 'insensitive' } }, ...(/^\d{1,9}$/.test(search) ? [{ number: Number(search) }] : [])];
  if (filter?.parentId) where.parentId = idInput(filter.parentId, 'filter.parentId');
  return where;
}

async function found(ctx: Context, id: string): Promise<PartnerType> {
  const partner = isId(id) ? await loadPartner(ctx, id.toLowerCase()) : null;
  if (!partner) throw notFound();
  return partner;
}

@Resolver(() => PartnerType)
export class PartnersResolver {
  @Authorized('partners:read')
  @Query(() => PartnerConnection)
  partners(@Arg('filter', () => PartnerFilter, { nullable: true }) filter: PartnerFilter | undefined, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context): Promise<ConnectionValue<PartnerType>> {
    const where = whereOf(filter);
    return listPage(page, {
      sortable: SORTABLE, defaultSort: [{ number: 'asc' }], toNode: toPartner,
      find: (args) => ctx.read((tx) => tx.partner.findMany({ where, ...args })), count: () => ctx.read((tx) => tx.partner.count({ where })),
    });
  }

  @Authorized('partners:read')
  @Query(() => PartnerType)
  partner(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<PartnerType> { return found(ctx, id); }

  @Authorized('partners:write')
  @Mutation(() => PartnerType)
  async createPartner(@Arg('input', () => PartnerInput) input: PartnerInput, @Ctx() ctx: Context): Promise<PartnerType> {
    const parentId = input.parentId != null ? idInput(input.parentId, 'parentId') : undefined;
    const id = await ctx.sql((sql) => createPartner(sql, ctx.someone.partnerId, { ...input, parentId }));
    return found(ctx, id);
  }

  @Authorized('partners:write')
  @Mutation(() => PartnerType)
  async updatePartner(@Arg('id', () => ID) id: string, @Arg('input', () => PartnerUpdateInput) input: PartnerUpdateInput, @Ctx() ctx: Context): Promise<PartnerType> {
    const known = idInput(id, 'id');
    await ctx.sql((sql) => updatePartner(sql, known, input));
    return found(ctx, known);
  }

  @Authorized('partners:write')
  @Mutation(() => PartnerType)
  async movePartner(@Arg('id', () => ID) id: string, @Arg('parentId', () => ID) parentId: string, @Ctx() ctx: Context): Promise<PartnerType> {
    const [known, parent] = [idInput(id, 'id'), idInput(parentId, 'parentId')];
    await ctx.sql((sql) => movePartner(sql, known, parent));
    return found(ctx, known);
  }

  @FieldResolver(() => PartnerType, { nullable: true })
  async parent(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partner.parentId ? loadPartner(ctx, partner.parentId) : null;
  }

  @FieldResolver(() => Int)
  childCount(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<number> { return loadChildCount(ctx, partner.id); }

  @FieldResolver(() => Int, { description: 'Customers of the partner and of everything below it.' })
  customerCount(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<number> { return loadCustomerCount(ctx, partner.id); }

  @FieldResolver(() => Int)
  serviceCount(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<number> { return loadServiceCount(ctx, partner.id); }
}
