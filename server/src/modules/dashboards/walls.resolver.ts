import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { changes } from '../../kit/live.ts';
import { notFound } from '../../platform/refusal.ts';
import { PartnerType, partnerRecords } from '../partners/index.ts';
import { createWall, revokeWall } from './walls.ts';
import { wallsIn } from './walls.store.ts';
import { WallDisplayInput, WallDisplayType, WallShownType } from './walls.types.ts';

@Resolver(() => WallDisplayType)
export class WallsResolver {
  @Authorized('dashboards:write')
  @Query(() => [WallDisplayType], { description: 'Those of the viewer’s partner and below.' })
  async wallDisplays(@Ctx() ctx: Context): Promise<WallDisplayType[]> {
    const walls = await ctx.sql((sql) => wallsIn(sql));
    return walls.map((wall) => Object.assign(new WallDisplayType(), { ...wall, url: null }));
  }

  @Authorized('dashboards:write')
  @Mutation(() => WallDisplayType)
  async createWallDisplay(
    @Arg('input', () => WallDisplayInput) input: WallDisplayInput,
    @Ctx() ctx: Context,
  ): Promise<WallDisplayType> {
    const asked = {
      ...input,
      partnerId:
        typeof input.partnerId === 'string'
          ? idInput(input.partnerId, 'partnerId')
          : ctx.someone.partnerId,
      expiresAt: new Date(input.expiresAt),
    };
    const { id, token } = await ctx.sql((sql) =>
      createWall(ctx.app, sql, ctx.someone.permissions, asked),
    );
    const url = `${ctx.app.publicUrl()}/admin/wall#${token}`;
    return Object.assign(new WallDisplayType(), { ...asked, id, lastSeenAt: null, url });
  }

  @Authorized('dashboards:write')
  @Mutation(() => Boolean, { description: 'Ends it wherever it runs.' })
  async revokeWallDisplay(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<boolean> {
    await ctx.sql((sql) => revokeWall(sql, id));
    return true;
  }

  @Authorized('dashboards:read')
  @Subscription(() => WallShownType, {
    name: 'wallShown',
    description: 'For a wall display alone: what it is to show. Others are answered NOT_FOUND.',
    subscribe: ({ context }: { context: Context }) => {
      context.need('dashboards:read');
      if (!context.someone.wall) throw notFound();
      return changes(context, () => false);
    },
  })
  wallShown(@Ctx() ctx: Context): WallShownType {
    const { wall, name, expiresAt } = ctx.someone;
    if (!wall) throw notFound();
    const { dashboards, seconds } = wall;
    return Object.assign(new WallShownType(), { name, dashboards, seconds, expiresAt });
  }

  @FieldResolver(() => PartnerType)
  partner(
    @Root() { partnerId }: WallDisplayType,
    @Ctx() ctx: Context,
  ): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, partnerId);
  }
}
