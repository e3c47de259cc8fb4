import {
  Arg,
  Authorized,
  Ctx,
  Field,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { Place } from '@backhaul/domain/figures/layout';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { forbidden } from '../../platform/refusal.ts';
import { areaOf } from './area.ts';
import { DashboardKind } from './dashboard.types.ts';
import { layoutOf, layOut } from './layout.ts';

@ObjectType('TilePlace')
class TilePlaceType {
  @Field(() => String) key!: string;
  @Field(() => Int) width!: number;
  @Field(() => Boolean) hidden!: boolean;
}

@InputType()
class TilePlaceInput {
  @Field(() => String) key!: string;
  @Field(() => Int, { defaultValue: 1 }) width!: number;
  @Field(() => Boolean, { defaultValue: false }) hidden!: boolean;
}

/** The user that asks; null for what is no person and has no screen. */
const userOf = ({ someone }: Context): string | null =>
  someone.kind === 'OPERATOR' || someone.kind === 'PARTNER' ? someone.id : null;

@Resolver()
export class LayoutResolver {
  @Authorized('dashboards:read')
  @Query(() => [TilePlaceType], { description: 'In their order; new tiles stand at the end.' })
  dashboardLayout(
    @Arg('kind', () => DashboardKind) kind: DashboardKind,
    @Ctx() ctx: Context,
  ): Promise<Place[]> {
    return ctx.sql(async (sql) => {
      const { path } = await areaOf(ctx.app, sql, ctx.someone.partnerId, null);
      return layoutOf(sql, { userId: userOf(ctx), partnerPath: path }, kind);
    });
  }

  @Authorized('dashboards:read')
  @Mutation(() => [TilePlaceType], {
    description:
      'places null: the default again. forPartnerId: the default of that partner and below.',
  })
  setDashboardLayout(
    @Arg('kind', () => DashboardKind) kind: DashboardKind,
    @Arg('places', () => [TilePlaceInput], { nullable: true })
    places: TilePlaceInput[] | null | undefined,
    @ArgId('forPartnerId', { nullable: true }) forPartnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<Place[]> {
    if (forPartnerId) ctx.need('dashboards:write');
    const userId = userOf(ctx);
    if (!forPartnerId && !userId) throw forbidden();
    return ctx.sql(async (sql) => {
      const at = forPartnerId ?? ctx.someone.partnerId;
      const { path } = await areaOf(ctx.app, sql, at, null);
      const owner = forPartnerId
        ? { partnerId: forPartnerId, partnerPath: path }
        : { userId: userId ?? '' };
      await layOut(sql, owner, kind, places ?? null);
      return layoutOf(sql, { userId: forPartnerId ? null : userId, partnerPath: path }, kind);
    });
  }
}
