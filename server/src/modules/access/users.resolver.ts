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
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { Prisma } from '../../generated/prisma/client.ts';
import { PageArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { JSONScalar } from '../../kit/scalars.ts';
import { containing, likeText, searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { builtInRoles } from './permissions.ts';
import { customFieldsWhere, searchedByFields } from '../fields/index.ts';
import { belowPartner, partnerRecords, PartnerType } from '../partners/index.ts';
import { addUser, changeOwnEmail, saveUser } from './users.service.ts';
import {
  RoleType,
  UserConnection,
  UserFilter,
  UserInput,
  UserType,
  UserUpdateInput,
} from './users.types.ts';
import { userRecords } from './users.records.ts';

async function whereOf(
  ctx: Context,
  tx: ScopedTx,
  filter: UserFilter | undefined,
): Promise<Prisma.UserWhereInput> {
  const search = searchText(filter?.search);
  return {
    ...(search
      ? {
          OR: [
            { name: containing(search) },
            { emailKey: { contains: likeText(search.toLowerCase()) } },
            { id: { in: await searchedByFields(tx, 'USER', search) } },
          ],
        }
      : {}),
    ...(filter?.partnerId ? { partnerPath: await belowPartner(tx, filter.partnerId) } : {}),
    AND: await customFieldsWhere(tx, ctx, 'USER', filter?.customFields, filter?.partnerId),
  };
}

@Resolver(() => UserType)
export class UsersResolver {
  @Authorized('users:read')
  @Query(() => UserConnection)
  async users(
    @Arg('filter', () => UserFilter, { nullable: true }) filter: UserFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<UserType>> {
    const where = await ctx.read((tx) => whereOf(ctx, tx, filter));
    return userRecords.page(ctx, page, where, { partnerId: filter?.partnerId });
  }

  @Authorized('users:read')
  @Query(() => UserType)
  user(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<UserType> {
    return userRecords.found(ctx, id);
  }

  @Authorized('users:read')
  @Query(() => [RoleType])
  roles(): RoleType[] {
    return builtInRoles().map(({ name, label, permissions }) => ({
      id: name,
      name,
      label,
      permissions: [...permissions],
      builtIn: true,
    }));
  }

  @Authorized('users:write')
  @Mutation(() => UserType)
  async createUser(
    @Arg('input', () => UserInput) input: UserInput,
    @Ctx() ctx: Context,
  ): Promise<UserType> {
    const partnerId = idInput(input.partnerId, 'partnerId');
    await ctx.endReads();
    return userRecords.found(ctx, await addUser(ctx.app, ctx.someone, partnerId, input));
  }

  @Authorized('users:write')
  @Mutation(() => UserType)
  async updateUser(
    @ArgId('id') id: string,
    @Arg('input', () => UserUpdateInput) input: UserUpdateInput,
    @Ctx() ctx: Context,
  ): Promise<UserType> {
    await ctx.endReads();
    await saveUser(ctx.app, ctx.someone, id, input);
    return userRecords.found(ctx, id);
  }

  @Authorized()
  @Mutation(() => Boolean, {
    description: "One's own address, of every role; the old one is told.",
  })
  async changeEmail(
    @Arg('email', () => String) email: string,
    @Arg('currentPassword', () => String) currentPassword: string,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    await ctx.endReads();
    await changeOwnEmail(ctx.app, ctx.someone, email, currentPassword);
    return true;
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() user: UserType, @Ctx() ctx: Context): Promise<FieldValues> {
    return userRecords.customFields(ctx, user);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() user: UserType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, user.partnerId);
  }
}
